import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'

export const sizes = {
  tablet: { width: 1280, height: 800 },
  desk: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
} as const
export type Size = keyof typeof sizes

const root = join(import.meta.dirname, '../..')

/** The web app as it is now, into `dist`, as it is delivered. */
export const build_web = (): Promise<unknown> =>
  promisify(execFile)(process.execPath, [join(root, 'node_modules/vite/bin/vite.js'), 'build', 'web'], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production' },
  })

/** A browser that comes with `npm ci`; the libraries it needs come along, for machines that have none. */
export async function open_browser(): Promise<Browser> {
  const { LD_LIBRARY_PATH } = process.env
  // By this the package knows that it has to bring its libraries along.
  process.env.AWS_LAMBDA_JS_RUNTIME = 'nodejs22.x'
  const { default: shipped } = await import('@sparticuz/chromium')
  const executablePath = await shipped.executablePath()
  delete process.env.AWS_LAMBDA_JS_RUNTIME
  if (LD_LIBRARY_PATH === undefined) delete process.env.LD_LIBRARY_PATH
  else process.env.LD_LIBRARY_PATH = LD_LIBRARY_PATH
  const brought = join(tmpdir(), 'al2023', 'lib')
  const libraries = [LD_LIBRARY_PATH, existsSync(brought) ? brought : undefined].filter((path) => path !== undefined).join(':')
  // `--disable-web-security` is for robots that read other sites; ours must meet what people meet.
  const args = shipped.args.filter(
    (flag) => !flag.includes('web-security') && !flag.includes('insecure-content') && flag !== '--single-process',
  )
  const env = { ...process.env, ...(libraries === '' ? {} : { LD_LIBRARY_PATH: libraries }) }
  return chromium.launch({ executablePath, args: [...args, '--no-sandbox', '--disable-dev-shm-usage'], headless: true, env })
}

export interface Visit {
  readonly context: BrowserContext
  readonly page: Page
  /** What the page complained of: errors, refused files, broken policies. */
  readonly complaints: readonly string[]
}

export async function visit(browser: Browser, url: string, size: Size, more: { dark?: boolean; locale?: string } = {}): Promise<Visit> {
  const context = await browser.newContext({
    baseURL: url,
    viewport: sizes[size],
    colorScheme: more.dark ? 'dark' : 'light',
    locale: more.locale ?? 'en-GB',
    timezoneId: 'America/New_York',
    hasTouch: size !== 'desk',
  })
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    // A refusal or a server that is away is answered on the screen; the browser notes it all the same.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) complaints.push(message.text())
  })
  return { context, page, complaints }
}

// `npm run screenshots`: the demo in a browser, page by page, into docs/screens; `-- FOLDER all` into another folder at every size, light and dark.

import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { start_for_tests } from '../one-postgres-for-all.ts'
import { use_server } from '../shop.ts'
import { build_web, open_browser, type Size, type Visit, visit } from './browser.ts'
import { type DemoShop, open_demo } from './demo-shop.ts'
import { sign_in_at_office, sign_in_at_tablet } from './signing-in.ts'

const [folder = join(import.meta.dirname, '../../docs/screens'), which] = process.argv.slice(2)
mkdirSync(folder, { recursive: true })

interface Screen {
  readonly name: string
  readonly size: Size
  readonly path: string
  readonly as: 'office' | 'tablet' | 'nobody'
  /** One that stands in the documentation. */
  readonly shown?: true
  open?(visited: Visit): Promise<void>
}

const first_of =
  (selector: string) =>
  async ({ page }: Visit) => {
    await page.locator(selector).first().click()
    await page.waitForLoadState('networkidle')
  }

const screens: readonly Screen[] = [
  { name: 'terminal', size: 'tablet', path: '/terminal', as: 'tablet', shown: true },
  { name: 'operation', size: 'tablet', path: '/terminal', as: 'tablet', shown: true, open: first_of('a.queue-row') },
  { name: 'jobs', size: 'desk', path: '/jobs', as: 'office', shown: true },
  { name: 'job', size: 'desk', path: '/jobs', as: 'office', shown: true, open: first_of('main a[href^="/jobs/0"]') },
  { name: 'new-job', size: 'desk', path: '/jobs/new', as: 'office' },
  { name: 'people', size: 'desk', path: '/setup/people', as: 'office' },
  { name: 'machines', size: 'desk', path: '/setup/machines', as: 'office' },
  { name: 'webhooks', size: 'desk', path: '/setup/webhooks', as: 'office' },
  { name: 'keys', size: 'desk', path: '/setup/keys', as: 'office' },
  { name: 'sign-in', size: 'tablet', path: '/sign-in', as: 'nobody' },
]

await build_web()
const { server, stop } = await start_for_tests()
use_server(server)
const demo = await open_demo()
const browser = await open_browser()
try {
  for (const screen of screens.filter(({ shown }) => shown ?? which === 'all')) {
    const sizes: readonly Size[] = which === 'all' ? ['tablet', 'desk', 'phone'] : [screen.size]
    for (const size of sizes)
      for (const dark of which === 'all' ? [false, true] : [false]) {
        // One page that fails should not hide the others.
        await take(demo, screen, size, dark).catch((error: unknown) => {
          process.exitCode = 1
          console.error(screen.name, size, error)
        })
      }
  }
} finally {
  await browser.close()
  await demo.shop.close()
  await stop()
}
process.exit(process.exitCode)

async function take({ url, shop }: DemoShop, screen: Screen, size: Size, dark: boolean): Promise<void> {
  const visited = await visit(browser, url, size, { dark })
  if (screen.as === 'office') await sign_in_at_office(visited, shop)
  if (screen.as === 'tablet') await sign_in_at_tablet(visited, shop)
  await visited.page.goto(screen.path)
  await visited.page.waitForLoadState('load')
  await visited.page.waitForTimeout(1200)
  await screen.open?.(visited)
  await visited.page.waitForTimeout(600)
  const file = which === 'all' ? `${screen.name}-${size}${dark ? '-dark' : ''}.png` : `${screen.name}.png`
  await visited.page.screenshot({ path: join(folder, file) })
  console.log(file, visited.complaints.join('; '))
  await visited.context.close()
}

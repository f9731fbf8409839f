import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { build_web, open_browser, type Visit, visit } from './browser.ts'
import { type DemoShop, open_demo } from './demo-shop.ts'
import { sign_in_at_office, sign_in_at_tablet } from './signing-in.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

let demo: DemoShop
let browser: Browser
beforeAll(async () => {
  await build_web()
  ;[demo, browser] = await Promise.all([open_demo(), open_browser()])
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await demo?.shop.close()
})

interface Violation {
  readonly id: string
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[]
}

/** WCAG 2.2 AA, and what axe calls best practice. */
async function faults_of({ page }: Visit): Promise<string[]> {
  await page.evaluate(axe)
  // Axe's own report; it was loaded a line above.
  const { violations } = (await page.evaluate("axe.run(document, { resultTypes: ['violations'] })")) as { violations: Violation[] }
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`))
}

/** What is there once the page has its data. */
async function settle({ page }: Visit): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await page.waitForFunction("document.querySelector('[aria-busy=true]') === null")
  // Axe measures colours; what is still fading in has none of its own yet.
  await page.evaluate('Promise.all(document.getAnimations().map((one) => one.finished.catch(() => {})))')
}

const office = [
  '/jobs',
  '/jobs/new',
  '/setup/people',
  '/setup/workstations',
  '/setup/machines',
  '/setup/lines',
  '/setup/keys',
  '/setup/webhooks',
]
const pages = [
  ...[...office, '/setup/tablet', '/setup/company'].map((path) => ({ path, as: 'office' as const })),
  { path: 'a job', as: 'office' as const },
  { path: '/terminal', as: 'tablet' as const },
  { path: 'an operation', as: 'tablet' as const },
  { path: '/sign-in', as: 'nobody' as const },
]

test.each(pages)('axe finds nothing on $path, at a desk and on a phone, light and dark', { timeout: 120_000 }, async ({ path, as }) => {
  const looks = [
    { size: 'desk', dark: false },
    { size: 'phone', dark: true },
  ] as const
  for (const { size, dark } of looks) {
    const visited = await visit(browser, demo.url, size, { dark })
    if (as === 'office') await sign_in_at_office(visited, demo.shop)
    if (as === 'tablet') await sign_in_at_tablet(visited, demo.shop)
    await visited.page.goto(path === 'a job' ? await a_job() : path === 'an operation' ? await an_operation() : path)
    await settle(visited)
    expect(await faults_of(visited), `${path} on a ${size}`).toEqual([])
    expect(visited.complaints).toEqual([])
    await visited.context.close()
  }
})

const a_job = async (): Promise<string> => `/jobs/${(await demo.shop.call('GET', '/v1/jobs?status=running&limit=1')).body.data[0].id}`
const an_operation = async (): Promise<string> =>
  `/terminal/${(await demo.shop.call('GET', '/v1/operations?status=running&limit=1')).body.data[0].id}`

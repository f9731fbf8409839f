import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { build_web, open_browser, visit } from './browser.ts'
import { type DemoShop, open_demo } from './demo-shop.ts'
import { sign_in_at_tablet } from './signing-in.ts'

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

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })
/** Right behind another a press counts for nothing, so that a glove that bounces does no harm: then it is pressed again. */
async function press(target: Locator, seen: Locator): Promise<void> {
  const shows = async () => {
    await target.click({ timeout: 2000 }).catch(() => {})
    return seen.first().isVisible()
  }
  await expect.poll(shows, { timeout: 20_000, interval: 300 }).toBe(true)
}
const dialog = (page: Page, name: string | RegExp) => page.getByRole('dialog', { name })
const operation_in = (page: Page): string => new URL(page.url()).pathname.split('/').at(-1) ?? ''
const operation = async (id: string) => (await demo.shop.call('GET', `/v1/operations/${id}?expand=time_entries`)).body

/** The first operation that is ready at the workstation, opened. */
async function open_ready(page: Page): Promise<string> {
  await page.goto('/terminal')
  await page
    .getByRole('region', { name: /^Ready/ })
    .getByRole('link')
    .first()
    .click()
  await button(page, 'Start').first().waitFor()
  return operation_in(page)
}

test('an operator’s shift: start, count good and scrap, undo, complete', { timeout: 120_000 }, async () => {
  const { context, page, complaints } = await visit(browser, demo.url, 'tablet')
  const who = await sign_in_at_tablet({ context, page, complaints }, demo.shop)
  const id = await open_ready(page)
  const before = await operation(id)

  await page.getByRole('button', { name: 'Start', exact: true }).click()
  await button(page, 'Pause').waitFor()
  await expect.poll(async () => (await operation(id)).status).toBe('running')
  const clocks = (await operation(id)).time_entries.filter((entry: { ended_at: string | null }) => entry.ended_at === null)
  expect(clocks).toMatchObject([{ person_id: who.id, kind: 'run' }])

  await press(button(page, 'Report good'), dialog(page, 'Report good'))
  await dialog(page, 'Report good').locator('.quick button').first().click()
  await expect.poll(async () => (await operation(id)).good - before.good).toBe(1)

  await press(button(page, 'Report scrap'), dialog(page, 'Report scrap'))
  await dialog(page, 'Report scrap').getByRole('listitem').getByRole('button').first().click()
  await expect.poll(async () => (await operation(id)).scrap - before.scrap).toBe(1)

  await press(
    page.getByRole('listitem').filter({ hasText: '1 scrap' }).getByRole('button', { name: 'Undo' }),
    dialog(page, /^Take this back/),
  )
  await button(page, 'Pressed by mistake').click()
  await expect.poll(async () => (await operation(id)).scrap - before.scrap).toBe(0)

  await press(button(page, 'Pause'), button(page, 'Go on'))
  await expect.poll(async () => (await operation(id)).status).toBe('held')
  expect(complaints).toEqual([])
  await context.close()
})

test('without a network everything waits on the device, in order, over a reload, and is sent once', { timeout: 120_000 }, async () => {
  const { context, page, complaints } = await visit(browser, demo.url, 'tablet')
  await sign_in_at_tablet({ context, page, complaints }, demo.shop, 'Turning')
  const id = await open_ready(page)
  await page.waitForFunction('navigator.serviceWorker.controller !== null')
  const before = await operation(id)
  await context.setOffline(true)
  await page.getByRole('button', { name: 'Start', exact: true }).click()
  await button(page, 'Pause').waitFor()
  await press(button(page, 'Report good'), dialog(page, 'Report good'))
  await dialog(page, 'Report good').locator('.quick button').first().click()
  await button(page, /2 waiting/).waitFor()
  await page.reload()
  await button(page, /2 waiting/).waitFor()
  await button(page, 'Pause').waitFor()
  expect((await operation(id)).status).toBe(before.status)

  await context.setOffline(false)
  await expect.poll(async () => (await operation(id)).good - before.good, { timeout: 30_000 }).toBe(1)
  const after = await operation(id)
  expect(after.status).toBe('running')
  expect(after.time_entries.length - before.time_entries.length).toBe(1)
  await expect.poll(() => button(page, /waiting/).count()).toBe(0)
  await context.close()
})

test('every file that the device keeps is there, and a first load stays small', async () => {
  const { context, page } = await visit(browser, demo.url, 'tablet')
  await page.goto('/sign-in')
  const kept = await (await context.request.get('/sw.js')).text()
  const files = [...kept.matchAll(/"(\/[^"]*)"/g)].map(([, file = '']) => file)
  expect(files.length).toBeGreaterThan(5)
  let bytes = 0
  for (const file of files) {
    const { status, headers, rawPayload } = await demo.shop.app
      .inject({ url: file, headers: { 'accept-encoding': 'gzip' } })
      .then((answer) => ({
        status: answer.statusCode,
        headers: answer.headers,
        rawPayload: answer.rawPayload,
      }))
    expect(status, file).toBe(200)
    expect(headers['content-encoding'], file).toBe('gzip')
    bytes += rawPayload.length
  }
  expect(bytes).toBeLessThan(300_000)
  await context.close()
})

test('a scanned traveller opens its operation; a change made elsewhere shows within a second', { timeout: 60_000 }, async () => {
  const { context, page, complaints } = await visit(browser, demo.url, 'tablet')
  await sign_in_at_tablet({ context, page, complaints }, demo.shop, 'Milling')
  await page.goto('/terminal')
  const link = page
    .getByRole('region', { name: /^Ready/ })
    .getByRole('link')
    .first()
  await link.waitFor()
  const id = (await link.getAttribute('href'))?.split('/').at(-1) ?? ''
  const { code } = await operation(id)
  await page.keyboard.type(code, { delay: 5 })
  await page.keyboard.press('Enter')
  await page.waitForURL(`**/terminal/${id}`)
  await page.getByRole('button', { name: 'Start', exact: true }).waitFor()
  await demo.shop.call('POST', `/v1/operations/${id}/start`)
  const began = Date.now()
  await button(page, 'Pause').or(button(page, 'Join in')).first().waitFor()
  expect(Date.now() - began).toBeLessThan(3000)
  expect(complaints).toEqual([])
  await context.close()
})

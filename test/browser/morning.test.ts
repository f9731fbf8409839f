import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { build_web, open_browser, visit } from './browser.ts'
import { type DemoShop, open_demo } from './demo-shop.ts'
import { sign_in_at_office } from './signing-in.ts'

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

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const job_of = async (page: Page) => (await demo.shop.call('GET', `/v1/jobs/${new URL(page.url()).pathname.split('/').at(-1)}`)).body

test('a planner’s morning: sign in, find a late job, hold it and let it go on', { timeout: 120_000 }, async () => {
  const { context, page, complaints } = await visit(browser, demo.url, 'desk')
  await page.goto('/jobs')
  await page.waitForURL('**/sign-in**')
  await page.getByLabel('E-mail').fill(demo.shop.admin.email)
  await page.getByLabel('Password').fill('wrong')
  await button(page, 'Sign in').click()
  await page.getByRole('alert').first().waitFor()
  await page.getByLabel('Password').fill(demo.shop.admin.password)
  await button(page, 'Sign in').click()
  await page.waitForURL('**/jobs**')

  const { body } = await demo.shop.call('GET', '/v1/jobs?status=running&limit=1')
  const [{ id, job_number }] = body.data
  await page.getByLabel('Search', { exact: true }).fill(job_number)
  await page.getByRole('link', { name: job_number }).first().click()
  await page.waitForURL(`**/jobs/${id}`)
  await button(page, 'Put on hold').click()
  const sure = page.getByRole('dialog').getByRole('button', { name: 'Put on hold' })
  await sure.or(button(page, 'Resume')).first().waitFor()
  if (await sure.isVisible()) await sure.click()
  await expect.poll(async () => (await job_of(page)).status).toBe('held')
  await button(page, 'Resume').click()
  await expect.poll(async () => (await job_of(page)).status).toBe('running')
  await page
    .getByText('SP-100')
    .or(page.getByRole('heading', { name: 'History' }))
    .first()
    .waitFor()
  expect(complaints).toEqual([])
  await context.close()
})

test('a new job in one form: a fault stands at its field, nothing typed is lost, and the server lays it out', {
  timeout: 120_000,
}, async () => {
  const visited = await visit(browser, demo.url, 'desk')
  const { context, page, complaints } = visited
  await sign_in_at_office(visited, demo.shop)
  await page.goto('/jobs/new')
  await page.getByLabel('Number', { exact: true }).fill('BROWSER-1')
  await page.getByLabel('Customer', { exact: true }).fill('Acme')
  await page.getByLabel('Part number', { exact: true }).fill('P-1')
  await page.getByLabel('Quantity', { exact: true }).fill('0')
  if ((await page.getByLabel('Operation', { exact: true }).count()) === 0) await button(page, 'Add an operation').click()
  await page.getByLabel('No.', { exact: true }).first().fill('10')
  await page.getByLabel('Operation', { exact: true }).first().fill('Turning')
  await page.getByLabel('Workstation', { exact: true }).first().fill('Turning')
  await button(page, 'Create the job').click()
  await expect.poll(() => page.getByLabel('Quantity', { exact: true }).getAttribute('aria-invalid')).toBe('true')
  expect(await page.getByLabel('Customer', { exact: true }).inputValue()).toBe('Acme')
  await page.getByLabel('Quantity', { exact: true }).fill('5')
  await button(page, 'Create the job').click()
  await page.waitForURL(/\/jobs\/0[0-9a-f-]+$/)
  expect(await job_of(page)).toMatchObject({ job_number: 'BROWSER-1', customer: 'Acme', status: 'released' })
  const { body } = await demo.shop.call('GET', `/v1/operations?job_id=${(await job_of(page)).id}`)
  expect(body.data).toMatchObject([{ sequence: 10, name: 'Turning' }])
  const paper = await context.request.get(`/v1/parts/${body.data[0].part_id}/traveller`)
  expect([paper.status(), paper.headers()['content-type']]).toEqual([200, 'application/pdf'])
  expect(complaints).toEqual([])
  await context.close()
})

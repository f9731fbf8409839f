import { strict as assert } from 'node:assert'
import type { Shop } from '../shop.ts'
import type { Visit } from './browser.ts'

const own_page = { 'x-requested-by': 'gemba' }

/** As the administrator, at a desk; without the form, which has a test of its own. */
export async function sign_in_at_office({ context }: Visit, { admin }: Shop): Promise<void> {
  const answer = await context.request.post('/session', { data: { email: admin.email, password: admin.password }, headers: own_page })
  assert.equal(answer.status(), 201)
}

export interface Operator {
  readonly id: string
  readonly name: string
  readonly pin: string
}

/** A person of the shop who knows his PIN. */
export async function an_operator(shop: Shop, employee_number: string, pin: string): Promise<Operator> {
  const { body } = await shop.call('GET', '/v1/people?limit=1000')
  const found = body.data.find((person: { employee_number: string | null }) => person.employee_number === employee_number)
  return { id: found.id, name: found.name, pin }
}

/** The device as a shared tablet at a workstation, with somebody signed in at it. */
export async function sign_in_at_tablet({ context, page }: Visit, shop: Shop, workstation = 'Milling', who?: Operator): Promise<Operator> {
  const { body: key } = await shop.call('POST', '/v1/api-keys', { name: `Tablet ${Math.random()}`, role: 'viewer' })
  assert.equal((await context.request.post('/tablet', { data: { key: key.key }, headers: own_page })).status(), 201)
  const operator =
    who ??
    (await an_operator(
      shop,
      '201',
      (await import('../../src/demo/shop.ts')).people.find((one) => one.employee_number === '201')?.pin ?? '',
    ))
  const signed_in = await context.request.post('/session', { data: { person_id: operator.id, pin: operator.pin }, headers: own_page })
  assert.equal(signed_in.status(), 201)
  const { body: stations } = await shop.call('GET', '/v1/workstations?limit=1000')
  const station = stations.data.find(({ name }: { name: string }) => name === workstation)
  await page.goto('/docs/style.css')
  await page.evaluate((kept) => localStorage.setItem('workstation', kept), station.id)
  return operator
}

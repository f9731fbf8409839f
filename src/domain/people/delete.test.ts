import { afterAll, beforeAll, expect, test } from 'vitest'
import { another_tenant, someone } from '../../../test/people.ts'
import { open_shop, type Shop } from '../../../test/shop.ts'

let shop: Shop
beforeAll(async () => {
  shop = await open_shop()
})
afterAll(() => shop.close())

test('removes a person with their sessions and keys; address and number are free again', async () => {
  const jane = { name: 'Jane', role: 'operator', email: 'jane@example.com', employee_number: 'J1', password: 'long enough' }
  const { body } = await shop.call('POST', '/v1/people', jane)
  const key = await shop.call('POST', '/v1/api-keys', { name: 'Hers', person_id: body.id })
  const session = await shop.call('POST', '/v1/sessions', { email: jane.email, password: jane.password })
  expect((await shop.call('DELETE', `/v1/people/${body.id}`)).body).toEqual({ id: body.id })
  for (const token of [key.body.key, session.body.token]) {
    expect((await shop.call('GET', '/v1/sessions/current', undefined, { key: token })).status).toBe(401)
  }
  expect((await shop.call('POST', '/v1/sessions', { email: jane.email, password: jane.password })).status).toBe(401)
  expect((await shop.call('GET', `/v1/people/${body.id}`)).status).toBe(404)
  expect((await shop.call('DELETE', `/v1/people/${body.id}`)).body).toMatchObject({ status: 404, reason: 'person_unknown' })
  expect((await shop.call('GET', `/v1/api-keys/${key.body.id}`)).status).toBe(404)
  expect((await shop.call('POST', '/v1/people', jane)).status).toBe(201)
})

test('not oneself, not somebody above, not another company’s', async () => {
  const admin = await someone(shop, 'admin')
  const other = await another_tenant(shop)
  const root = (await shop.call('GET', '/v1/people?role=system_admin')).body.data[0]
  const remove = (id: string, key: string) => shop.call('DELETE', `/v1/people/${id}`, undefined, { key })
  expect((await remove(admin.id, admin.key)).body).toMatchObject({ status: 409, reason: 'person_is_self' })
  expect((await remove(root.id, admin.key)).body).toMatchObject({ status: 403, reason: 'role_too_high' })
  expect((await remove(admin.id, other.key)).body).toMatchObject({ status: 404, reason: 'person_unknown' })
})

test('not somebody whose clock is running', async () => {
  const { id } = await someone(shop, 'operator')
  const operations = [{ sequence: 10, name: 'Turning' }]
  const job = await shop.call('POST', '/v1/jobs', { job_number: 'D-1', parts: [{ part_number: 'P', quantity: 1, operations }] })
  await shop.call('POST', `/v1/operations/${job.body.parts[0].operations[0].id}/start`, { person_id: id })
  expect((await shop.call('DELETE', `/v1/people/${id}`)).body).toMatchObject({ status: 409, reason: 'person_at_work' })
})

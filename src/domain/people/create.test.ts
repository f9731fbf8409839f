import { afterAll, beforeAll, expect, test } from 'vitest'
import { another_tenant, someone } from '../../../test/people.ts'
import { open_shop, type Shop } from '../../../test/shop.ts'

let shop: Shop
beforeAll(async () => {
  shop = await open_shop()
})
afterAll(() => shop.close())

test('takes in a person, and never answers a secret or its hash', async () => {
  const given = { name: 'Jane', role: 'operator', email: 'Jane@Example.com', employee_number: '7', password: 'long enough', pin: '4711' }
  const { status, body } = await shop.call('POST', '/v1/people', given)
  expect(status, JSON.stringify(body)).toBe(201)
  expect(body).toMatchObject({ name: 'Jane', role: 'operator', email: 'Jane@Example.com', has_password: true, has_pin: true, revision: 1 })
  const read = await shop.call('GET', `/v1/people/${body.id}`)
  expect(read.body).toEqual(body)
  expect(JSON.stringify(read.body)).not.toMatch(/argon2|long enough|4711|hash/)
})

test('the log names nobody', async () => {
  const { body } = await shop.call('POST', '/v1/people', { name: 'Zebedee', role: 'viewer', employee_number: 'Z1' })
  await shop.call('PATCH', `/v1/people/${body.id}`, { name: 'Zachary', role: 'operator', pin: '9999' })
  const events = await shop.engine.as_system(
    'look',
    shop.tenant_id,
    (context) => context.read<{ name: string; facts: object }>`select name, facts from events where subject_id = ${body.id} order by seq`,
  )
  expect(events).toEqual([
    { name: 'person.created', facts: { person_id: body.id } },
    {
      name: 'person.updated',
      facts: { person_id: body.id, changes: { name: {}, role: { before: 'viewer', after: 'operator' }, pin: {} } },
    },
  ])
})

test.each([
  [{ name: 'A', role: 'operator' }, 'email required'],
  [{ name: 'A', role: 'operator', email: null, employee_number: null }, 'email required'],
  [{ name: 'A', role: 'operator', email: 'nowhere' }, 'email format'],
  [{ name: 'A', role: 'operator', employee_number: '1', password: 'short' }, 'password min_length'],
  [{ name: 'A', role: 'operator', employee_number: '1', pin: '123' }, 'pin format'],
  [{ name: 'A', role: 'operator', employee_number: '1', pin: '123456789' }, 'pin format'],
  [{ name: 'A', role: 'operator', employee_number: '1', pin: '12a4' }, 'pin format'],
  [{ name: 'A', role: 'boss', employee_number: '1' }, 'role choice'],
  [{ name: ' ', role: 'operator', employee_number: '1' }, 'name min_length'],
  [{ name: 'A', role: 'operator', employee_number: '1', is_admin: true }, 'is_admin unknown_field'],
])('says what is wrong with %j', async (given, told) => {
  const { status, body } = await shop.call('POST', '/v1/people', given)
  expect(status).toBe(422)
  expect(body.errors.map((error: { field: string; rule: string }) => `${error.field} ${error.rule}`)).toEqual([told])
})

test('nobody gives a role above their own', async () => {
  const admin = await someone(shop, 'admin')
  const given = { name: 'A', role: 'system_admin', employee_number: 'R1' }
  const refused = await shop.call('POST', '/v1/people', given, { key: admin.key })
  expect(refused.body).toMatchObject({ status: 403, reason: 'role_too_high', facts: { role: 'admin', needed: 'system_admin' } })
  expect((await shop.call('POST', '/v1/people', given)).status).toBe(201)
  const planner = await someone(shop, 'planner')
  expect((await shop.call('POST', '/v1/people', { ...given, role: 'viewer' }, { key: planner.key })).status).toBe(403)
})

test('numbers and addresses are unique in the company, whatever their case', async () => {
  await shop.call('POST', '/v1/people', { name: 'A', role: 'operator', email: 'twin@example.com', employee_number: 'T1' })
  const email = await shop.call('POST', '/v1/people', { name: 'B', role: 'operator', email: 'TWIN@example.com' })
  expect(email.body).toMatchObject({ status: 409, reason: 'person_email_taken' })
  const number = await shop.call('POST', '/v1/people', { name: 'B', role: 'operator', employee_number: 'T1' })
  expect(number.body).toMatchObject({ status: 409, reason: 'person_number_taken' })
  const other = await another_tenant(shop)
  const elsewhere = await shop.call('POST', '/v1/people', { name: 'B', role: 'operator', email: 'twin@example.com' }, { key: other.key })
  expect(elsewhere.status).toBe(201)
})

test('an address that can sign in is one person’s on the whole server, also when many ask at once', async () => {
  const others = await Promise.all([1, 2, 3, 4].map((n) => another_tenant(shop, `Works ${n}`)))
  const given = { name: 'A', role: 'operator', email: 'one@example.com', password: 'long enough' }
  const answers = await Promise.all(others.map(({ key }) => shop.call('POST', '/v1/people', given, { key })))
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409])
  expect(answers.find(({ status }) => status === 409)?.body.reason).toBe('person_email_taken')
})

test('a repeat with another password is a repeat: a secret is not in the fingerprint', async () => {
  const options = { headers: { 'idempotency-key': 'p1' } }
  const given = { name: 'A', role: 'operator', employee_number: 'I1', pin: '1111' }
  const first = await shop.call('POST', '/v1/people', given, options)
  const again = await shop.call('POST', '/v1/people', { ...given, pin: '2222' }, options)
  expect(again).toMatchObject({ status: 201, body: first.body })
  expect((await shop.call('POST', '/v1/people', { ...given, name: 'B' }, options)).status).toBe(422)
})

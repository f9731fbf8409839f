import { afterAll, beforeAll, expect, test } from 'vitest'
import { another_tenant, someone } from '../../../test/people.ts'
import { open_shop, type Shop } from '../../../test/shop.ts'
import { told_of } from '../../../test/told.ts'

let shop: Shop
beforeAll(async () => {
  shop = await open_shop()
})
afterAll(() => shop.close())

const change = (id: string, changes: object, options = {}) => shop.call('PATCH', `/v1/people/${id}`, changes, options)
const who = (key: string) => shop.call('GET', '/v1/sessions/current', undefined, { key })

test('changes what is given, raises the revision once, and a stale reader is told', async () => {
  const { id } = await someone(shop, 'operator')
  const changed = await change(id, { name: 'Jane Doe', email: 'jane.doe@example.com' }, { headers: { 'if-match': '"1"' } })
  expect(changed).toMatchObject({ status: 200, body: { name: 'Jane Doe', email: 'jane.doe@example.com', revision: 2 } })
  expect((await change(id, { name: 'Jane Doe' })).body.revision).toBe(2)
  const stale = await change(id, { name: 'X' }, { headers: { 'if-match': '"1"' } })
  expect(stale.body).toMatchObject({ status: 412, reason: 'person_stale' })
  expect((await shop.call('GET', `/v1/people/${id}`)).body).toEqual(changed.body)
})

test('a picture is a file of the company, and the log says only that it changed', async () => {
  const picture = async (key: string) => {
    const headers = { 'content-type': 'image/jpeg', authorization: `Bearer ${key}` }
    return (await shop.app.inject({ method: 'POST', url: '/v1/files?name=jane.jpg', headers, payload: key })).json().id as string
  }
  const { id } = await someone(shop, 'operator')
  const picture_file_id = await picture(shop.admin.key)
  expect(await change(id, { picture_file_id })).toMatchObject({ status: 200, body: { picture_file_id, revision: 2 } })
  expect((await told_of(shop, id)).at(-1)?.facts).toEqual({ person_id: id, changes: { picture_file_id: {} } })
  const elsewhere = await another_tenant(shop, 'Of pictures')
  for (const foreign of [await picture(elsewhere.key), id]) {
    const { status, body } = await change(id, { picture_file_id: foreign })
    expect([status, body.errors]).toEqual([422, [expect.objectContaining({ field: 'picture_file_id', rule: 'unknown_reference' })]])
  }
  const { body } = await shop.call('POST', '/v1/people', { name: 'Jane', role: 'operator', employee_number: 'P1', picture_file_id })
  expect(body.picture_file_id).toBe(picture_file_id)
  expect((await change(id, { picture_file_id: null })).body.picture_file_id).toBe(null)
})

test('a person keeps an address or a number', async () => {
  const { id } = await someone(shop, 'operator')
  const { status, body } = await change(id, { employee_number: null })
  expect([status, body.errors]).toEqual([422, [expect.objectContaining({ field: 'email', rule: 'required' })]])
  expect((await change(id, { employee_number: null, email: 'only@example.com' })).status).toBe(200)
})

test('addresses and numbers of others are taken', async () => {
  const { id } = await someone(shop, 'operator')
  await shop.call('POST', '/v1/people', { name: 'A', role: 'operator', email: 'had@example.com', employee_number: 'H1' })
  expect((await change(id, { email: 'had@example.com' })).body.reason).toBe('person_email_taken')
  expect((await change(id, { employee_number: 'H1' })).body.reason).toBe('person_number_taken')
  const elsewhere = await another_tenant(shop, 'Elsewhere')
  const given = { name: 'B', role: 'operator', email: 'signs-in@example.com' }
  await shop.call('POST', '/v1/people', { ...given, password: 'long enough' }, { key: elsewhere.key })
  const mine = await shop.call('POST', '/v1/people', given)
  expect((await change(mine.body.id, { password: 'long enough' })).body.reason).toBe('person_email_taken')
})

test('switching somebody off shuts their keys and sessions at once, and a session stays shut', async () => {
  const { id, key } = await someone(shop, 'operator')
  await change(id, { pin: '4711' })
  const session = await shop.call('POST', '/v1/sessions', { person_id: id, pin: '4711' })
  expect([(await who(key)).status, (await who(session.body.token)).status]).toEqual([200, 200])
  await change(id, { is_active: false })
  expect([(await who(key)).status, (await who(session.body.token)).status]).toEqual([401, 401])
  await change(id, { is_active: true })
  expect([(await who(key)).status, (await who(session.body.token)).status]).toEqual([200, 401])
})

test('a lower role holds from the next request on, and so does a higher one', async () => {
  const { id, key } = await someone(shop, 'planner')
  const raise = await shop.call('POST', '/v1/api-keys', { name: 'Higher than its person', person_id: id, role: 'admin' })
  const take_in = (job_number: string, by: string) => shop.call('POST', '/v1/jobs', { job_number }, { key: by })
  expect((await take_in('L-1', key)).status).toBe(201)
  await change(id, { role: 'viewer' })
  expect((await take_in('L-2', key)).body).toMatchObject({ status: 403, reason: 'role_too_low' })
  expect((await take_in('L-3', raise.body.key)).status).toBe(403)
  await change(id, { role: 'admin' })
  expect((await take_in('L-4', key)).status).toBe(201)
  expect((await who(key)).body.role).toBe('planner')
  expect((await who(raise.body.key)).body.role).toBe('admin')
})

test('another password or PIN replaces the one before and ends the sessions made with it', async () => {
  const { id } = await someone(shop, 'operator')
  const sign_in = (pin: string) => shop.call('POST', '/v1/sessions', { person_id: id, pin })
  await change(id, { pin: '1111' })
  const before = await sign_in('1111')
  expect((await change(id, { pin: '2222' })).body.has_pin).toBe(true)
  expect((await who(before.body.token)).status).toBe(401)
  expect([(await sign_in('1111')).status, (await sign_in('2222')).status]).toEqual([401, 201])
  expect((await change(id, { pin: null })).body.has_pin).toBe(false)
  expect((await sign_in('2222')).status).toBe(401)
})

test('a new password leaves whoever gave it to themselves signed in', async () => {
  const jane = { email: 'boss@example.com', password: 'long enough' }
  const made = await shop.call('POST', '/v1/people', { name: 'Jane', role: 'admin', ...jane })
  const [here, there] = [await shop.call('POST', '/v1/sessions', jane), await shop.call('POST', '/v1/sessions', jane)]
  await change(made.body.id, { password: 'another long one' }, { key: here.body.token })
  expect([(await who(here.body.token)).status, (await who(there.body.token)).status]).toEqual([200, 401])
})

test('nobody touches those above them, raises anybody above themselves, or moves themselves', async () => {
  const admin = await someone(shop, 'admin')
  const { body } = await shop.call('GET', '/v1/people?role=system_admin')
  const above = await change(body.data[0].id, { password: 'taken over!' }, { key: admin.key })
  expect(above.body).toMatchObject({ status: 403, reason: 'role_too_high' })
  const { id } = await someone(shop, 'operator')
  expect((await change(id, { role: 'system_admin' }, { key: admin.key })).body.reason).toBe('role_too_high')
  for (const changes of [{ is_active: false }, { role: 'viewer' }]) {
    expect((await change(admin.id, changes, { key: admin.key })).body).toMatchObject({ status: 409, reason: 'person_is_self' })
  }
  expect((await change(admin.id, { name: 'Still me', role: 'admin' }, { key: admin.key })).status).toBe(200)
})

test('another company’s person is not there', async () => {
  const other = await another_tenant(shop)
  const { id } = await someone(shop, 'operator')
  expect((await change(id, { name: 'X' }, { key: other.key })).body).toMatchObject({ status: 404, reason: 'person_unknown' })
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { data_of, meskit_of } from '../../../../test/meskit.ts'
import { someone } from '../../../../test/people.ts'
import { open_shop, type Shop } from '../../../../test/shop.ts'

let shop: Shop
let call: ReturnType<typeof meskit_of>
let data: ReturnType<typeof data_of>
beforeAll(async () => {
  shop = await open_shop()
  call = meskit_of(shop)
  data = data_of(shop)
})
afterAll(() => shop.close())
const nobody = '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11'

test('the company is shown and renamed', async () => {
  const company = await data('get_organization')
  expect(company).toMatchObject({ id: shop.tenant_id, slug: 'shop', tier: 'enterprise', metadata: {}, member_count: 1 })
  const { member_count: _, ...rest } = company
  expect(await data('update_organization', { name: 'Acme', slug: 'acme' })).toEqual({ ...rest, name: 'Acme', slug: 'acme' })
  expect(await call('update_organization', {})).toMatchObject({ status: 400, body: { issues: [{ code: 'custom', path: [] }] } })
  expect((await call('update_organization', { slug: 'Not A Slug' })).body.issues).toMatchObject([{ path: ['slug'] }])
  const { key } = await someone(shop, 'operator')
  expect((await call('update_organization', { name: 'X' }, { key })).status).toBe(403)
})

test('people are taken in, given a role and removed; not the owner, and nobody themselves', async () => {
  const [owner] = await data('list_members')
  expect(owner).toMatchObject({ user_id: expect.any(String), role: 'owner', joined_at: expect.stringMatching(/Z$/) })
  const jane = await data('invite_member', { email: 'jane@example.com', role: 'operator' })
  expect(jane).toEqual({
    ...{ id: jane.user_id, org_id: shop.tenant_id, user_id: jane.user_id, role: 'operator', joined_at: jane.joined_at },
    email: 'jane@example.com',
  })
  expect((await call('invite_member', { email: 'jane@example.com', role: 'viewer' })).status).toBe(409)
  const wrong = await call('invite_member', { email: 'jane', role: 'owner' })
  expect(wrong.body.issues).toMatchObject([
    { code: 'invalid_string', validation: 'email', path: ['email'] },
    { code: 'invalid_enum_value', received: 'owner', path: ['role'] },
  ])
  expect(await data('update_member_role', { user_id: jane.user_id, role: 'admin' })).toMatchObject({ role: 'admin' })
  expect((await call('update_member_role', { user_id: owner.user_id, role: 'viewer' })).status).toBe(409)
  expect((await call('remove_member', { user_id: owner.user_id })).status).toBe(409)
  expect(await data('list_members')).toContainEqual({
    ...{ user_id: jane.user_id, email: 'jane@example.com', role: 'admin', joined_at: jane.joined_at },
  })
  const page = await call('list_members', {}, { query: '?limit=1' })
  expect(page.body).toMatchObject({ data: [{ user_id: owner.user_id }], next_cursor: owner.user_id })
  expect(await data('remove_member', { user_id: jane.user_id })).toEqual({ success: true })
  expect((await call('remove_member', { user_id: jane.user_id })).status).toBe(404)
})

test('plants are made, listed and changed', async () => {
  const plant = await data('create_plant', { name: 'Works 2', location: 'Ulm', timezone: 'Europe/Berlin' })
  expect(plant).toEqual({
    ...{ id: plant.id, org_id: shop.tenant_id, name: 'Works 2', location: 'Ulm', timezone: 'Europe/Berlin', metadata: {} },
    created_at: plant.created_at,
  })
  expect(await data('update_plant', { id: plant.id, name: 'Works 3' })).toEqual({ ...plant, name: 'Works 3' })
  expect(await data('list_plants')).toContainEqual({ ...plant, name: 'Works 3' })
  expect((await data('create_plant', { name: 'Works 4' })).timezone).toBe('UTC')
  expect((await call('create_plant', { name: 'Works 3' })).status).toBe(409)
  expect((await call('create_plant', { name: 'Works 5', timezone: 'Mars' })).body.issues).toMatchObject([{ path: ['timezone'] }])
  expect((await call('update_plant', { id: nobody, name: 'X' })).status).toBe(404)
})

test('maintenance is asked for, and goes its way', async () => {
  const line_id = (await data('create_line', { name: 'L' })).id
  const workstation_id = (await data('create_workstation', { line_id, name: 'W', position: 1 })).id
  const machine_id = (await data('create_machine', { workstation_id, name: 'Saw', type: 'saw' })).id
  const given = { machine_id, request_type: 'corrective', priority: 'high', description: 'It whistles.' }
  const request = await data('create_maintenance_request', given)
  expect(request).toEqual({
    ...{ id: request.id, ...given, status: 'open', user_id: expect.any(String), org_id: shop.tenant_id },
    ...{ created_at: request.created_at, updated_at: request.updated_at },
  })
  const to = (status: string) => call('update_maintenance_status', { id: request.id, status })
  expect((await to('completed')).status).toBe(409)
  expect((await to('in_progress')).body.data.status).toBe('in_progress')
  expect(await data('list_maintenance_requests', { machine_id, status: 'in_progress', request_type: 'corrective' })).toMatchObject([
    { id: request.id, machine_name: 'Saw' },
  ])
  expect(await data('list_maintenance_requests', { status: 'open' })).toEqual([])
  expect((await to('completed')).status).toBe(200)
  for (const status of ['open', 'in_progress', 'cancelled']) expect((await to(status)).status).toBe(409)
  expect((await call('create_maintenance_request', { ...given, machine_id: nobody })).status).toBe(404)
})

test('what machines tell is kept and spread; a fault aborts the machine', async () => {
  const line_id = (await data('create_line', { name: 'T' })).id
  const workstation_id = (await data('create_workstation', { line_id, name: 'W', position: 1 })).id
  const machine_id = (await data('create_machine', { workstation_id, name: 'Press', type: 'press' })).id
  const tell = (event_type: string, payload: object) => data('publish_mqtt_message', { topic: 'meskit/t', machine_id, event_type, payload })
  const message = await tell('measurement', { temperature: 20 })
  expect(message).toEqual({
    ...{ id: message.id, user_id: shop.tenant_id, org_id: shop.tenant_id, topic: 'meskit/t', machine_id, event_type: 'measurement' },
    ...{ payload: { temperature: 20 }, received_at: message.received_at, processed: true },
  })
  for (const temperature of [22, 'hot', 21]) await tell('measurement', { temperature })
  expect(await data('get_sensor_statistics', { machine_id, property: 'temperature' })).toEqual({
    ...{ machine_id, property: 'temperature', count: 3, mean: 21, std_dev: 0.816, min: 20, max: 22 },
  })
  expect(await data('get_sensor_statistics', { machine_id, property: 'torque' })).toMatchObject({ count: 0, mean: null, std_dev: null })
  await tell('fault', { fault_code: 'E7', description: 'Overload' })
  expect((await data('list_machines', { workstation_id }))[0].status).toBe('ABORTED')
  const told = await call('query_mqtt_messages', { machine_id, event_type: 'measurement', limit: 2, offset: 1 })
  expect(told.body.data.map(({ payload }: { payload: object }) => payload)).toEqual([{ temperature: 'hot' }, { temperature: 22 }])
  expect(await data('query_mqtt_messages', { machine_id })).toHaveLength(5)
  const page = await call('query_mqtt_messages', { machine_id }, { query: '?limit=1' })
  expect(page.body).toMatchObject({ data: [{ event_type: 'fault' }], next_cursor: page.body.data[0].id, total: 5 })
  expect((await call('query_mqtt_messages', { start_time: 'soon' })).body.issues).toMatchObject([{ path: ['start_time'] }])
  expect((await call('publish_mqtt_message', { topic: 't', machine_id, event_type: 'fault' })).body.issues).toMatchObject([
    { path: ['payload'] },
  ])
})

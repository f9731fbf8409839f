import { afterAll, beforeAll, expect, test } from 'vitest'
import { data_of, meskit_of } from '../../../../test/meskit.ts'
import { another_tenant, someone } from '../../../../test/people.ts'
import { open_shop, type Shop } from '../../../../test/shop.ts'

let shop: Shop
let call: ReturnType<typeof meskit_of>
let data: ReturnType<typeof data_of>
let machine_id: string
beforeAll(async () => {
  shop = await open_shop()
  call = meskit_of(shop)
  data = data_of(shop)
  const line_id = (await data('create_line', { name: 'Milling' })).id
  const workstation_id = (await data('create_workstation', { line_id, name: 'Mill', position: 1 })).id
  machine_id = (await data('create_machine', { workstation_id, name: 'M1', type: 'mill' })).id
})
afterAll(() => shop.close())

const nobody = '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11'
const statuses = ['open', 'in_progress', 'completed', 'cancelled'] as const
const asked = (more: object = {}) => ({ machine_id, request_type: 'corrective', priority: 'high', description: 'It whistles.', ...more })

test('a request is made, found and worked off', async () => {
  const made = await data('create_maintenance_request', asked())
  const { id: me } = (await shop.call('GET', '/v1/sessions/current')).body.person
  expect(made).toEqual({
    ...{ id: made.id, machine_id, request_type: 'corrective', priority: 'high', status: 'open', description: 'It whistles.' },
    ...{ user_id: me, org_id: shop.tenant_id, created_at: made.created_at, updated_at: made.created_at },
  })
  const later = await data('create_maintenance_request', asked({ request_type: 'preventive' }))
  expect(await data('list_maintenance_requests')).toEqual([
    { ...later, machine_name: 'M1' },
    { ...made, machine_name: 'M1' },
  ])
  expect((await call('list_maintenance_requests', {}, { query: '?limit=1' })).body).toMatchObject({ next_cursor: later.id, total: 2 })
  const started = await data('update_maintenance_status', { id: made.id, status: 'in_progress' })
  expect(started).toEqual({ ...made, status: 'in_progress', updated_at: started.updated_at })
  expect(await data('list_maintenance_requests', { status: 'in_progress' })).toMatchObject([{ id: made.id }])
  expect(await data('list_maintenance_requests', { request_type: 'preventive' })).toMatchObject([{ id: later.id }])
  expect(await data('list_maintenance_requests', { machine_id: nobody })).toEqual([])
})

test('it goes where the page lets it, and nowhere else', async () => {
  const moves: Record<string, string[]> = { open: ['in_progress', 'cancelled'], in_progress: ['completed', 'cancelled'] }
  const ways = [['open'], ['open', 'in_progress'], ['open', 'in_progress', 'completed'], ['open', 'cancelled']]
  for (const way of ways) {
    const { id } = await data('create_maintenance_request', asked())
    for (const status of way.slice(1)) expect(await data('update_maintenance_status', { id, status })).toMatchObject({ id, status })
    const at = way.at(-1) ?? ''
    for (const status of statuses.filter((one) => !moves[at]?.includes(one)))
      expect(await call('update_maintenance_status', { id, status }), `${at} to ${status}`).toMatchObject({
        status: 409,
        body: { code: 'conflict' },
      })
  }
})

test('of many who start it at once, one does', async () => {
  const { id } = await data('create_maintenance_request', asked())
  const moved = await Promise.all(Array.from({ length: 6 }, () => call('update_maintenance_status', { id, status: 'in_progress' })))
  expect(moved.map(({ status }) => status).sort()).toEqual([200, ...Array(5).fill(409)])
})

test('every fault at once; a machine or request that is not there is 404, another company’s too', async () => {
  const { status, body } = await call('create_maintenance_request', { machine_id: 'x', request_type: 'urgent', priority: 'max' })
  expect([status, body.error]).toEqual([400, 'Validation error'])
  expect(body.issues.map(({ path }: { path: string[] }) => path[0])).toEqual(['machine_id', 'request_type', 'priority', 'description'])
  expect((await call('list_maintenance_requests', { status: 'done' })).status).toBe(400)
  expect((await call('update_maintenance_status', { id: nobody, status: 'done' })).status).toBe(400)
  expect((await call('create_maintenance_request', asked({ machine_id: nobody }))).status).toBe(404)
  expect((await call('update_maintenance_status', { id: nobody, status: 'cancelled' })).status).toBe(404)
  const { id } = await data('create_maintenance_request', asked())
  const { key } = await another_tenant(shop)
  expect((await call('create_maintenance_request', asked(), { key })).status).toBe(404)
  expect((await call('update_maintenance_status', { id, status: 'cancelled' }, { key })).status).toBe(404)
  expect((await call('list_maintenance_requests', { machine_id }, { key })).body).toEqual({ data: [] })
})

test('whoever only looks on, and a key without the scope, make none', async () => {
  expect((await call('create_maintenance_request', asked(), await someone(shop, 'viewer'))).status).toBe(403)
  const reader = await someone(shop, 'admin', { scopes: ['list_maintenance_requests'] })
  expect((await call('list_maintenance_requests', {}, reader)).status).toBe(200)
  expect((await call('create_maintenance_request', asked(), reader)).body).toMatchObject({ code: 'forbidden' })
  const runner = await someone(shop, 'operator', { scopes: ['run'] })
  expect((await call('create_maintenance_request', asked(), runner)).status).toBe(200)
  expect((await call('list_maintenance_requests', {}, runner)).status).toBe(403)
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { data_of, meskit_floor, meskit_of } from '../../../../test/meskit.ts'
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

const owner = () => ({ user_id: shop.tenant_id, org_id: shop.tenant_id })
const nobody = '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11'

test('part numbers are made, listed, renamed and deleted', async () => {
  const part = await data('create_part_number', { name: 'SMX-100', description: 'Sensor' })
  expect(part).toEqual({ id: part.id, ...owner(), name: 'SMX-100', description: 'Sensor', created_at: part.created_at })
  expect((await call('create_part_number', { name: 'SMX-100' })).status).toBe(409)
  expect(await data('update_part_number', { id: part.id, name: 'SMX-101' })).toEqual({ ...part, name: 'SMX-101' })
  expect(await data('list_part_numbers')).toContainEqual({ ...part, name: 'SMX-101' })
  expect(await data('delete_part_number', { id: part.id })).toEqual({ success: true })
  expect((await call('delete_part_number', { id: part.id })).status).toBe(404)
})

test('what a part number is made of: an entry a item, changed when it is set again', async () => {
  const part = await data('create_part_number', { name: 'BOM-1' })
  const screw = await data('create_item', { name: 'Screw', description: 'M4' })
  const plate = await data('create_item', { name: 'Plate' })
  expect(screw).toEqual({ id: screw.id, ...owner(), name: 'Screw', description: 'M4', created_at: screw.created_at })
  expect(await data('list_items')).toEqual([screw, plate])
  const set = (item_id: string, quantity: number, position: number) =>
    data('set_bom_entry', { part_number_id: part.id, item_id, quantity, position })
  const entry = await set(screw.id, 4, 2)
  expect(entry).toEqual({
    ...{ id: entry.id, part_number_id: part.id, item_id: screw.id, component_part_number_id: null, quantity: 4, position: 2 },
    items: { name: 'Screw', description: 'M4' },
  })
  await set(plate.id, 1, 1)
  expect(await set(screw.id, 6, 3)).toMatchObject({ id: entry.id, quantity: 6, position: 3 })
  const bom = await data('get_bom', { part_number_id: part.id })
  expect(bom.map(({ items }: { items: { name: string } }) => items.name)).toEqual(['Plate', 'Screw'])
  const paged = await call('get_bom', { part_number_id: part.id }, { query: '?limit=1' })
  expect(paged.body).toMatchObject({ data: [{ item_id: plate.id }], next_cursor: bom[0].id, total: 2 })
  expect(await data('get_bom', { part_number_id: nobody })).toEqual([])
  expect((await call('set_bom_entry', { part_number_id: part.id, item_id: nobody, quantity: 1, position: 1 })).status).toBe(404)
  expect((await call('set_bom_entry', { part_number_id: part.id, item_id: screw.id, quantity: 1.5, position: 1 })).status).toBe(400)
  expect(await data('delete_bom_entry', { id: entry.id })).toEqual({ success: true })
  expect((await call('delete_bom_entry', { id: entry.id })).status).toBe(404)
})

test('serial numbers: none until they are configured, then the count goes on', async () => {
  const part = await data('create_part_number', { name: 'SER-1' })
  const of_part = { part_number_id: part.id }
  expect((await call('get_serial_algorithm', of_part)).body).toEqual({ data: null })
  const made = await data('configure_serial_algorithm', { ...of_part, prefix: 'SER', pad_length: 5 })
  expect(made).toEqual({ id: made.id, ...of_part, prefix: 'SER', current_counter: 0, pad_length: 5, created_at: made.created_at })
  expect(await data('configure_serial_algorithm', { ...of_part, prefix: 'SEX', pad_length: 3 })).toMatchObject({
    id: made.id,
    prefix: 'SEX',
  })
  expect(await data('get_serial_algorithm', of_part)).toMatchObject({ prefix: 'SEX', pad_length: 3 })
  expect((await call('configure_serial_algorithm', { ...of_part, prefix: 'X' })).status).toBe(400)
  expect((await call('configure_serial_algorithm', { part_number_id: nobody, prefix: 'X', pad_length: 1 })).status).toBe(404)
})

test('a route shows its steps, gates unless told, and where each is done', async () => {
  const { part, stations, line } = await meskit_floor(shop, 'RTE', [{}])
  const steps = [
    { workstation_id: stations[0].id, step_number: 20, name: 'Test' },
    { workstation_id: stations[0].id, step_number: 10, name: 'Cut', pass_fail_gate: false, ideal_cycle_time_seconds: 12.5 },
  ]
  const route = await data('create_route', { part_number_id: part.id, name: 'Other way', steps })
  expect(route).toMatchObject({ ...owner(), part_number_id: part.id, name: 'Other way', version: 1 })
  expect(route.route_steps).toEqual([
    {
      ...{ id: expect.any(String), route_id: route.id, workstation_id: stations[0].id, step_number: 10, name: 'Cut' },
      ...{ pass_fail_gate: false, ideal_cycle_time_seconds: 12.5, workstations: { name: 'RTE 1' } },
    },
    expect.objectContaining({ step_number: 20, pass_fail_gate: true, ideal_cycle_time_seconds: null }),
  ])
  const listed = await data('list_routes', { part_number_id: part.id })
  expect(listed).toHaveLength(2)
  expect(listed[1]).toEqual(route)
  const odd = [{ workstation_id: 'x', step_number: 0, name: 7, ideal_cycle_time_seconds: 0 }]
  const wrong = await call('create_route', { part_number_id: part.id, name: 'Odd', steps: odd })
  expect(wrong.body.issues.map(({ path }: { path: unknown[] }) => path.join('.'))).toEqual([
    ...['steps.0.workstation_id', 'steps.0.step_number', 'steps.0.name', 'steps.0.ideal_cycle_time_seconds'],
  ])
  const gone = [{ workstation_id: nobody, step_number: 1, name: 'X' }]
  expect(await call('create_route', { part_number_id: part.id, name: 'Gone', steps: gone })).toMatchObject({
    status: 404,
    body: { issues: [{ path: ['steps', 0, 'workstation_id'] }] },
  })
  const twice = [steps[0], steps[0]]
  expect((await call('create_route', { part_number_id: part.id, name: 'Twice', steps: twice })).status).toBe(400)
  expect((await call('delete_line', { id: line.id })).status).toBe(409)
})

test('other steps are the next version; a route keeps its id, its place and its page', async () => {
  const { part, route, stations } = await meskit_floor(shop, 'VER', [{ seconds: 5 }])
  const second = await data('create_route', { part_number_id: part.id, name: 'Second', steps: [] })
  expect(await data('update_route', { id: route.id, name: 'Renamed' })).toEqual({ ...route, name: 'Renamed' })
  const steps = [{ workstation_id: stations[0].id, step_number: 1, name: 'New' }]
  const next = await data('update_route', { id: route.id, steps })
  expect(next).toMatchObject({ id: route.id, name: 'Renamed', version: 2, route_steps: [{ name: 'New', pass_fail_gate: true }] })
  expect(await data('update_route', { id: route.id, name: 'Both', steps })).toMatchObject({ name: 'Both', version: 3 })
  const ids = (await data('list_routes', { part_number_id: part.id })).map(({ id }: { id: string }) => id)
  expect(ids).toEqual([route.id, second.id])
  const page = await call('list_routes', { part_number_id: part.id }, { query: '?limit=1' })
  expect(page.body).toMatchObject({ data: [{ id: route.id, version: 3 }], next_cursor: route.id, total: 2 })
  const behind = await call('list_routes', { part_number_id: part.id }, { query: `?limit=1&cursor=${route.id}` })
  expect(behind.body).toMatchObject({ data: [{ id: second.id }], next_cursor: null })
  expect((await call('update_route', { id: nobody, name: 'X' })).status).toBe(404)
  expect((await call('update_route', { id: 'x', name: 7 })).body.issues).toHaveLength(2)
})

test('a route goes in all its versions, unless something was made by it', async () => {
  const { part, route, stations } = await meskit_floor(shop, 'DEL', [{}])
  const spare = await data('create_route', { part_number_id: part.id, name: 'Spare', steps: [] })
  await data('update_route', { id: spare.id, steps: [{ workstation_id: stations[0].id, step_number: 1, name: 'X' }] })
  expect(await data('delete_route', { id: spare.id })).toEqual({ success: true })
  expect((await call('delete_route', { id: spare.id })).status).toBe(404)
  await data('generate_units', { part_number_id: part.id, route_id: route.id, count: 1 })
  expect(await call('delete_route', { id: route.id })).toMatchObject({ status: 409, body: { code: 'conflict' } })
  expect((await call('delete_part_number', { id: part.id })).status).toBe(409)
})

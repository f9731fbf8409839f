import { afterAll, beforeAll, expect, test } from 'vitest'
import { data_of, meskit_floor, meskit_of } from '../../../../test/meskit.ts'
import { open_shop, type Shop } from '../../../../test/shop.ts'

let now = Date.parse('2026-03-02T08:00:00Z')
let shop: Shop
let call: ReturnType<typeof meskit_of>
let data: ReturnType<typeof data_of>
let floor: Awaited<ReturnType<typeof meskit_floor>>
let machine: { id: string }
let order: { id: string }
beforeAll(async () => {
  shop = await open_shop({ clock: () => now })
  call = meskit_of(shop)
  data = data_of(shop)
  floor = await meskit_floor(shop, 'ANA', [{ seconds: 600 }, { gate: true }])
  machine = await data('create_machine', { workstation_id: floor.stations[0].id, name: 'M1', type: 'mill' })
})
afterAll(() => shop.close())
const nobody = '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11'

test('nothing where there is no data, never a hundred', async () => {
  expect(await data('get_oee', { line_id: floor.line.id })).toMatchObject({
    ...{ time_range: 'last_24_hours', availability_percent: null, performance_percent: null, quality_percent: null, oee_percent: null },
    no_data_percent: 100,
  })
  expect(await data('get_yield_report')).toEqual([])
  expect(await data('get_throughput', { time_range: 'last_8_hours' })).toMatchObject({ total_completed: 0, units: [] })
  expect((await call('get_throughput')).body.issues).toMatchObject([{ path: ['time_range'], message: 'Required' }])
})

test('an hour of work, as it is told', async () => {
  const status = (status: string) => data('update_machine_status', { id: machine.id, status })
  order = await data('create_production_order', { part_number_id: floor.part.id, route_id: floor.route.id, quantity_ordered: 4 })
  const of_order = { part_number_id: floor.part.id, route_id: floor.route.id, production_order_id: order.id }
  const units = await data('generate_units', { ...of_order, count: 4 })
  await status('EXECUTE')
  for (const { id } of units.slice(0, 3)) await data('move_unit', { unit_id: id })
  now += 30 * 60_000
  for (const { id } of units.slice(0, 3)) await data('move_unit', { unit_id: id })
  await status('HELD')
  now += 30 * 60_000
  await data('create_quality_event', {
    ...{ unit_id: units[2].id, workstation_id: floor.stations[1].id, event_type: 'inspection', result: 'fail' },
  })
  for (const { id } of units.slice(0, 2)) await data('move_unit', { unit_id: id })
  await data('scrap_unit', { unit_id: units[2].id })
  // What happens at this very moment is not in a report yet.
  now += 1
  expect(await data('get_throughput', { time_range: 'today', line_id: floor.line.id })).toMatchObject({
    ...{ time_range: 'today', since: '2026-03-02T00:00:00.000Z', total_completed: 2 },
    units: [{ part_number_id: floor.part.id, route_id: floor.route.id, part_numbers: { name: 'ANA-PN' } }, {}],
  })
  expect(await data('get_yield_report', { time_range: 'last_8_hours' })).toEqual([
    {
      ...{ workstation_id: floor.stations[1].id, workstation_name: 'ANA 2', total_inspected: 3, pass_count: 2, fail_count: 1 },
      ...{ yield_percent: 67, first_pass_yield_percent: 67 },
    },
  ])
  expect(await data('get_oee', { line_id: floor.line.id })).toMatchObject({ availability_percent: 50, performance_percent: 100 })
})

test('how far an order has come, at its own pace', async () => {
  const [summary] = await data('get_order_summary', { production_order_id: order.id })
  expect(summary).toMatchObject({
    ...{ id: order.id, order_number: 'PO-0001', part_number_name: 'ANA-PN', route_name: 'ANA route', status: 'running' },
    ...{ quantity_ordered: 4, quantity_completed: 2, completion_percent: 50, units_remaining: 2, throughput_rate_per_hour: 2 },
    estimated_finish: expect.stringMatching(/^2026-03-02T10:00:00/),
  })
  expect(await data('get_order_summary')).toEqual([summary])
  expect((await call('get_order_summary', { production_order_id: nobody })).status).toBe(404)
  await data('update_order_status', { id: order.id, status: 'closed' })
  expect(await data('get_order_summary')).toEqual([])
  expect(await data('get_order_summary', { production_order_id: order.id })).toMatchObject([{ status: 'closed' }])
})

test('which workstation could take work', async () => {
  const snapshot = await data('get_capability_snapshot', { line_id: floor.line.id })
  expect(snapshot).toMatchObject([
    { workstation_name: 'ANA 1', status: 'unattainable', machines: [{ id: machine.id, name: 'M1', status: 'HELD' }] },
    { workstation_name: 'ANA 2', machines: [] },
  ])
  const { body } = await call('get_capability_snapshot', {}, { query: '?limit=1' })
  expect(body).toMatchObject({ total: 2, next_cursor: body.data[0].workstation_id })
})

test('a unit that is not there has no history', async () => {
  expect((await call('get_unit_history', { unit_id: nobody })).status).toBe(404)
})

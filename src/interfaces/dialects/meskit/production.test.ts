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

type Floor = Awaited<ReturnType<typeof meskit_floor>>
const generate = ({ part, route }: Floor, count: number, more: object = {}) =>
  data('generate_units', { part_number_id: part.id, route_id: route.id, count, ...more })
const order = ({ part, route }: Floor, quantity_ordered: number) =>
  data('create_production_order', { part_number_id: part.id, route_id: route.id, quantity_ordered })
const move = (unit_id: string) => call('move_unit', { unit_id })
const nobody = '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11'

test('units without an order are numbered on, and stand before their first step', async () => {
  const floor = await meskit_floor(shop, 'GEN')
  const units = await generate(floor, 3)
  expect(units.map(({ serial_number }: { serial_number: string }) => serial_number)).toEqual(['GEN-0001', 'GEN-0002', 'GEN-0003'])
  expect(units[0]).toEqual({
    ...{ id: units[0].id, user_id: shop.tenant_id, org_id: shop.tenant_id, serial_number: 'GEN-0001' },
    ...{ part_number_id: floor.part.id, route_id: floor.route.id, status: 'in_progress', current_step: 0 },
    ...{ created_at: units[0].created_at, production_order_id: null },
  })
  expect(await data('get_serial_algorithm', { part_number_id: floor.part.id })).toMatchObject({ current_counter: 3 })
  expect(await data('get_wip_status', { line_id: floor.line.id })).toEqual([])
  expect((await generate(floor, 1000)).at(-1).serial_number).toBe('GEN-1003')
  expect((await call('generate_units', { part_number_id: floor.part.id, route_id: floor.route.id, count: 1001 })).status).toBe(400)
  expect((await call('generate_units', { part_number_id: floor.part.id, route_id: nobody, count: 1 })).status).toBe(404)
})

test('no units without a serial algorithm: a rule of business', async () => {
  const part = await data('create_part_number', { name: 'NOSER' })
  const route = await data('create_route', { part_number_id: part.id, name: 'R', steps: [] })
  const refused = await call('generate_units', { part_number_id: part.id, route_id: route.id, count: 1 })
  expect(refused).toMatchObject({ status: 422, body: { code: 'refused' } })
})

test('n + 1 moves for n steps, by the page’s example: with nothing but the unit', async () => {
  const floor = await meskit_floor(shop, 'MOV')
  const [unit] = await generate(floor, 1)
  const shown = (body: { data: Record<string, unknown> }) => {
    const { current_step, current_step_name, current_workstation_id, at_gate, completed, status } = body.data
    return { current_step, current_step_name, current_workstation_id, at_gate, completed, status }
  }
  const at = (which: number, at_gate = false) => ({
    ...{ current_step: (which + 1) * 10, current_step_name: `Step ${which + 1}`, current_workstation_id: floor.stations[which].id },
    ...{ at_gate, completed: false, status: 'in_progress' },
  })
  expect(shown((await move(unit.id)).body)).toEqual(at(0))
  expect(shown((await move(unit.id)).body)).toEqual(at(1, true))
  expect(shown((await move(unit.id)).body)).toEqual(at(2))
  expect(shown((await move(unit.id)).body)).toEqual({
    ...{ current_step: 31, current_step_name: null, current_workstation_id: null, at_gate: false, completed: true, status: 'completed' },
  })
  expect(await move(unit.id)).toMatchObject({ status: 409, body: { code: 'conflict' } })
  expect((await move(nobody)).status).toBe(404)
  const { unit: its, history } = await data('get_unit_history', { unit_id: unit.id })
  expect(its).toMatchObject({
    status: 'completed',
    current_step: 31,
    part_number_name: 'MOV-PN',
    route_name: 'MOV route',
    route_version: 1,
  })
  expect(history).toMatchObject([
    { result: 'pass', route_steps: { step_number: 10, name: 'Step 1', pass_fail_gate: false }, workstations: { name: 'MOV 1' } },
    { result: 'pass', route_steps: { step_number: 20, name: 'Step 2', pass_fail_gate: true }, defect_codes: null },
    { result: 'pass', route_steps: { step_number: 30 } },
  ])
})

test('many who move a unit at once never skip a step or do one twice', async () => {
  const floor = await meskit_floor(shop, 'RAC', Array(5).fill({}))
  const [unit] = await generate(floor, 1)
  const moved = await Promise.all(Array.from({ length: 12 }, () => move(unit.id)))
  expect(moved.filter(({ status }) => status === 200)).toHaveLength(6)
  expect(moved.filter(({ status }) => status === 409)).toHaveLength(6)
  const { history } = await data('get_unit_history', { unit_id: unit.id })
  expect(history.map(({ route_steps }: { route_steps: { step_number: number } }) => route_steps.step_number)).toEqual([10, 20, 30, 40, 50])
})

test('a unit is scrapped where it stands, with what is wrong and what is said', async () => {
  const floor = await meskit_floor(shop, 'SCR')
  const [first, second] = await generate(floor, 2)
  const defect = await data('create_defect_code', { code: 'SCR-1', description: 'Cracked', severity: 'major' })
  await move(first.id)
  expect(await data('scrap_unit', { unit_id: first.id, defect_code_id: defect.id, notes: 'Dropped' })).toMatchObject({ status: 'scrapped' })
  const { history } = await data('get_unit_history', { unit_id: first.id })
  expect(history).toMatchObject([
    {
      ...{ result: 'fail', metadata: { notes: 'Dropped', result: 'scrapped' } },
      defect_codes: { code: 'SCR-1', description: 'Cracked', severity: 'major' },
    },
  ])
  expect((await call('scrap_unit', { unit_id: first.id })).status).toBe(409)
  expect((await move(first.id)).status).toBe(409)
  expect(await data('scrap_unit', { unit_id: second.id })).toMatchObject({ status: 'scrapped', current_step: 0 })
  expect((await call('scrap_unit', { unit_id: second.id, defect_code_id: nobody })).status).toBe(404)
})

test('where units stand, and which they are', async () => {
  const floor = await meskit_floor(shop, 'WIP')
  const [first, second, third] = await generate(floor, 3)
  await move(first.id)
  await move(second.id)
  await move(second.id)
  const status = await data('get_wip_status', { line_id: floor.line.id })
  expect(status).toMatchObject([
    {
      ...{ workstation_id: floor.stations[0].id, workstation_name: 'WIP 1', line_id: floor.line.id, unit_count: 1 },
      units: [{ id: first.id, serial_number: 'WIP-0001', current_step: 10, route_id: floor.route.id, production_order_id: null }],
    },
    { workstation_id: floor.stations[1].id, unit_count: 1, units: [{ id: second.id, current_step: 20 }] },
  ])
  const { body } = await call('get_wip_status', { line_id: floor.line.id }, { query: '?limit=1' })
  expect(body).toMatchObject({ total: 2, next_cursor: body.data[0].workstation_id })
  const rest = await call('get_wip_status', { line_id: floor.line.id }, { query: `?limit=1&cursor=${body.next_cursor}` })
  expect(rest.body).toMatchObject({ data: [{ unit_count: 1 }], next_cursor: null })
  expect(rest.body.data[0].workstation_id).not.toBe(body.next_cursor)
  expect(await data('get_wip_status', { workstation_id: floor.stations[2].id })).toEqual([])
  const found = await data('search_units', { serial_number: 'wip-000', part_number_id: floor.part.id, status: 'in_progress' })
  expect(found.map(({ id }: { id: string }) => id)).toEqual([third.id, second.id, first.id])
  expect(found[0].part_numbers).toEqual({ name: 'WIP-PN' })
  expect(await data('search_units', { serial_number: 'WIP_', part_number_id: floor.part.id })).toEqual([])
  expect(await data('search_units', { serial_number: '', part_number_id: floor.part.id })).toHaveLength(3)
})

test('an order is numbered, generated for, and complete when as many as ordered are made', async () => {
  const floor = await meskit_floor(shop, 'ORD', [{}])
  const made = await order(floor, 2)
  expect(made).toEqual({
    ...{ id: made.id, user_id: shop.tenant_id, org_id: shop.tenant_id, order_number: expect.stringMatching(/^PO-\d{4}$/) },
    ...{ part_number_id: floor.part.id, route_id: floor.route.id, quantity_ordered: 2, quantity_completed: 0, status: 'new' },
    ...{ created_at: made.created_at, part_numbers: { name: 'ORD-PN' }, routes: { name: 'ORD route' } },
  })
  const units = await generate(floor, 2, { production_order_id: made.id })
  expect(units[0].production_order_id).toBe(made.id)
  const now = async () => (await data('list_production_orders', { part_number_id: floor.part.id }))[0]
  for (const { id } of units) for (let times = 0; times < 2; times++) expect((await move(id)).status).toBe(200)
  expect(await now()).toMatchObject({ status: 'complete', quantity_completed: 2 })
  expect(await data('search_units', { production_order_id: made.id, status: 'completed' })).toHaveLength(2)
  expect(await data('list_production_orders', { status: 'complete', part_number_id: floor.part.id })).toHaveLength(1)
  expect(await data('list_production_orders', { status: 'new', part_number_id: floor.part.id })).toEqual([])
  const job = await shop.call('GET', `/api-jobs?id=${made.id}`)
  expect(job.body.data.job).toMatchObject({ job_number: made.order_number, status: 'completed' })
})

test('units without an order do not stand among the orders', async () => {
  const floor = await meskit_floor(shop, 'STK')
  await generate(floor, 1)
  expect(await data('list_production_orders', { part_number_id: floor.part.id })).toEqual([])
  expect(await data('get_order_summary')).not.toContainEqual(expect.objectContaining({ part_number_name: 'STK-PN' }))
})

test('an order goes through its statuses by the page’s table, and through no other', async () => {
  const floor = await meskit_floor(shop, 'STA', [{}])
  const to = (id: string, status: string) => call('update_order_status', { id, status })
  const first = (await order(floor, 1)).id
  for (const status of ['complete', 'new']) expect((await to(first, status)).status, status).toBe(409)
  for (const status of ['scheduled', 'running', 'complete', 'closed']) {
    expect(await to(first, status), status).toMatchObject({ status: 200, body: { data: { id: first, status } } })
    expect((await to(first, status)).status, `${status} again`).toBe(409)
    expect((await to(first, 'new')).status).toBe(409)
  }
  for (const status of ['scheduled', 'running', 'complete']) expect((await to(first, status)).status).toBe(409)
  const second = (await order(floor, 1)).id
  expect((await to(second, 'running')).body.data.status).toBe('running')
  expect((await to(second, 'closed')).body.data.status).toBe('closed')
  const third = (await order(floor, 1)).id
  expect((await to(third, 'closed')).body.data.status).toBe('closed')
  expect((await to(nobody, 'running')).status).toBe(404)
  expect((await to(third, 'open')).status).toBe(400)
})

test('a later version of a route is what new units and orders are made by; those that were begun keep theirs', async () => {
  const floor = await meskit_floor(shop, 'LAT', [{}])
  const [old] = await generate(floor, 1)
  await move(old.id)
  const [station] = floor.stations
  const steps = [1, 2].map((step_number) => ({
    workstation_id: station.id,
    step_number,
    name: `New ${step_number}`,
    pass_fail_gate: false,
  }))
  await data('update_route', { id: floor.route.id, steps })
  const [young] = await generate(floor, 1)
  expect((await move(young.id)).body.data).toMatchObject({ current_step: 1, current_step_name: 'New 1' })
  expect((await move(old.id)).body.data).toMatchObject({ completed: true, current_step: 11 })
  const { history } = await data('get_unit_history', { unit_id: old.id })
  expect(history).toMatchObject([{ route_steps: { step_number: 10, name: 'Step 1' } }])
})

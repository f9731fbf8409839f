import { afterAll, beforeAll, expect, test } from 'vitest'
import { move, new_line, new_units_of } from '../../../test/line-of-work.ts'
import { open_shop, type Shop } from '../../../test/shop.ts'

const midnight = Date.parse('2026-03-11T00:00:00Z')
const hour = 3_600_000
let now = midnight
let shop: Shop
beforeAll(async () => {
  shop = await open_shop({ clock: () => now })
})
afterAll(() => shop.close())

const at = (hours: number): string => new Date(midnight + hours * hour).toISOString()
const oee = async (query: string) => {
  const { status, body } = await shop.call('GET', `/v1/reports/oee?${query}`)
  expect(status, JSON.stringify(body)).toBe(200)
  return body
}
const machine_at = async (workstation_id: string | undefined, name: string) =>
  (await shop.call('POST', '/v1/machines', { name, workstation_id })).body.id
/** Goes through states at hours of that day. */
const through = async (machine_id: string, states: readonly (readonly [number, string, object?])[], by = 'change-state') => {
  for (const [hours, state, more = {}] of states) {
    now = midnight + hours * hour
    const { status, body } = await shop.call('POST', `/v1/machines/${machine_id}/${by}`, { state, ...more })
    expect(status, JSON.stringify(body)).toBe(200)
  }
}

test('availability, performance and quality out of what was recorded; what was not is told apart', async () => {
  const line = await new_line(shop, [1200])
  const machine = await machine_at(line.workstation_ids[0], 'Mill')
  now = midnight - 2 * hour
  const { unit_ids } = await new_units_of(shop, line, 10)
  await through(machine, [
    [2, 'execute'],
    [5, 'held'],
    [6, 'execute'],
    [7, 'complete'],
    [7, 'stopped'],
    [9, 'idle'],
  ])
  now = midnight + 6.5 * hour
  for (const unit_id of unit_ids.slice(0, 5)) await move(shop, unit_id, 2)
  await move(shop, unit_ids[5])
  await shop.call('POST', `/v1/units/${unit_ids[5]}/scrap`, {})
  now = midnight + 12 * hour
  const told = await oee(`from=${at(0)}&to=${at(10)}&line_id=${line.line_id}&with_events=true`)
  // Recorded from 2 to 10; stopped by a person from 7 to 9; six pieces of 20 minutes in four hours, one of them scrapped.
  const figures = {
    ...{ recorded_s: 8 * 3600, planned_s: 6 * 3600, execute_s: 4 * 3600, no_data_share: expect.closeTo(0.2, 6) },
    ...{ availability: expect.closeTo(4 / 6, 6), performance: 0.5, quality: expect.closeTo(5 / 6, 6) },
    oee: expect.closeTo((4 / 6) * 0.5 * (5 / 6), 6),
  }
  expect(told.machines).toMatchObject([
    {
      ...{ ...figures, machine_id: machine, machine_name: 'Mill', workstation_id: line.workstation_ids[0] },
      time_in_state_s: { execute: 4 * 3600, held: 3600, stopped: 2 * 3600, idle: 3600, complete: 0 },
    },
  ])
  expect(told.overall).toMatchObject(figures)
  expect(told.machines[0].machine_state_change_ids).toHaveLength(6)
  expect(told.workstations).toMatchObject([{ good: 5, bad: 1, untimed: 0, standard_s: 7200 }])
  expect(told.workstations[0].unit_visit_ids).toHaveLength(6)
  // What the machine was in when the time began was recorded before.
  const middle = await oee(`from=${at(3)}&to=${at(4)}&line_id=${line.line_id}`)
  expect(middle.machines).toMatchObject([
    { availability: 1, performance: null, quality: null, oee: null, no_data_share: 0, execute_s: 3600 },
  ])
  expect(middle.machines[0]).not.toHaveProperty('machine_state_change_ids')
})

test('a stop is planned where a person stops it without a reason of disturbance, and it had not aborted', async () => {
  const line = await new_line(shop, [60])
  const [machine, aborted, disturbed, excused] = [
    await machine_at(line.workstation_ids[0], 'A'),
    await machine_at(line.workstation_ids[0], 'B'),
    await machine_at(line.workstation_ids[0], 'C'),
    await machine_at(line.workstation_ids[0], 'D'),
  ]
  const reason = async (code: string, category: string) =>
    (await shop.call('POST', '/v1/reasons', { kind: 'downtime', code, description: code, category })).body.id
  const [broken, cleaning] = [await reason('broken', 'equipment'), await reason('cleaning', 'other')]
  await through(machine, [[1, 'execute']])
  await through(machine, [[2, 'stopped']], 'report-state')
  await through(aborted, [
    [1, 'execute'],
    [2, 'aborted'],
    [2, 'stopped'],
  ])
  await through(disturbed, [[1, 'stopped', { reason_id: broken }]])
  await through(excused, [[1, 'stopped', { reason_id: cleaning }]])
  now = midnight + 4 * hour
  const { machines } = await oee(`from=${at(0)}&to=${at(4)}&line_id=${line.line_id}`)
  expect(machines.map((one: { planned_s: number; availability: number | null }) => [one.planned_s / 3600, one.availability])).toEqual([
    [3, expect.closeTo(1 / 3, 6)],
    [3, expect.closeTo(1 / 3, 6)],
    [3, 0],
    [0, null],
  ])
})

test('without data every figure is null, and all of the time is without', async () => {
  const line = await new_line(shop, [null])
  now = midnight + 12 * hour
  const nothing = { availability: null, performance: null, quality: null, oee: null }
  expect(await oee(`line_id=${line.line_id}`)).toMatchObject({
    overall: { ...nothing, no_data_share: null },
    machines: [],
    workstations: [],
  })
  await machine_at(line.workstation_ids[0], 'Still')
  expect((await oee(`line_id=${line.line_id}`)).machines).toMatchObject([{ ...nothing, no_data_share: 1, recorded_s: 0 }])
  const { unit_ids } = await new_units_of(shop, line, 1)
  await move(shop, unit_ids[0], 2)
  now += 1
  const told = await oee(`line_id=${line.line_id}`)
  expect(told.overall).toMatchObject({ ...nothing, quality: 1 })
  expect(told.workstations).toMatchObject([{ good: 1, untimed: 1, standard_s: 0 }])
})

test('two machines of a workstation share what was made there; pieces without units count as reported', async () => {
  const line = await new_line(shop, [60])
  const [one, two] = [await machine_at(line.workstation_ids[0], 'One'), await machine_at(line.workstation_ids[0], 'Two')]
  await through(one, [[1, 'execute']])
  await through(two, [[1, 'execute']])
  const operations = [{ sequence: 10, name: 'Op', workstation_id: line.workstation_ids[0], planned_run_s_per_piece: 600 }]
  const job = await shop.call('POST', '/v1/jobs', { job_number: 'TWO', parts: [{ part_number: 'A', quantity: 20, operations }] })
  const operation_id = job.body.parts[0].operations[0].id
  const counted = await shop.call('POST', '/v1/quantity-reports', { operation_id, good: 5, scrap: 1 })
  expect(counted.status, JSON.stringify(counted.body)).toBe(201)
  now = midnight + 2 * hour
  const told = await oee(`from=${at(1)}&to=${at(2)}&line_id=${line.line_id}`)
  const shared = { availability: 1, performance: expect.closeTo(3600 / 7200, 6), quality: expect.closeTo(5 / 6, 6) }
  expect(told.machines).toMatchObject([shared, shared])
  expect(told.overall).toMatchObject({ ...shared, execute_s: 7200 })
})

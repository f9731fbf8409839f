import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { move, new_line, new_units_of } from '../../../test/line-of-work.ts'
import { another_tenant } from '../../../test/people.ts'
import { open_shop, type Shop } from '../../../test/shop.ts'

const midnight = Date.parse('2026-03-11T00:00:00Z')
const hour = 3_600_000
let now = midnight
let shop: Shop
beforeAll(async () => {
  shop = await open_shop({ clock: () => now })
})
afterAll(() => shop.close())
beforeEach(() => {
  now = midnight + 12 * hour
})
const at = (hours: number): string => new Date(midnight + hours * hour).toISOString()

const report = async (path: string, key = shop.admin.key) => {
  const { status, body } = await shop.call('GET', `/v1/reports/${path}`, undefined, { key })
  expect(status, JSON.stringify(body)).toBe(200)
  return body
}
const found = async (unit_id: string | undefined, more: object) => {
  const { status, body } = await shop.call('POST', '/v1/quality-events', { unit_id, kind: 'inspection', ...more })
  expect(status, JSON.stringify(body)).toBe(201)
  return body.id
}
const scrap = async (unit_id: string | undefined) => expect((await shop.call('POST', `/v1/units/${unit_id}/scrap`, {})).status).toBe(200)

test('throughput counts units by when they were completed, empty hours too', async () => {
  const line = await new_line(shop, [60])
  now = midnight - 40 * hour
  const { unit_ids, job_id } = await new_units_of(shop, line, 5)
  now = midnight + 8.5 * hour
  await move(shop, unit_ids[0], 2)
  now = midnight + 10 * hour
  await move(shop, unit_ids[1], 2)
  await move(shop, unit_ids[2], 2)
  await move(shop, unit_ids[3])
  now = midnight + 12 * hour
  const told = await report(`throughput?range=last_8_hours&line_id=${line.line_id}&with_events=true`)
  expect(told).toMatchObject({ from: at(4), to: at(12), time_zone: 'UTC', bucket: 'hour', completed: 3, per_hour: 3 / 8 })
  expect(told.buckets.map(({ completed }: { completed: number }) => completed)).toEqual([0, 0, 0, 0, 1, 0, 2, 0])
  expect(told.buckets[4].from).toBe(at(8))
  expect(told.units.map(({ id }: { id: string }) => id)).toEqual([unit_ids[2], unit_ids[1], unit_ids[0]])
  expect(told.units[2]).toMatchObject({ job_id, product_id: line.product_id, routing_id: line.routing_id, completed_at: at(8.5) })
  const days = await report(`throughput?from=${at(-48)}&to=${at(12)}&bucket=day&job_id=${job_id}`)
  expect(days.buckets).toEqual([
    { from: at(-48), completed: 0 },
    { from: at(-24), completed: 0 },
    { from: at(0), completed: 3 },
  ])
  expect(days).not.toHaveProperty('units')
  expect((await report(`throughput?from=${at(8.5)}&to=${at(10)}&product_id=${line.product_id}`)).completed).toBe(1)
  const elsewhere = await new_line(shop, [60])
  expect((await report(`throughput?line_id=${elsewhere.line_id}`)).completed).toBe(0)
})

test('days and `today` are those of the plant', async () => {
  const plant = await shop.call('POST', '/v1/plants', { name: 'Denver', time_zone: 'America/Denver' })
  const line = await new_line(shop, [60], { plant_id: plant.body.id })
  now = midnight + 5 * hour
  const { unit_ids } = await new_units_of(shop, line, 2)
  await move(shop, unit_ids[0], 2)
  now = midnight + 7 * hour
  await move(shop, unit_ids[1], 2)
  now = midnight + 12 * hour
  for (const where of [`plant_id=${plant.body.id}`, `line_id=${line.line_id}`, `workstation_id=${line.workstation_ids[0]}`]) {
    expect(await report(`throughput?range=today&${where}`)).toMatchObject({ from: at(6), time_zone: 'America/Denver', completed: 1 })
  }
  const days = await report(`throughput?from=${at(0)}&bucket=day&line_id=${line.line_id}`)
  expect(days.buckets).toEqual([
    { from: at(-18), completed: 1 },
    { from: at(6), completed: 1 },
  ])
})

test('a window lies in the past, ends after it begins, and is no longer than can be told', async () => {
  const fault = async (query: string) => (await shop.call('GET', `/v1/reports/throughput?${query}`)).body.errors?.[0]
  expect(await fault(`range=today&from=${at(0)}`)).toMatchObject({ field: 'range', rule: 'duplicate' })
  expect(await fault(`from=${at(5)}&to=${at(5)}`)).toMatchObject({ field: 'from', rule: 'max_value' })
  expect(await fault(`from=${at(13)}`)).toMatchObject({ field: 'from', rule: 'max_value' })
  expect(await fault('from=2020-01-01T00:00:00Z')).toMatchObject({ field: 'from', rule: 'min_value' })
  expect(await fault(`from=${at(-200 * 24)}`)).toMatchObject({ field: 'bucket', rule: 'choice' })
  expect((await report(`throughput?from=${at(0)}&to=${at(99)}`)).to).toBe(at(12))
})

test('first-pass yield: passed at once, and nothing bad was found; final yield: what was completed of all', async () => {
  const line = await new_line(shop, [60, 60])
  const [first, second] = line.workstation_ids
  now = midnight + 9 * hour
  const { unit_ids } = await new_units_of(shop, line, 6)
  const [good, found_bad, scrapped, waiting, early, unmoved] = unit_ids
  await move(shop, good, 3)
  await move(shop, found_bad)
  const event = await found(found_bad, { result: 'fail' })
  await move(shop, found_bad, 2)
  await found(good, { result: 'pass', workstation_id: first })
  await move(shop, scrapped, 2)
  await scrap(scrapped)
  await move(shop, waiting)
  now = midnight + 11 * hour
  await move(shop, early, 2)
  now = midnight + 12 * hour
  const told = await report(`yield?from=${at(8)}&to=${at(10)}&line_id=${line.line_id}&with_events=true`)
  expect(told.overall).toMatchObject({ completed: 2, scrapped: 1, final_yield: 2 / 3, first_pass_units: 1, first_pass_yield: 1 / 3 })
  expect(told.overall.scrapped_unit_ids).toEqual([scrapped])
  expect(new Set(told.overall.completed_unit_ids)).toEqual(new Set([good, found_bad]))
  expect(told.workstations).toMatchObject([
    { workstation_id: first, units_left: 3, first_pass_units: 2, first_pass_yield: 2 / 3, inspections_passed: 1, inspections_failed: 1 },
    { workstation_id: second, units_left: 3, first_pass_units: 2, inspections_passed: 0, inspection_yield: null },
  ])
  expect(told.workstations[0].other_unit_ids).toEqual([found_bad])
  expect(told.workstations[0].quality_event_ids).toContain(event)
  expect(told.workstations[1].other_unit_ids).toEqual([scrapped])
  const later = await report(`yield?from=${at(10)}&workstation_id=${first}`)
  expect(later.workstations).toMatchObject([{ units_left: 1, first_pass_yield: 1 }])
  expect(later.workstations[0]).not.toHaveProperty('first_pass_unit_ids')
  expect(unmoved).toBeDefined()
})

test('a unit that was sent back did not pass the first time', async () => {
  const line = await new_line(shop, [60, 60])
  const { unit_ids, operation_ids } = await new_units_of(shop, line, 2)
  await move(shop, unit_ids[0], 2)
  const back = await shop.call('POST', `/v1/units/${unit_ids[0]}/rework`, { to_operation_id: operation_ids[0] })
  expect(back.status, JSON.stringify(back.body)).toBe(200)
  now += hour
  await move(shop, unit_ids[0], 2)
  await move(shop, unit_ids[1], 3)
  now += hour
  const told = await report(`yield?range=last_8_hours&line_id=${line.line_id}`)
  expect(told.overall).toMatchObject({ completed: 2, final_yield: 1, first_pass_units: 1, first_pass_yield: 0.5 })
  expect(told.workstations[0]).toMatchObject({ units_left: 2, first_pass_units: 1 })
})

test('without data there is no yield', async () => {
  const { line_id } = await new_line(shop, [60])
  const told = await report(`yield?line_id=${line_id}`)
  expect(told).toMatchObject({ overall: { completed: 0, scrapped: 0, final_yield: null, first_pass_yield: null }, workstations: [] })
})

test('work in progress stands at its workstations, held units too', async () => {
  const line = await new_line(shop, [60, 60])
  const { unit_ids, operation_ids, job_id } = await new_units_of(shop, line, 6)
  for (const [moves, unit_id] of [1, 1, 1, 2, 3].entries().map(([which, moves]) => [moves, unit_ids[which]] as const))
    await move(shop, unit_id, moves)
  await shop.call('POST', `/v1/units/${unit_ids[2]}/hold`, {})
  await scrap(unit_ids[1])
  const told = await report(`wip?line_id=${line.line_id}`)
  const [first, second] = line.workstation_ids
  expect(told).toEqual({
    units: 3,
    workstations: [
      { workstation_id: first, workstation_name: expect.any(String), line_id: line.line_id, units: 2 },
      { workstation_id: second, workstation_name: expect.any(String), line_id: line.line_id, units: 1 },
    ],
  })
  const listed = await report(`wip?workstation_id=${first}&list=1&with_events=true`)
  expect(listed.workstations).toMatchObject([
    {
      units: 2,
      operations: [{ id: operation_ids[0], units: 2 }],
      listed: [{ id: unit_ids[0], status: 'open', sequence: 10, operation_id: operation_ids[0], job_id, routing_id: line.routing_id }],
    },
  ])
  expect(listed.workstations[0].listed).toHaveLength(1)
  const other = await another_tenant(shop, 'Reports of others')
  expect(await report('wip', other.key)).toEqual({ units: 0, workstations: [] })
})

test('an order is done when it is done at its own pace', async () => {
  const line = await new_line(shop, [60])
  now = midnight
  const { unit_ids, job_id } = await new_units_of(shop, line, 10, 6)
  const own = async (query = '') => (await report(`order-summary?job_id=${job_id}${query}`)).data[0]
  expect(await own()).toMatchObject({
    ...{ quantity: 10, counted_by: 'units', completed: 0, in_progress: 6, remaining: 10, completed_share: 0 },
    ...{ basis_completed: 0, per_hour: null, estimated_finish: null, product_id: line.product_id, routing_id: line.routing_id },
  })
  for (const unit_id of unit_ids.slice(0, 3)) await move(shop, unit_id, 2)
  await move(shop, unit_ids[3])
  await scrap(unit_ids[3])
  now = midnight + 6 * hour
  expect(await own('&with_events=true')).toMatchObject({
    ...{ completed: 3, scrapped: 1, in_progress: 2, remaining: 7, completed_share: 0.3, basis_from: at(0), basis_completed: 3 },
    ...{ per_hour: 0.5, estimated_finish: at(20), basis_unit_ids: expect.arrayContaining(unit_ids.slice(0, 3)) },
  })
  now = midnight + 12 * hour
  expect(await own()).toMatchObject({ basis_from: at(4), basis_completed: 0, per_hour: null, estimated_finish: null, completed: 3 })
  const { data } = await report(`order-summary?product_id=${line.product_id}&status=running`)
  expect(data).toMatchObject([{ id: job_id, status: 'running' }])
  expect((await report(`order-summary?product_id=${line.product_id}&status=completed`)).data).toEqual([])
})

test('an order without units is counted by what was reported at its last operation', async () => {
  now = midnight
  const operations = [10, 20].map((sequence) => ({ sequence, name: `Op ${sequence}` }))
  const { body: job } = await shop.call('POST', '/v1/jobs', {
    job_number: 'PIECES',
    parts: [{ part_number: 'A', quantity: 20, operations }],
  })
  const [first, last] = job.parts[0].operations
  for (const [operation_id, good, scrapped] of [
    [first.id, 12, 1],
    [last.id, 10, 0],
  ]) {
    const start = await shop.call('POST', `/v1/operations/${operation_id}/start`, {})
    expect(start.status, JSON.stringify(start.body)).toBe(200)
    now += hour
    const counted = await shop.call('POST', '/v1/quantity-reports', { operation_id, good, scrap: scrapped })
    expect(counted.status, JSON.stringify(counted.body)).toBe(201)
  }
  const { data } = await report(`order-summary?job_id=${job.id}`)
  expect(data).toMatchObject([
    { counted_by: 'pieces', completed: 10, scrapped: 1, in_progress: null, remaining: 10, per_hour: 5, estimated_finish: at(4) },
  ])
})

test('a workstation is available, committed or unattainable, and says why', async () => {
  const line = await new_line(shop, [60, 60])
  const [first, second] = line.workstation_ids
  const machine = (await shop.call('POST', '/v1/machines', { name: 'M1', workstation_id: first })).body
  const state = (to: string) => shop.call('POST', `/v1/machines/${machine.id}/change-state`, { state: to })
  const told = async () => (await report(`capability?line_id=${line.line_id}`)).workstations
  expect(await told()).toMatchObject([
    { workstation_id: first, status: 'available', reasons: ['machine_ready'], units: 0, machines: [{ name: 'M1', state: 'idle' }] },
    { workstation_id: second, status: 'available', reasons: ['no_machines'], machines: [] },
  ])
  expect((await state('execute')).status).toBe(200)
  const { unit_ids } = await new_units_of(shop, line, 1)
  await move(shop, unit_ids[0], 2)
  expect(await told()).toMatchObject([
    { status: 'committed', reasons: ['machine_executing'], machines: [{ state: 'execute', state_since: at(12) }] },
    { status: 'committed', reasons: ['units_standing', 'work_running', 'no_machines'], units: 1 },
  ])
  await state('aborted')
  await shop.call('PATCH', `/v1/workstations/${second}`, { is_active: false })
  expect(await told()).toMatchObject([
    { status: 'unattainable', reasons: ['all_machines_down'] },
    { status: 'unattainable', reasons: ['switched_off', 'units_standing', 'work_running', 'no_machines'] },
  ])
})

import { expect, test } from 'vitest'
import { type LineOfWork, move, new_line, new_units_of } from '../../../../test/line-of-work.ts'
import { another_tenant, someone } from '../../../../test/people.ts'
import { type Shop, shop_for_this_test } from '../../../../test/shop.ts'
import { told_of } from '../../../../test/told.ts'
import { Work } from '../../../engine/work.ts'
import { watch } from './watch.ts'

const turn = (shop: Shop) =>
  new Work(shop.engine, [], (error) => {
    throw error
  }).run(watch)

async function watched() {
  const clock = { now: Date.parse('2026-03-02T08:00:00Z') }
  const shop = await shop_for_this_test({ clock: () => clock.now })
  const line = await new_line(shop, [60, 60])
  const later = (minutes: number) => {
    clock.now += minutes * 60_000
  }
  const alerts = async (query = 'acknowledged=false') => {
    await turn(shop)
    return (await shop.call('GET', `/v1/alerts?${query}`)).body.data
  }
  return { shop, line, later, alerts }
}

const said = async (shop: Shop, path: string, given: object) => {
  const { status, body } = await shop.call('POST', path, given)
  expect([200, 201], JSON.stringify(body)).toContain(status)
  return body
}

/** Inspections at the first station: so many passed, then so many failed. */
async function inspect(shop: Shop, line: LineOfWork, passed: number, failed: number, defect_code_id?: string) {
  const { unit_ids } = await new_units_of(shop, line, passed + failed)
  const [workstation_id] = line.workstation_ids
  const results = [...Array.from({ length: passed }, () => 'pass'), ...Array.from({ length: failed }, () => 'fail')]
  for (const [at, result] of results.entries())
    await said(shop, '/v1/quality-events', {
      unit_id: unit_ids[at],
      workstation_id,
      kind: 'inspection',
      result,
      ...(result === 'fail' && { defect_code_id }),
    })
}

test('a yield that drops is told once, and once more where it becomes worse', async () => {
  const { shop, line, alerts } = await watched()
  await inspect(shop, line, 8, 1)
  expect(await alerts()).toEqual([])
  await inspect(shop, line, 0, 1)
  const [alert, ...others] = await alerts()
  expect(others).toEqual([])
  expect(alert).toMatchObject({
    kind: 'yield_drop',
    severity: 'warning',
    subject_id: line.workstation_ids[0],
    says: expect.stringContaining('80 % of the last 10'),
    facts: { inspected: 10, passed: 8 },
  })
  expect(alert.facts.quality_event_ids).toHaveLength(2)
  expect((await alerts())[0].id).toBe(alert.id)
  await inspect(shop, line, 0, 3)
  expect(await alerts()).toMatchObject([{ id: alert.id, severity: 'critical', facts: { inspected: 13 } }])
  expect((await told_of(shop, alert.id)).map(({ name }: { name: string }) => name)).toEqual(['alert.raised', 'alert.escalated'])
})

test('what somebody has seen is raised again only by what happens after', async () => {
  const { shop, line, later, alerts } = await watched()
  const { id: defect_code_id } = await said(shop, '/v1/defect-codes', { code: 'D1', description: 'Bridge', severity: 'major' })
  await inspect(shop, line, 0, 3, defect_code_id)
  const [alert] = await alerts()
  expect(alert).toMatchObject({ kind: 'defect_cluster', severity: 'warning', subject_id: defect_code_id })
  later(1)
  const { body } = await shop.call('POST', `/v1/alerts/${alert.id}/acknowledge`, { notes: 'Stencil cleaned.' })
  expect(body).toMatchObject({ acknowledged_at: '2026-03-02T08:01:00.000Z', notes: 'Stencil cleaned.' })
  expect((await shop.call('POST', `/v1/alerts/${alert.id}/acknowledge`)).body).toMatchObject({
    status: 409,
    reason: 'alert_acknowledged_already',
  })
  expect(await alerts()).toEqual([])
  later(1)
  await inspect(shop, line, 0, 3, defect_code_id)
  const [again] = await alerts()
  expect(again.id).not.toBe(alert.id)
  expect(await alerts('acknowledged=true')).toMatchObject([{ id: alert.id }])
})

test('what lies too far back is not looked at', async () => {
  const { shop, line, later, alerts } = await watched()
  const { id: defect_code_id } = await said(shop, '/v1/defect-codes', { code: 'D1', description: 'Bridge', severity: 'major' })
  await inspect(shop, line, 0, 2, defect_code_id)
  later(31)
  await inspect(shop, line, 0, 2, defect_code_id)
  expect(await alerts()).toEqual([])
})

test('scrap is told by where it came about: units and pieces', async () => {
  const { shop, line, alerts } = await watched()
  const { unit_ids } = await new_units_of(shop, line, 12)
  for (const id of unit_ids) await move(shop, id)
  for (const id of unit_ids.slice(0, 8)) await move(shop, id)
  for (const id of unit_ids.slice(8)) await said(shop, `/v1/units/${id}/scrap`, {})
  expect(await alerts('kind=scrap_rate')).toMatchObject([
    { severity: 'critical', subject_id: line.workstation_ids[0], facts: { good: 8, scrapped: 4 } },
  ])
  const operations = [{ sequence: 1, name: 'Saw', workstation_name: 'Saw' }]
  const job = await said(shop, '/v1/jobs', { job_number: 'S', parts: [{ part_number: 'P', quantity: 20, operations }] })
  const operation = job.parts[0].operations[0]
  await said(shop, '/v1/quantity-reports', { operation_id: operation.id, good: 17, scrap: 3 })
  expect(await alerts(`subject_id=${operation.workstation_id}`)).toMatchObject([{ severity: 'warning', facts: { good: 17, scrapped: 3 } }])
})

test.each([
  ['fault', { fault_code: 'E7', description: 'Spindle' }, 'critical', 'fault E7 Spindle'],
  ['measurement', { temperature: 50 }, 'warning', 'temperature 50, not 18 to 45'],
  ['measurement', { sensor_type: 'vibration', value: 8 }, 'critical', 'vibration 8, not 0 to 4.5'],
  ['cycle_complete', { cycle_time: 60, expected_cycle_time: 50 }, 'warning', 'a cycle took 120 % of its time'],
])('a machine that tells %s %o is not well', async (kind, payload, severity, says) => {
  const { shop, alerts } = await watched()
  const machine = await said(shop, '/v1/machines', { name: 'Mill' })
  await said(shop, '/v1/machine-messages', {
    machine_id: machine.id,
    topic: 't',
    kind: 'measurement',
    payload: { temperature: 30, humidity: 900 },
  })
  expect(await alerts()).toEqual([])
  await said(shop, '/v1/machine-messages', { machine_id: machine.id, topic: 't', kind, payload })
  expect(await alerts()).toMatchObject([{ kind: 'machine_health', severity, subject_id: machine.id, says: `Mill: ${says}` }])
})

test('thresholds are the company’s own, and a monitor can be off', async () => {
  const { shop, line, alerts } = await watched()
  const { body: before } = await shop.call('GET', '/v1/monitors')
  expect(before.data.map(({ kind, is_default }: { kind: string; is_default: boolean }) => [kind, is_default])).toEqual([
    ['yield_drop', true],
    ['defect_cluster', true],
    ['scrap_rate', true],
    ['machine_health', true],
  ])
  const set = (given: object) => shop.call('POST', '/v1/monitors/set', given)
  expect((await set({ kind: 'yield_drop', settings: { at_least: 2 } })).body).toMatchObject({
    settings: { at_least: 2, look_at: 50, warning_below: 0.9 },
    is_default: false,
    revision: 1,
  })
  await inspect(shop, line, 0, 2)
  expect(await alerts()).toHaveLength(1)
  expect((await set({ kind: 'yield_drop', is_active: false })).body).toMatchObject({
    is_active: false,
    settings: { at_least: 2 },
    revision: 2,
  })
  await inspect(shop, line, 0, 2)
  expect((await alerts())[0].facts.inspected).toBe(2)
  const wrong = await set({ kind: 'yield_drop', settings: { warning_below: 2, nonsense: 1 } })
  expect(wrong.body.errors.map(({ field }: { field: string }) => field).sort()).toEqual(['settings.nonsense', 'settings.warning_below'])
})

test('an operator may acknowledge, a viewer not; another company sees none of it', async () => {
  const { shop, alerts } = await watched()
  const machine = await said(shop, '/v1/machines', { name: 'Mill' })
  await said(shop, '/v1/machine-messages', { machine_id: machine.id, topic: 't', kind: 'fault', payload: {} })
  const [alert] = await alerts()
  const viewer = await someone(shop, 'viewer')
  expect((await shop.call('POST', `/v1/alerts/${alert.id}/acknowledge`, {}, { key: viewer.key })).status).toBe(403)
  const { key } = await another_tenant(shop)
  expect((await shop.call('GET', `/v1/alerts/${alert.id}`, undefined, { key })).body.reason).toBe('alert_unknown')
  expect((await shop.call('POST', `/v1/alerts/${alert.id}/acknowledge`, {}, { key })).body.reason).toBe('alert_unknown')
  const operator = await someone(shop, 'operator')
  expect((await shop.call('POST', `/v1/alerts/${alert.id}/acknowledge`, {}, { key: operator.key })).status).toBe(200)
})

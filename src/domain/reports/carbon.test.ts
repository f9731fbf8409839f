import { afterAll, beforeAll, expect, test } from 'vitest'
import { another_tenant } from '../../../test/people.ts'
import { open_shop, type Shop } from '../../../test/shop.ts'

let shop: Shop
beforeAll(async () => {
  shop = await open_shop()
})
afterAll(() => shop.close())

const made = async (path: string, given: object) => {
  const { status, body } = await shop.call('POST', path, given)
  expect(status, JSON.stringify(body)).toBeLessThan(300)
  return body
}

/** A job of one operation, of ten good pieces, at which a machine worked for two hours. */
async function worked(name: string, { power_kw, factor }: { power_kw?: number; factor?: number }) {
  const plant = await made('/v1/plants', { name: `Plant ${name}`, ...(factor === undefined ? {} : { kg_co2e_per_kwh: factor }) })
  const line = await made('/v1/lines', { name: `Line ${name}`, plant_id: plant.id })
  const station = await made('/v1/workstations', { name: `Station ${name}`, line_id: line.id })
  const machine = await made('/v1/machines', {
    name: `Mill ${name}`,
    workstation_id: station.id,
    ...(power_kw === undefined ? {} : { power_kw }),
  })
  const operations = [{ sequence: 10, name: 'Mill', workstation_id: station.id }]
  const job = await made('/v1/jobs', { job_number: `J ${name}`, parts: [{ part_number: 'P', quantity: 10, operations }] })
  const operation_id = job.parts[0].operations[0].id
  await made(`/v1/operations/${operation_id}/start`, {})
  const times = { started_at: '2026-03-02T08:00:00Z', ended_at: '2026-03-02T10:00:00Z' }
  await made('/v1/time-entries', { operation_id, machine_id: machine.id, ...times })
  await made('/v1/quantity-reports', { operation_id, good: 10 })
  await made(`/v1/operations/${operation_id}/complete`, {})
  return { job, line, operation_id }
}

const footprint = async (job_id: string) => (await shop.call('GET', `/v1/reports/carbon-footprint?job_id=${job_id}`)).body

test('time × power × factor, and what of it each good piece bears', async () => {
  const { job, line, operation_id } = await worked('A', { power_kw: 7.5, factor: 0.4 })
  expect(await footprint(job.id)).toMatchObject({
    job_number: 'J A',
    kwh: 15,
    kg_co2e: 6,
    good_units: 10,
    kg_co2e_per_unit: 0.6,
    scrap_kg_co2e: 0,
    steps: [{ operation_id, hours: 2, basis: 'time_entries', power_kw: 7.5, kg_co2e_per_kwh: 0.4, kwh: 15, kg_co2e: 6 }],
    missing: [],
  })
  const { body } = await shop.call('GET', `/v1/reports/carbon-by-line?line_ids=${line.id}&range=last_7_days`)
  expect(body.lines).toEqual([
    { line_id: line.id, line_name: 'Line A', operations: 1, units: 10, hours: 2, kwh: 15, kg_co2e: 6, kg_co2e_per_unit: 0.6, unknown: 0 },
  ])
})

test('where something is not known there is no sum, and what is missing is told', async () => {
  const { job, line, operation_id } = await worked('B', { factor: 0.4 })
  expect(await footprint(job.id)).toMatchObject({
    kwh: null,
    kg_co2e: null,
    kg_co2e_per_unit: null,
    missing: [{ operation_id, what: 'power' }],
  })
  const { body: lines } = await shop.call('GET', `/v1/reports/carbon-by-line?line_ids=${line.id}`)
  expect(lines.lines).toMatchObject([{ kg_co2e: null, unknown: 1 }])
  const empty = await made('/v1/jobs', {
    job_number: 'NEW',
    parts: [{ part_number: 'P', quantity: 1, operations: [{ sequence: 1, name: 'a' }] }],
  })
  expect(await footprint(empty.id)).toMatchObject({ kg_co2e: null, missing: [{ what: 'time' }] })
})

test('another company’s job is not there, nor its line', async () => {
  const { job, line } = await worked('C', { power_kw: 1, factor: 1 })
  const { key } = await another_tenant(shop)
  const asked = await shop.call('GET', `/v1/reports/carbon-footprint?job_id=${job.id}`, undefined, { key })
  expect(asked.body).toMatchObject({ status: 404, reason: 'job_unknown' })
  const lines = await shop.call('GET', `/v1/reports/carbon-by-line?line_ids=${line.id}`, undefined, { key })
  expect(lines.body.lines).toEqual([])
})

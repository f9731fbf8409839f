import { verify } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { data_of, meskit_of } from '../../../../test/meskit.ts'
import { another_tenant, someone } from '../../../../test/people.ts'
import { as_owner, open_shop, type Shop } from '../../../../test/shop.ts'

let shop: Shop
let call: ReturnType<typeof meskit_of>
let data: ReturnType<typeof data_of>
beforeAll(async () => {
  shop = await open_shop()
  call = meskit_of(shop)
  data = data_of(shop)
})
afterAll(() => shop.close())

const made = async (path: string, given: object) => {
  const { status, body } = await shop.call('POST', path, given)
  expect(status, JSON.stringify(body)).toBeLessThan(300)
  return body
}

let orders = 0
/** An order of ten good pieces, at which a machine worked for two hours, in a plant of its own. */
async function worked({ power_kw, factor }: { power_kw?: number; factor?: number }) {
  orders += 1
  const plant = await made('/v1/plants', { name: `Plant ${orders}`, ...(factor === undefined ? {} : { kg_co2e_per_kwh: factor }) })
  const line = await made('/v1/lines', { name: `Line ${orders}`, plant_id: plant.id })
  const station = await made('/v1/workstations', { name: `Station ${orders}`, line_id: line.id })
  const power = power_kw === undefined ? {} : { power_kw }
  const machine = await made('/v1/machines', { name: `Mill ${orders}`, workstation_id: station.id, ...power })
  const { id: product_id } = await data('create_part_number', { name: `Flange ${orders}`, description: 'A flange.' })
  const operations = [{ sequence: 1, name: 'Mill', workstation_id: station.id }]
  const parts = [{ part_number: `Flange ${orders}`, product_id, quantity: 10, operations }]
  const job = await made('/v1/jobs', { job_number: `S-${orders}`, parts })
  const operation_id = job.parts[0].operations[0].id
  await made(`/v1/operations/${operation_id}/start`, {})
  const times = { started_at: '2026-03-02T08:00:00Z', ended_at: '2026-03-02T10:00:00Z' }
  await made('/v1/time-entries', { operation_id, machine_id: machine.id, ...times })
  await made('/v1/quantity-reports', { operation_id, good: 10 })
  await made(`/v1/operations/${operation_id}/complete`, {})
  return { production_order_id: String(job.id), order_number: job.job_number, line_id: String(line.id), product_id: String(product_id) }
}

test('an order that was made through another interface has a footprint, too', async () => {
  const { production_order_id, order_number } = await worked({ power_kw: 7.5, factor: 0.4 })
  expect(await data('get_carbon_footprint', { production_order_id })).toMatchObject({
    ...{ production_order_id, order_number, energy_kwh: 15, total_kgco2e: 6, good_units: 10 },
    ...{ carbon_footprint_kgco2e_per_unit: 0.6, scrap_kgco2e: 0, scrap_share: 0, missing: [] },
    steps: [{ step_number: 1, name: 'Mill', hours: 2, power_kw: 7.5, energy_kwh: 15, kgco2e: 6 }],
  })
})

test('lines side by side, page by page', async () => {
  const [clean, dirty] = [await worked({ power_kw: 1, factor: 0.1 }), await worked({ power_kw: 10, factor: 1 })]
  const line_ids = [dirty.line_id, clean.line_id]
  expect(await data('compare_carbon_by_line', { line_ids })).toMatchObject([{ total_kgco2e: 20 }, { total_kgco2e: 0.2 }])
  const page = async (query: string) => (await call('compare_carbon_by_line', { line_ids }, { query })).body
  const first = await page('?limit=1')
  expect(first).toMatchObject({ data: [{ line_id: clean.line_id }], next_cursor: clean.line_id, total: 2 })
  const second = await page(`?limit=1&cursor=${clean.line_id}`)
  expect(second).toMatchObject({ data: [{ line_id: dirty.line_id, units: 10 }], next_cursor: null, total: 2 })
  expect((await call('compare_carbon_by_line', { line_ids: [clean.line_id, 'x'] })).body.issues).toMatchObject([{ path: ['line_ids', 1] }])
})

test('what is exported names the company and the product by URNs, gives decimal texts, and is the same again', async () => {
  const { production_order_id, product_id } = await worked({ power_kw: 7.5, factor: 0.4 })
  const exported = await data('export_pathfinder_json', { production_order_id })
  expect(exported).toMatchObject({ status: 'Active', productDescription: 'A flange.', pcf: { packagingEmissionsIncluded: false } })
  expect(exported.companyIds).toEqual([expect.stringMatching(new RegExp(`^urn:.*${shop.tenant_id}$`))])
  expect(exported.productIds).toEqual([expect.stringMatching(new RegExp(`^urn:.*${product_id}$`))])
  expect(Object.values(exported.pcf)).toContain('0.600000')
  expect(await data('export_pathfinder_json', { production_order_id })).toEqual(exported)
})

test('where something is not known there is no sum, and the refusal to export names it', async () => {
  const { production_order_id } = await worked({ factor: 0.4 })
  const found = await data('get_carbon_footprint', { production_order_id })
  expect(found).toMatchObject({ total_kgco2e: null, carbon_footprint_kgco2e_per_unit: null, missing: [{ step: 'Mill', what: 'power' }] })
  const { status, body } = await call('export_pathfinder_json', { production_order_id })
  expect([status, body.code]).toEqual([422, 'refused'])
  expect(body.error).toContain('power of Mill')
})

test('a finished order is certified once; anybody can check that, and any change of the order is found', async () => {
  const { production_order_id } = await worked({ power_kw: 1, factor: 1 })
  const first = await data('verify_blockchain_anchor', { production_order_id })
  expect(Object.values(first.checks)).toEqual([true, true, true, true])
  const { certificate, public_key, signature } = first
  expect(verify(null, Buffer.from(certificate), public_key, Buffer.from(signature, 'base64'))).toBe(true)
  expect(await data('verify_blockchain_anchor', { production_order_id })).toEqual(first)
  await as_owner(shop.database, (client) => client.query('update operations set good = 9 where job_id = $1', [production_order_id]))
  const changed = await data('verify_blockchain_anchor', { production_order_id })
  expect(changed).toMatchObject({ certificate, signature, checks: { signature: true }, changed: ['operations'] })
  expect(Object.values(changed.checks)).toContain(false)
})

test('another company’s order is not there, nor its lines; and not for every key', async () => {
  const { production_order_id, line_id } = await worked({ power_kw: 1, factor: 1 })
  const { key } = await another_tenant(shop)
  const narrow = await someone(shop, 'admin', { scopes: ['configure'] })
  for (const name of ['get_carbon_footprint', 'export_pathfinder_json', 'verify_blockchain_anchor']) {
    expect((await call(name, { production_order_id }, { key })).status, name).toBe(404)
    expect((await call(name, {})).body, name).toMatchObject({ code: 'invalid', issues: [{ path: ['production_order_id'] }] })
    expect((await call(name, { production_order_id }, narrow)).status, name).toBe(403)
  }
  const own = (await call('create_line', { name: 'Own' }, { key })).body.data.id
  const lines = await call('compare_carbon_by_line', { line_ids: [line_id, own] }, { key })
  expect(JSON.stringify(lines.body)).not.toContain(line_id)
  expect((await call('compare_carbon_by_line', { line_ids: [line_id, own] }, narrow)).status).toBe(403)
})

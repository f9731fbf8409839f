import { afterAll, beforeAll, expect, test } from 'vitest'
import { as_owner, open_shop, type Shop } from '../../../../test/shop.ts'

let shop: Shop
beforeAll(async () => {
  shop = await open_shop()
})
afterAll(() => shop.close())

const by = (external_id: string) => ({ external_source: 'SAP', external_id })
const everything = () => ({
  jobs: [
    { ...by('J1'), job_number: 'J1', customer: 'ACME', parts: [{ ...by('J1-1'), part_number: 'A', quantity: 1 }] },
    { ...by('J2'), job_number: 'J2' },
    { ...by('J3') },
  ],
  parts: [
    { ...by('P1'), job_external_id: 'J2', part_number: 'B', quantity: 3 },
    { ...by('P2'), job_external_id: 'J3', part_number: 'C', quantity: 3 },
    { ...by('P3'), job_external_id: 'Nowhere', part_number: 'D', quantity: 3 },
  ],
  operations: [
    { ...by('O1'), part_external_id: 'P1', operation_name: 'Cut', cell_name: 'Saw' },
    { ...by('O2'), part_external_id: 'J1-1', operation_name: 'Mill', cell_name: 'Mill' },
    { ...by('O3'), part_external_id: 'P2', operation_name: 'Drill', cell_name: 'Drill' },
  ],
  cells: [{ ...by('C1'), name: 'Saw' }],
  resources: [
    { ...by('R1'), name: 'Vice', type: 'fixture' },
    { ...by('R2'), name: 'Vice' },
  ],
})
const all_rows = () =>
  as_owner(shop.database, async (client) => {
    const tables = ['jobs', 'parts', 'operations', 'workstations', 'resources', 'sync_runs', 'events', 'list_counts', 'idempotency']
    const rows = await client.query(
      tables
        .map((table) => `select '${table}' as name, count(*)::int as n, md5(string_agg(t::text, '' order by t::text)) as h from ${table} t`)
        .join(' union all '),
    )
    return rows.rows
  })

test('a diff tells what a sync would do, and changes nothing; the sync then does that', async () => {
  const before = await all_rows()
  const diff = await shop.call('POST', '/api-erp-sync/diff', everything())
  expect(diff).toMatchObject({
    status: 200,
    body: {
      data: {
        summary: { total_entities: 5, total_records: 12, total_to_create: 7, total_to_update: 0, total_unchanged: 0, total_errors: 5 },
        entities: {
          jobs: {
            entity_type: 'jobs',
            total: 3,
            to_create: 2,
            errors: 1,
            records: [
              { external_id: 'J1', external_source: 'SAP', status: 'create' },
              { external_id: 'J2', status: 'create' },
              { external_id: 'J3', status: 'error', error: 'job_number: job_number is required' },
            ],
          },
          parts: { records: [{ status: 'create' }, { status: 'error' }, { status: 'error', error: expect.stringContaining('Nowhere') }] },
          operations: { records: [{ status: 'create' }, { status: 'create' }, { status: 'error' }] },
          cells: { to_create: 1 },
          resources: { to_create: 1, errors: 1 },
        },
      },
    },
  })
  expect(await all_rows()).toEqual(before)

  const sync = await shop.call('POST', '/functions/v1/api-erp-sync/sync', { ...everything(), source: 'nightly' })
  expect(sync).toMatchObject({
    status: 200,
    body: {
      data: {
        summary: { total_entities: 5, total_records: 12, total_created: 7, total_updated: 0, total_skipped: 0, total_errors: 5 },
        entities: {
          jobs: {
            total: 3,
            created: 2,
            errors: 1,
            results: [{ external_id: 'J1', action: 'created' }, { action: 'created' }, { action: 'error' }],
          },
          operations: { created: 2, errors: 1 },
        },
      },
    },
  })
  const again = await shop.call('POST', '/api-erp-sync/sync', everything())
  expect(again.body.data.summary).toMatchObject({ total_created: 0, total_updated: 0, total_skipped: 7, total_errors: 5 })
  const same = await shop.call('POST', '/api-erp-sync/diff', everything())
  expect(same.body.data.summary).toMatchObject({ total_to_create: 0, total_unchanged: 7, total_errors: 5 })
})

test('a diff says what differs', async () => {
  const { body } = await shop.call('POST', '/api-erp-sync/diff', { jobs: [{ ...by('J1'), job_number: 'J1', customer: 'Bolt' }] })
  expect(body.data.entities.jobs.records).toEqual([
    { ...by('J1'), status: 'update', existing_id: expect.any(String), changes: ['customer: "ACME" -> "Bolt"'] },
  ])
})

test('options: compare all the same, stop at the first that fails, leave no trace', async () => {
  const { data } = (await shop.call('GET', '/api-jobs?job_number=J2')).body
  await shop.call('PATCH', `/api-jobs?id=${data.jobs[0].id}`, { customer: 'Changed here' })
  const jobs = [{ ...by('J2'), job_number: 'J2', customer: 'From the ERP' }]
  await shop.call('POST', '/api-erp-sync/sync', { jobs })
  await shop.call('PATCH', `/api-jobs?id=${data.jobs[0].id}`, { customer: 'Changed here' })
  const skipped = await shop.call('POST', '/api-erp-sync/sync', { jobs })
  expect(skipped.body.data.entities.jobs.skipped).toBe(1)
  const forced = await shop.call('POST', '/api-erp-sync/sync', { jobs, options: { skip_unchanged: false } })
  expect(forced.body.data.entities.jobs).toMatchObject({
    updated: 1,
    results: [{ changes: ['customer: "Changed here" -> "From the ERP"'] }],
  })

  const before = (await shop.call('GET', '/api-erp-sync/status')).body.data.stats.total_syncs
  const cells = [{ ...by('S1'), name: 'One' }, { ...by('S2') }, { ...by('S3'), name: 'Three' }]
  const stopped = await shop.call('POST', '/api-erp-sync/sync', { cells, options: { continue_on_error: false, record_history: false } })
  expect(stopped.body.data.entities.cells).toMatchObject({
    total: 3,
    created: 1,
    errors: 2,
    results: [{}, { action: 'error' }, { error: 'Not tried: one before it failed.' }],
  })
  expect((await shop.call('GET', '/api-cells?search=Three')).body.data.cells).toEqual([])
  expect((await shop.call('GET', '/api-erp-sync/status')).body.data.stats.total_syncs).toBe(before)
})

test('the status lists what was synced', async () => {
  await shop.call('POST', '/api-resources/bulk-sync', { resources: [{ ...by('R9'), name: 'Jig', type: 'tooling' }, { ...by('R8') }] })
  const { body } = await shop.call('GET', '/api-erp-sync/status?entity_type=resources&source=SAP')
  expect(body.data.history[0]).toMatchObject({
    entity_type: 'resources',
    source: 'SAP',
    status: 'completed',
    total_count: 2,
    created_count: 1,
    error_count: 1,
    errors: [{ index: 1, external_id: 'R8' }],
  })
  const nightly = await shop.call('GET', '/api-erp-sync/status?source=nightly&limit=2')
  expect(nightly.body.data).toMatchObject({ stats: { total_syncs: 5, successful: 5, failed: 0, total_created: 7, total_errors: 5 } })
  expect(nightly.body.data.history).toHaveLength(2)
  expect((await shop.call('GET', '/api-erp-sync/status?entity_type=cells&limit=500')).status).toBe(200)
})

test('what is wrong with the whole is refused, and nobody asks without a key', async () => {
  expect((await shop.call('POST', '/api-erp-sync/diff', { jobs: 'all' })).status).toBe(422)
  expect((await shop.call('POST', '/api-erp-sync/sync', {}, { key: null })).status).toBe(401)
  expect((await shop.call('POST', '/api-erp-sync/diff', {}, { key: null })).status).toBe(401)
  expect((await shop.call('POST', '/api-erp-sync/sync', {})).body.data.summary.total_records).toBe(0)
  expect((await shop.call('POST', '/api-erp-sync')).status).toBe(400)
  expect((await shop.call('GET', '/api-erp-sync/status?entity_type=nothing')).status).toBe(422)
})

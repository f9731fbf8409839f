import { afterAll, beforeAll, expect, test } from 'vitest'
import { open_shop, type Shop } from '../../../../test/shop.ts'
import { told_of } from '../../../../test/told.ts'

let shop: Shop
beforeAll(async () => {
  shop = await open_shop()
})
afterAll(() => shop.close())

const begin = async (more: object = {}): Promise<string> =>
  (await shop.call('POST', '/v1/sync-runs', { entity_type: 'jobs', source: 'erp', total: 3, ...more })).body.id
const finish = (id: string, counts: object) => shop.call('POST', `/v1/sync-runs/${id}/finish`, counts)

test('a run is noted, counted whole, and ends once', async () => {
  const id = await begin()
  expect((await shop.call('GET', `/v1/sync-runs/${id}`)).body).toMatchObject({ status: 'running', total: 3, ended_at: null })
  expect(await finish(id, { created: 1, failed: 1 })).toMatchObject({ status: 422, body: { errors: [{ field: 'failed' }] } })
  const faults = [{ at: 2, external_id: 'SO-3', message: 'due: Give a date.' }]
  const ended = await finish(id, { created: 1, unchanged: 1, failed: 1, faults })
  expect(ended).toMatchObject({ status: 200, body: { status: 'completed', created: 1, updated: 0, unchanged: 1, failed: 1, faults } })
  expect((await shop.call('GET', `/v1/sync-runs/${id}`)).body).toEqual(ended.body)
  expect(await finish(id, { created: 3 })).toMatchObject({ status: 409, body: { reason: 'sync_run_ended' } })
  expect((await told_of(shop, id)).map(({ name }) => name)).toEqual(['sync_run.started', 'sync_run.finished'])
})

test('runs are listed with what all of them came to', async () => {
  const id = await begin({ source: 'other' })
  await finish(id, { failed: 3 })
  await finish(await begin({ source: 'other' }), { created: 2, updated: 1 })
  await begin({ source: 'other', entity_type: 'parts' })
  const { body } = await shop.call('GET', '/v1/sync-runs?source=other&limit=1')
  expect(body).toMatchObject({
    data: [{ entity_type: 'parts', status: 'running' }],
    sums: { runs: 3, completed: 1, failed_runs: 1, created: 2, updated: 1, failed: 3 },
  })
  const next = await shop.call('GET', `/v1/sync-runs?source=other&limit=1&cursor=${body.next_cursor}`)
  expect(next.body.data).toMatchObject([{ entity_type: 'jobs', status: 'completed' }])
  expect((await shop.call('GET', '/v1/sync-runs?source=other&entity_type=jobs')).body.data).toHaveLength(2)
})

test('a run that is not there', async () => {
  const id = '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11'
  expect(await shop.call('GET', `/v1/sync-runs/${id}`)).toMatchObject({ status: 404, body: { reason: 'sync_run_unknown' } })
  expect((await finish(id, {})).status).toBe(404)
})

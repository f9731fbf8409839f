import { afterAll, beforeAll, expect, test } from 'vitest'
import { open_shop, type Shop } from '../../../test/shop.ts'
import { told_of } from '../../../test/told.ts'

let shop: Shop
beforeAll(async () => {
  shop = await open_shop()
  const parts = [
    { external_id: 'J/1', part_number: 'P1', quantity: 5 },
    { external_id: 'J/2', part_number: 'P2', quantity: 5 },
  ]
  await shop.call('POST', '/v1/jobs/sync', { external_source: 'erp', external_id: 'J', job_number: 'J', parts })
})
afterAll(() => shop.close())

const sync = (body: object) => shop.call('POST', '/v1/operations/sync', { external_source: 'erp', ...body })

test('an operation finds its part by the part’s external id, and goes behind the last one', async () => {
  const payload = { external_id: 'O1', part_external_id: 'J/1', name: 'Cut', workstation_name: 'Saw' }
  expect((await sync({ ...payload, dry_run: true })).body).toMatchObject({ action: 'created', id: null, operation: null })
  expect((await shop.call('GET', '/v1/workstations?name=saw')).body.data).toEqual([])
  const made = await sync(payload)
  expect(made.body).toMatchObject({
    action: 'created',
    operation: { sequence: 10, name: 'Cut', workstation: { name: 'Saw' }, external_id: 'O1' },
  })
  expect((await sync({ external_id: 'O2', part_external_id: 'J/1', name: 'Mill' })).body.operation.sequence).toBe(20)
  expect((await sync(payload)).body).toMatchObject({ action: 'unchanged', operation: { id: made.body.id } })
  const changed = await sync({ external_id: 'O1', planned_total_s: 60, workstation_name: 'saw' })
  expect(changed.body).toMatchObject({
    action: 'updated',
    changes: { planned_total_s: { before: null, after: 60 } },
    operation: { revision: 2 },
  })
  expect((await told_of(shop, made.body.id)).map(({ name }) => name)).toEqual(['operation.created', 'operation.updated'])
})

test('an operation laid out by hand is taken over by its place', async () => {
  const { data } = (await shop.call('GET', '/v1/parts?search=P2')).body
  const by_hand = await shop.call('POST', '/v1/operations', { part_id: data[0].id, sequence: 5, name: 'Weld' })
  const { body } = await sync({ external_id: 'O5', part_external_id: 'J/2', sequence: 5, name: 'Weld' })
  expect(body).toMatchObject({ action: 'updated', id: by_hand.body.id, operation: { external_id: 'O5' } })
  expect(await sync({ external_id: 'O6', part_external_id: 'J/2', sequence: 5, name: 'Other' })).toMatchObject({
    status: 422,
    body: { errors: [{ field: 'sequence', rule: 'duplicate' }] },
  })
})

test('what cannot be resolved is told', async () => {
  const fields = async (body: object) =>
    (await sync(body)).body.errors.map(({ field, rule }: { field: string; rule: string }) => `${field} ${rule}`)
  expect(await fields({ external_id: 'X' })).toEqual(['part_id required', 'name required'])
  expect(await fields({ external_id: 'X', name: 'X', part_external_id: 'Nowhere' })).toEqual(['part_external_id unknown_reference'])
  await sync({ external_id: 'X', name: 'X', part_external_id: 'J/1' })
  expect(await fields({ external_id: 'X', part_external_id: 'J/2' })).toEqual(['part_external_id unknown_reference'])
  const later = await sync({ external_id: 'Y', name: 'Y', part_external_id: 'Soon', expects_part: true, dry_run: true })
  expect(later.body.action).toBe('created')
})

test('of parallel syncs of the same new operation one makes it', async () => {
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, at) => sync({ external_id: 'PAR', part_external_id: 'J/2', name: `Step ${at}` })),
  )
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
  expect(answers.filter(({ body }) => body.action === 'created')).toHaveLength(1)
  expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
})

test('how far an operation is says the floor; a new one brings what was done back', async () => {
  const { body } = await shop.call('POST', '/v1/jobs/sync', {
    external_source: 'erp',
    external_id: 'D',
    job_number: 'D',
    parts: [{ external_id: 'D/1', part_number: 'P', quantity: 1, operations: [{ external_id: 'D/1/1', sequence: 1, name: 'a' }] }],
  })
  const first = body.parts[0].operations[0].id
  await shop.call('POST', `/v1/operations/${first}/start`)
  expect((await sync({ external_id: 'D/1/1', status: 'completed' })).body).toMatchObject({
    action: 'unchanged',
    operation: { status: 'running' },
    warnings: [{ reason: 'status_kept' }],
  })
  await shop.call('POST', `/v1/operations/${first}/complete`)
  await sync({ external_id: 'D/1/2', part_external_id: 'D/1', name: 'b' })
  expect((await shop.call('GET', `/v1/jobs/${body.id}?expand=parts`)).body).toMatchObject({
    status: 'running',
    parts: [{ status: 'running' }],
  })
  await shop.call('POST', `/v1/jobs/${body.id}/cancel`)
  expect(await sync({ external_id: 'D/1/3', part_external_id: 'D/1', name: 'c' })).toMatchObject({
    status: 409,
    body: { reason: 'job_not_movable' },
  })
})

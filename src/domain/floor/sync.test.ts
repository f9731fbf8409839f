import { afterAll, beforeAll, expect, test } from 'vitest'
import { open_shop, type Shop } from '../../../test/shop.ts'
import { told_of } from '../../../test/told.ts'

let shop: Shop
beforeAll(async () => {
  shop = await open_shop()
})
afterAll(() => shop.close())

const nouns = [
  { path: 'workstations', noun: 'workstation', fields: {}, taken: 'workstation_name_taken' },
  { path: 'resources', noun: 'resource', fields: { type: 'fixture' }, taken: 'resource_name_taken' },
] as const

test.each(nouns)('$path come by external id: made, changed, left alone', async ({ path, noun, fields, taken }) => {
  const sync = (body: object) => shop.call('POST', `/v1/${path}/sync`, { external_source: 'erp', ...fields, ...body })
  const would = await sync({ external_id: '1', name: 'One', dry_run: true })
  expect(would.body).toMatchObject({ action: 'created', id: null, [noun]: null })
  const made = await sync({ external_id: '1', name: 'One' })
  expect(made).toMatchObject({ status: 200, body: { action: 'created', [noun]: { name: 'One', external_id: '1', revision: 1 } } })
  expect(made.body[noun]).not.toHaveProperty('sync_hash')
  expect((await sync({ external_id: '1', name: 'One' })).body.action).toBe('unchanged')
  const preview = await sync({ external_id: '1', description: 'Big', dry_run: true })
  expect(preview.body).toMatchObject({
    action: 'updated',
    changes: { description: { before: null, after: 'Big' } },
    [noun]: { description: null },
  })
  expect((await sync({ external_id: '1', description: 'Big' })).body).toMatchObject({
    action: 'updated',
    [noun]: { description: 'Big', revision: 2 },
  })
  expect((await sync({ external_id: '1', description: 'Big', force: true })).body.action).toBe('unchanged')
  expect((await told_of(shop, made.body.id)).map(({ name }) => name)).toEqual([`${noun}.created`, `${noun}.updated`])

  expect(await sync({ external_id: '2', name: ' ONE' })).toMatchObject({ status: 409, body: { reason: taken } })
  expect(await sync({ external_id: '2', name: 'one', dry_run: true })).toMatchObject({ status: 409, body: { reason: taken } })
  expect(await sync({ external_id: '2' })).toMatchObject({ status: 422, body: { errors: [{ field: 'name', rule: 'required' }] } })
  expect((await sync({ name: 'Two' })).body.errors).toMatchObject([{ field: 'external_id', rule: 'required' }])

  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, at) => sync({ external_id: 'p', name: 'Par', description: `${at % 2}` })),
  )
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
  expect(answers.filter(({ body }) => body.action === 'created')).toHaveLength(1)
  const rows = (await shop.call('GET', `/v1/${path}`)).body.data
  expect(rows.filter((row: { external_id: string }) => row.external_id === 'p')).toHaveLength(1)
})

test('a new workstation stands behind the last one of its line', async () => {
  const line_id = (await shop.call('POST', '/v1/lines', { name: 'Line 1' })).body.id
  const sync = (body: object) => shop.call('POST', '/v1/workstations/sync', { external_source: 'erp', ...body })
  await sync({ external_id: 'L1', name: 'A', line_id })
  expect((await sync({ external_id: 'L2', name: 'B', line_id })).body.workstation.position).toBe(2)
  const moved = await sync({ external_id: 'L2', line_id: null })
  expect(moved.body).toMatchObject({ action: 'updated', workstation: { line_id: null } })
  expect((await sync({ external_id: 'L3', name: 'C', line_id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' })).status).toBe(422)
})

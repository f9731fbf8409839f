import { afterAll, beforeAll, expect, test } from 'vitest'
import { another_tenant } from '../../../../test/people.ts'
import { open_shop, type Shop } from '../../../../test/shop.ts'
import { told_of } from '../../../../test/told.ts'

let shop: Shop
beforeAll(async () => {
  shop = await open_shop()
})
afterAll(() => shop.close())

const made = async (path: string, given: object) => {
  const { status, body } = await shop.call('POST', path, given)
  expect(status, JSON.stringify(body)).toBe(201)
  return body
}

test('adds an item, changes it once per reading, and tells both', async () => {
  const item = await made('/v1/items', { name: ' Screw M4×10 ' })
  expect(item).toMatchObject({ name: 'Screw M4×10', description: null, unit_of_measure: 'pcs', revision: 1 })
  expect((await shop.call('GET', `/v1/items/${item.id}`)).body).toEqual(item)
  const headers = { 'if-match': '"1"' }
  const changed = await shop.call('PATCH', `/v1/items/${item.id}`, { unit_of_measure: 'box', name: 'Screw M4×10' }, { headers })
  expect(changed.body).toEqual({ ...item, unit_of_measure: 'box', revision: 2, updated_at: changed.body.updated_at })
  const late = await shop.call('PATCH', `/v1/items/${item.id}`, { name: 'Other' }, { headers })
  expect(late.body).toMatchObject({ status: 412, reason: 'item_stale' })
  expect((await shop.call('PATCH', `/v1/items/${item.id}`, { unit_of_measure: 'box' })).body.revision).toBe(2)
  expect(await told_of(shop, item.id)).toEqual([
    { name: 'item.created', facts: { item_id: item.id } },
    { name: 'item.updated', facts: { item_id: item.id, changes: { unit_of_measure: { before: 'pcs', after: 'box' } } } },
  ])
})

test('two items may have the same name; they are found by part of it or of the description', async () => {
  const first = await made('/v1/items', { name: 'Bolt', description: 'Galvanised 100%' })
  const second = await made('/v1/items', { name: 'Bolt' })
  const ids = async (query: string) => (await shop.call('GET', `/v1/items?${query}`)).body.data.map(({ id }: { id: string }) => id)
  expect(await ids('name=bol')).toEqual([second.id, first.id])
  expect(await ids('search=GALVA')).toEqual([first.id])
  expect(await ids('search=0%25')).toEqual([first.id])
  const paged = await shop.call('GET', '/v1/items?name=bolt&limit=1&with_total=true')
  expect(paged.body).toMatchObject({ data: [{ id: second.id }], total: 2 })
  const next = await shop.call('GET', `/v1/items?name=bolt&limit=1&cursor=${paged.body.next_cursor}`)
  expect(next.body).toMatchObject({ data: [{ id: first.id }], next_cursor: null })
})

test('is not removed while a product is made of it', async () => {
  const item = await made('/v1/items', { name: 'Washer' })
  const product = await made('/v1/products', { product_number: 'W' })
  const { body: line } = await shop.call('POST', '/v1/bom-lines/set', { product_id: product.id, item_id: item.id, quantity: 2 })
  const refused = await shop.call('DELETE', `/v1/items/${item.id}`)
  expect(refused.body).toMatchObject({
    status: 409,
    reason: 'item_in_use',
    facts: { bom_line_id: line.id, product_id: product.id },
  })
  await shop.call('DELETE', `/v1/bom-lines/${line.id}`)
  expect((await shop.call('DELETE', `/v1/items/${item.id}`)).body).toEqual({ id: item.id })
  expect((await shop.call('DELETE', `/v1/items/${item.id}`)).body).toMatchObject({ status: 404, reason: 'item_unknown' })
  expect((await told_of(shop, item.id)).at(-1)?.name).toBe('item.deleted')
})

test('an item is never removed under a product that is being made of it', async () => {
  const product = await made('/v1/products', { product_number: 'Contested' })
  for (let round = 0; round < 10; round++) {
    const { id } = await made('/v1/items', { name: `Contested ${round}` })
    const [set, removed] = await Promise.all([
      shop.call('POST', '/v1/bom-lines/set', { product_id: product.id, item_id: id, quantity: 1 }),
      shop.call('DELETE', `/v1/items/${id}`),
    ])
    expect([
      [200, 409],
      [422, 200],
    ]).toContainEqual([set.status, removed.status])
  }
})

test('tells every fault, and another company sees nothing of it', async () => {
  const { body } = await shop.call('POST', '/v1/items', { name: '', description: 7, unit_of_measure: '', colour: 'red' })
  expect(body.errors.map((fault: { field: string; rule: string }) => `${fault.field} ${fault.rule}`).sort()).toEqual([
    'colour unknown_field',
    'description type',
    'name min_length',
    'unit_of_measure min_length',
  ])
  const ours = await made('/v1/items', { name: 'OURS' })
  const { key } = await another_tenant(shop)
  for (const method of ['GET', 'PATCH', 'DELETE'] as const) {
    const answer = await shop.call(method, `/v1/items/${ours.id}`, method === 'PATCH' ? { name: 'X' } : undefined, { key })
    expect(answer.body).toMatchObject({ status: 404, reason: 'item_unknown' })
  }
})

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

test('keeps the drawing and all that the product is made of, whatever changes later', async () => {
  const product = await made('/v1/products', { product_number: 'A', drawing_number: 'D-1', drawing_revision: 'C' })
  const inner = await made('/v1/products', { product_number: 'Inner' })
  const item = await made('/v1/items', { name: 'Screw' })
  const set = (given: object) => shop.call('POST', '/v1/bom-lines/set', given)
  await set({ product_id: product.id, component_id: inner.id, quantity: 2 })
  const { body: line } = await set({ product_id: inner.id, item_id: item.id, quantity: 3 })
  const revision = await made('/v1/product-revisions', { product_id: product.id, label: 'C', notes: 'First' })
  expect(revision).toMatchObject({ product_id: product.id, label: 'C', drawing_number: 'D-1', drawing_revision: 'C', notes: 'First' })
  expect(revision.bom).toMatchObject([
    { level: 1, component: { id: inner.id }, total_quantity: 2 },
    { level: 2, item: { id: item.id, name: 'Screw' }, quantity: 3, total_quantity: 6 },
  ])
  await shop.call('DELETE', `/v1/bom-lines/${line.id}`)
  await shop.call('PATCH', `/v1/products/${product.id}`, { drawing_revision: 'D' })
  await shop.call('PATCH', `/v1/items/${item.id}`, { name: 'Bolt' })
  expect((await shop.call('GET', `/v1/product-revisions/${revision.id}`)).body).toEqual(revision)
  const next = await made('/v1/product-revisions', { product_id: product.id, label: 'D' })
  expect(next).toMatchObject({ drawing_revision: 'D', notes: null, bom: [{ level: 1 }] })
  const { bom: _, ...listed } = revision
  const { body } = await shop.call('GET', `/v1/product-revisions?product_id=${product.id}&with_total=true`)
  expect(body).toMatchObject({ data: [{ id: next.id }, listed], total: 2 })
  expect(body.data[0]).not.toHaveProperty('bom')
  expect(await told_of(shop, revision.id)).toEqual([
    { name: 'product_revision.created', facts: { product_revision_id: revision.id, product_id: product.id } },
  ])
})

test('a label is given once, also where many give it at once', async () => {
  const { id: product_id } = await made('/v1/products', { product_number: 'B' })
  const answers = await Promise.all(Array.from({ length: 8 }, () => shop.call('POST', '/v1/product-revisions', { product_id, label: 'A' })))
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
  expect(answers.filter(({ body }) => body.reason === 'product_revision_label_taken')).toHaveLength(7)
})

test('tells every fault, and knows nothing of another company', async () => {
  const { body } = await shop.call('POST', '/v1/product-revisions', { product_id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', notes: 1 })
  expect(body.errors.map((fault: { field: string; rule: string }) => `${fault.field} ${fault.rule}`).sort()).toEqual([
    'label required',
    'notes type',
    'product_id unknown_reference',
  ])
  const { id: product_id } = await made('/v1/products', { product_number: 'OURS' })
  const ours = await made('/v1/product-revisions', { product_id, label: 'A' })
  const { key } = await another_tenant(shop)
  const theirs = await shop.call('GET', `/v1/product-revisions/${ours.id}`, undefined, { key })
  expect(theirs.body).toMatchObject({ status: 404, reason: 'product_revision_unknown' })
  expect((await shop.call('POST', '/v1/product-revisions', { product_id, label: 'B' }, { key })).status).toBe(422)
  expect((await shop.call('GET', '/v1/product-revisions', undefined, { key })).body.data).toEqual([])
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { another_tenant } from '../../../test/people.ts'
import { open_shop, type Shop } from '../../../test/shop.ts'
import { moved, type NewOrder, type NewProduct, new_order, new_product, new_units } from '../../../test/units.ts'

let shop: Shop
let product: NewProduct
let order: NewOrder
let units: string[]
beforeAll(async () => {
  shop = await open_shop()
  product = await new_product(shop, { steps: ['Saw', 'Mill'], prefix: 'AB%C' })
  order = await new_order(shop, product, 3)
  units = await new_units(shop, product, order, 3)
  await shop.call('POST', '/v1/units/generate', { product_id: product.id, count: 2, material_lot: 'Heat_77' })
  await moved(shop, units[0] ?? '')
  await shop.call('POST', `/v1/units/${units[1]}/scrap`)
})
afterAll(() => shop.close())

const serials = async (query: string, key = shop.admin.key): Promise<string[]> => {
  const { status, body } = await shop.call('GET', `/v1/units?${query}`, undefined, { key })
  expect(status, JSON.stringify(body)).toBe(200)
  return body.data.map((unit: { serial_number: string }) => unit.serial_number.slice(-1))
}

test('part of a serial number, whatever its case; signs of patterns mean themselves', async () => {
  expect(await serials('serial=ab%25c-0000')).toEqual(['5', '4', '3', '2', '1'])
  expect(await serials('serial=0003')).toEqual(['3'])
  expect(await serials('serial=3')).toEqual(['3'])
  expect(await serials('serial=ab_c-')).toEqual([])
  expect(await serials('serial=heat_77')).toEqual([])
  expect(await serials('search=EAT_77')).toEqual(['5', '4'])
  expect(await serials('search=t_')).toEqual(['5', '4'])
  expect(await serials('search=0001')).toEqual(['1'])
})

test('by what they are made for, where they stand and what has become of them', async () => {
  expect(await serials(`job_id=${order.id}`)).toEqual(['3', '2', '1'])
  expect(await serials(`part_id=${order.part_id}&status=open`)).toEqual(['3', '1'])
  expect(await serials('status=scrapped&status=held')).toEqual(['2'])
  expect(await serials(`operation_id=${order.operation_ids[0]}`)).toEqual(['1'])
  expect(await serials(`product_id=${product.id}&oldest_first=true`)).toEqual(['1', '2', '3', '4', '5'])
  expect(await serials('completed_from=2020-01-01T00:00:00Z')).toEqual([])
})

test('page by page, with a total', async () => {
  const first = await shop.call('GET', '/v1/units?serial=0000&limit=3&with_total=true')
  expect(first.body).toMatchObject({ total: 5, data: [{}, {}, {}] })
  expect(await serials(`serial=0000&limit=3&cursor=${first.body.next_cursor}`)).toEqual(['2', '1'])
})

test('another company finds none of them', async () => {
  const theirs = await another_tenant(shop)
  expect(await serials('serial=0000', theirs.key)).toEqual([])
  expect(await serials('search=000', theirs.key)).toEqual([])
})

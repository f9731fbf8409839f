import { afterAll, beforeAll, expect, test } from 'vitest'
import { another_tenant } from '../../../../test/people.ts'
import { open_shop, type Shop } from '../../../../test/shop.ts'
import { told_of } from '../../../../test/told.ts'

let shop: Shop
beforeAll(async () => {
  shop = await open_shop()
})
afterAll(() => shop.close())

const made = async (path: string, given: object): Promise<string> => {
  const { status, body } = await shop.call('POST', path, given)
  expect(status, JSON.stringify(body)).toBe(201)
  return body.id
}
const product = (product_number: string) => made('/v1/products', { product_number })
const item = (name: string) => made('/v1/items', { name })
const try_set = (given: object) => shop.call('POST', '/v1/bom-lines/set', given)
const set = async (given: object) => {
  const { status, body } = await try_set(given)
  expect(status, JSON.stringify(body)).toBe(200)
  return body
}
const bom = async (id: string, query = '') => (await shop.call('GET', `/v1/products/${id}/bom${query}`)).body

test('a line is added last, changed when it is set again, and tells what changed', async () => {
  const [product_id, screw, nut] = await Promise.all([product('A'), item('Screw'), item('Nut')])
  const first = await set({ product_id, item_id: screw, quantity: 4 })
  expect(first).toMatchObject({ product_id, component_id: null, component: null, quantity: 4, position: 1, revision: 1 })
  expect(first.item).toEqual({ id: screw, name: 'Screw', description: null, unit_of_measure: 'pcs' })
  expect(await set({ product_id, item_id: nut, quantity: 0.25 })).toMatchObject({ position: 2, quantity: 0.25 })
  const again = await set({ product_id, item_id: screw, quantity: 6, position: 3 })
  expect(again).toEqual({ ...first, quantity: 6, position: 3, revision: 2, updated_at: again.updated_at })
  expect(await set({ product_id, item_id: screw, quantity: 6 })).toEqual(again)
  expect((await shop.call('GET', `/v1/bom-lines/${first.id}`)).body).toEqual(again)
  expect(await told_of(shop, first.id)).toEqual([
    { name: 'bom_line.created', facts: { bom_line_id: first.id, product_id, item_id: screw, component_id: null } },
    {
      name: 'bom_line.updated',
      facts: { bom_line_id: first.id, product_id, changes: { quantity: { before: 4, after: 6 }, position: { before: 1, after: 3 } } },
    },
  ])
  const listed = await shop.call('GET', `/v1/bom-lines?product_id=${product_id}&sort=position`)
  expect(listed.body.data.map((line: { item_id: string }) => line.item_id)).toEqual([nut, screw])
  expect((await shop.call('GET', `/v1/bom-lines?item_id=${screw}`)).body.data).toEqual([again])
  const headers = { 'if-match': '"1"' }
  const late = await shop.call('POST', '/v1/bom-lines/set', { product_id, item_id: screw, quantity: 1 }, { headers })
  expect(late.body).toMatchObject({ status: 412, reason: 'bom_line_stale' })
})

test('set at once by many, there is one line of it', async () => {
  const [product_id, item_id, other] = await Promise.all([product('B'), item('Pin'), item('Clip')])
  await Promise.all(Array.from({ length: 12 }, (_, at) => set({ product_id, item_id: at % 2 ? item_id : other, quantity: at + 1 })))
  const { body } = await shop.call('GET', `/v1/bom-lines?product_id=${product_id}&sort=position`)
  expect(body.data.map(({ position }: { position: number }) => position)).toEqual([1, 2])
})

test('is taken out once, and can be put in again', async () => {
  const [product_id, item_id] = await Promise.all([product('C'), item('Cap')])
  const line = await set({ product_id, item_id, quantity: 1 })
  expect((await shop.call('DELETE', `/v1/bom-lines/${line.id}`)).body).toEqual({ id: line.id })
  expect((await shop.call('DELETE', `/v1/bom-lines/${line.id}`)).body).toMatchObject({ status: 404, reason: 'bom_line_unknown' })
  expect((await shop.call('GET', `/v1/bom-lines/${line.id}`)).status).toBe(404)
  expect((await told_of(shop, line.id)).at(-1)?.name).toBe('bom_line.deleted')
  expect((await set({ product_id, item_id, quantity: 1 })).id).not.toBe(line.id)
})

test('exploded, it shows every level and how much of each item one piece takes', async () => {
  const [cart, wheel, axle] = await Promise.all([product('Cart'), product('Wheel'), product('Axle')])
  const [spoke, grease] = await Promise.all([item('Spoke'), item('Grease')])
  await set({ product_id: wheel, item_id: spoke, quantity: 18 })
  await set({ product_id: wheel, item_id: grease, quantity: 0.1 })
  await set({ product_id: axle, component_id: wheel, quantity: 2 })
  await set({ product_id: axle, item_id: grease, quantity: 0.2 })
  await set({ product_id: cart, component_id: axle, quantity: 2 })
  await set({ product_id: cart, component_id: wheel, quantity: 1 })
  const { lines, items, product_number } = await bom(cart)
  expect(product_number).toBe('Cart')
  type Line = { level: number; into_id: string; item: { name: string } | null; component: { name: string } | null; total_quantity: number }
  expect(lines.map((line: Line) => [line.level, line.into_id, (line.item ?? line.component)?.name, line.total_quantity])).toEqual([
    [1, cart, 'Axle', 2],
    [2, axle, 'Wheel', 4],
    [3, wheel, 'Spoke', 72],
    [3, wheel, 'Grease', 0.4],
    [2, axle, 'Grease', 0.4],
    [1, cart, 'Wheel', 1],
    [2, wheel, 'Spoke', 18],
    [2, wheel, 'Grease', 0.1],
  ])
  expect(items.map((one: Line) => [one.item?.name, one.total_quantity])).toEqual([
    ['Spoke', 90],
    ['Grease', 0.9],
  ])
  const flat = await bom(cart, '?depth=1')
  expect([flat.lines.length, flat.items]).toEqual([2, []])
  expect((await shop.call('GET', '/v1/products/019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11/bom')).body).toMatchObject({
    reason: 'product_unknown',
  })
})

test('nothing goes into itself, at any depth, also where two halves of a circle are closed at once', async () => {
  const [a, b, c] = await Promise.all([product('Circle a'), product('Circle b'), product('Circle c')])
  await set({ product_id: a, component_id: b, quantity: 1 })
  await set({ product_id: b, component_id: c, quantity: 1 })
  for (const [product_id, component_id] of [
    [a, a],
    [c, a],
    [b, a],
  ]) {
    const { body } = await try_set({ product_id, component_id, quantity: 1 })
    expect(body).toMatchObject({ status: 422, errors: [{ field: 'component_id', rule: 'circular' }] })
  }
  for (let round = 0; round < 6; round++) {
    const [x, y] = await Promise.all([product(`X${round}`), product(`Y${round}`)])
    const answers = await Promise.all([
      try_set({ product_id: x, component_id: y, quantity: 1 }),
      try_set({ product_id: y, component_id: x, quantity: 1 }),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422])
  }
})

test('one that grows beyond bounds when exploded is refused, and fewer levels of it are shown', async () => {
  const [part, ...levels] = await Promise.all(Array.from({ length: 15 }, (_, at) => product(`Doubling ${at}`)))
  const dots = await Promise.all([item('Dot'), item('Dash')])
  for (const item_id of dots) await set({ product_id: part, item_id, quantity: 1 })
  // Each level has two components that both have the whole level below.
  let below = [part]
  for (let at = 0; at + 1 < levels.length; at += 2) {
    const pair = levels.slice(at, at + 2)
    for (const product_id of pair) for (const component_id of below) await set({ product_id, component_id, quantity: 2 })
    below = pair
  }
  const top = await product('Doubling top')
  for (const component_id of below) await set({ product_id: top, component_id, quantity: 1 })
  const many = await Promise.all(Array.from({ length: 90 }, (_, at) => item(`Many ${at}`)))
  for (const item_id of many) await set({ product_id: part, item_id, quantity: 1 })
  expect((await shop.call('GET', `/v1/products/${top}/bom`)).body).toMatchObject({ status: 422, reason: 'bom_too_large' })
  expect((await bom(top, '?depth=3')).lines).toHaveLength(14)
})

test('a product that goes into another is not removed; one that does goes with its lines', async () => {
  const [whole, piece, item_id] = await Promise.all([product('Whole'), product('Piece'), item('Glue')])
  const line = await set({ product_id: whole, component_id: piece, quantity: 1 })
  await set({ product_id: whole, item_id, quantity: 1 })
  const refused = await shop.call('DELETE', `/v1/products/${piece}`)
  expect(refused.body).toMatchObject({ status: 409, reason: 'product_in_use', facts: { bom_line_id: line.id } })
  expect((await shop.call('DELETE', `/v1/products/${whole}`)).status).toBe(200)
  expect((await told_of(shop, line.id)).at(-1)?.name).toBe('bom_line.deleted')
  expect((await shop.call('DELETE', `/v1/items/${item_id}`)).status).toBe(200)
  expect((await shop.call('DELETE', `/v1/products/${piece}`)).status).toBe(200)
})

test('tells every fault, and knows nothing of another company', async () => {
  const [product_id, item_id] = await Promise.all([product('D'), item('D')])
  const faults = async (given: object) =>
    (await try_set(given)).body.errors.map((fault: { field: string; rule: string }) => `${fault.field} ${fault.rule}`).sort()
  expect(await faults({ product_id, quantity: 0, position: 0 })).toEqual(['item_id required', 'position min_value', 'quantity min_value'])
  expect(await faults({ product_id, item_id, component_id: product_id, quantity: 1 })).toEqual(['component_id choice'])
  const { key } = await another_tenant(shop)
  const theirs = await shop.call('POST', '/v1/bom-lines/set', { product_id, item_id, quantity: 1 }, { key })
  expect(theirs.body.errors.map((fault: { field: string }) => fault.field).sort()).toEqual(['item_id', 'product_id'])
  const line = await set({ product_id, item_id, quantity: 1 })
  const answers = await Promise.all([
    shop.call('GET', `/v1/bom-lines/${line.id}`, undefined, { key }),
    shop.call('DELETE', `/v1/bom-lines/${line.id}`, undefined, { key }),
    shop.call('GET', `/v1/products/${product_id}/bom`, undefined, { key }),
  ])
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404])
})

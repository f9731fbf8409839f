import { afterAll, beforeAll, expect, test } from 'vitest'
import { job_faults, total_faults } from '../../../test/consistency.ts'
import { events_about } from '../../../test/events.ts'
import { another_tenant } from '../../../test/people.ts'
import { as_owner, open_shop, type Shop } from '../../../test/shop.ts'
import { because, new_order, new_product } from '../../../test/units.ts'

let shop: Shop
beforeAll(async () => {
  shop = await open_shop()
})
afterAll(() => shop.close())

test('for an order: serial numbers in a row, and a draft is released', async () => {
  const product = await new_product(shop, { steps: ['Saw', 'Mill'] })
  const order = await new_order(shop, product, 3, { status: 'draft' })
  const { status, body } = await shop.call('POST', '/v1/units/generate', { product_id: product.id, job_id: order.id, count: 3 })
  expect(status).toBe(200)
  expect(body.units.map((unit: { serial_number: string }) => unit.serial_number)).toEqual(
    [1, 2, 3].map((n) => `${product.prefix}-0000${n}`),
  )
  expect(body.units[0]).toMatchObject({ status: 'open', operation: null, last_sequence: 20, routing_id: product.routing_id, reworks: 0 })
  expect(body.warnings).toEqual([])
  const job = await shop.call('GET', `/v1/jobs/${order.id}`)
  expect(job.body.status).toBe('released')
  const shown = await shop.call('GET', `/v1/units/${body.units[1].id}`)
  expect(shown.body).toEqual(body.units[1])
  const scanned = await shop.call('GET', `/v1/codes/resolve?text=${body.units[0].code}`)
  expect(scanned.body.matches).toMatchObject([{ kind: 'unit', id: body.units[0].id, label: body.units[0].serial_number }])

  const more = await shop.call('POST', '/v1/units/generate', { product_id: product.id, part_id: order.part_id, count: 1 })
  expect(more.body.warnings).toMatchObject([{ reason: 'more_than_ordered' }])
  const events = (await events_about(shop, order.part_id)).filter(({ name }) => name === 'units.generated')
  expect(events).toMatchObject([{ facts: { count: 3 } }, { facts: { unit_ids: [more.body.units[0].id] } }])
})

test('without an order a stock order is laid out from the routing', async () => {
  const product = await new_product(shop, { steps: ['Saw', 'Mill'] })
  const { status, body } = await shop.call('POST', '/v1/units/generate', { product_id: product.id, count: 2, material_lot: 'H-1' })
  expect(status).toBe(200)
  const job = await shop.call('GET', `/v1/jobs/${body.job_id}?expand=parts&expand=operations`)
  expect(job.body).toMatchObject({ origin: 'stock', quantity: 2, status: 'released', parts: [{ quantity: 2, product_id: product.id }] })
  expect(body.units).toMatchObject([{ material_lot: 'H-1', job: { origin: 'stock' } }, {}])
  expect(await as_owner(shop.database, (client) => job_faults(client))).toEqual([])
  expect(await as_owner(shop.database, (client) => total_faults(client))).toEqual([])
})

test('refused: what is not ordered, not open, not numbered, made otherwise', async () => {
  const product = await new_product(shop, { steps: ['Saw'] })
  const other = await new_product(shop, { steps: ['Mill'] })
  const order = await new_order(shop, product, 2)
  const ask = (given: object) => shop.call('POST', '/v1/units/generate', { product_id: product.id, count: 1, ...given })
  expect(await ask({ product_id: other.id, job_id: order.id })).toMatchObject(because('part_of_other_product'))
  expect(await ask({ job_id: order.id, routing_id: other.routing_id })).toMatchObject(because('routing_of_other_part'))
  expect(await ask({ job_id: order.id, part_id: order.part_id })).toMatchObject({ status: 422, body: { errors: [{ field: 'job_id' }] } })
  expect(await ask({ count: 1001 })).toMatchObject({ status: 422 })
  expect(await ask({ routing_id: other.routing_id })).toMatchObject({ status: 422, body: { errors: [{ field: 'routing_id' }] } })
  const unnumbered = await shop.call('POST', '/v1/products', { product_number: `Unnumbered ${product.prefix}` })
  expect(await ask({ product_id: unnumbered.body.id })).toMatchObject(because('serial_rule_missing'))
  await shop.call('PATCH', `/v1/parts/${order.part_id}`, { status: 'cancelled' })
  expect(await ask({ job_id: order.id })).toMatchObject(because('part_not_movable'))
  await shop.call('POST', `/v1/jobs/${order.id}/cancel`)
  expect(await ask({ job_id: order.id })).toMatchObject(because('job_not_movable'))
  const theirs = await another_tenant(shop, `Other ${product.prefix}`)
  const foreign = await shop.call('POST', '/v1/units/generate', { product_id: product.id, count: 1 }, { key: theirs.key })
  expect(foreign).toMatchObject({ status: 422, body: { errors: [{ field: 'product_id' }] } })
})

test('many at once never share a serial number', async () => {
  const product = await new_product(shop, { steps: ['Saw'] })
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => shop.call('POST', '/v1/units/generate', { product_id: product.id, count: 5 })),
  )
  const serials = answers.flatMap(({ body }) => body.units.map((unit: { serial_number: string }) => unit.serial_number))
  expect(new Set(serials).size).toBe(40)
  expect(serials.sort().at(-1)).toBe(`${product.prefix}-00040`)
})

test('a serial number that is taken is refused, and none is made', async () => {
  const product = await new_product(shop, { steps: ['Saw'] })
  await shop.call('POST', '/v1/units/generate', { product_id: product.id, count: 1 })
  const twin = await new_product(shop, { steps: ['Saw'], prefix: product.prefix })
  expect(await shop.call('POST', '/v1/units/generate', { product_id: twin.id, count: 2 })).toMatchObject(because('serial_number_taken'))
  const listed = await shop.call('GET', `/v1/units?product_id=${twin.id}`)
  expect(listed.body.data).toEqual([])
})

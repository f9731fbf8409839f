import { afterAll, beforeAll, expect, test } from 'vitest'
import { another_tenant } from '../../../test/people.ts'
import { open_shop, type Shop } from '../../../test/shop.ts'
import { told_of } from '../../../test/told.ts'

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

test('adds a product, named by its number where no name is given, and tells it', async () => {
  const product = await made('/v1/products', { product_number: 'BR-200', drawing_number: 'D-1', drawing_revision: 'C' })
  expect(product).toMatchObject({ name: 'BR-200', description: null, drawing_number: 'D-1', drawing_revision: 'C', revision: 1 })
  expect((await shop.call('GET', `/v1/products/${product.id}`)).body).toEqual(product)
  expect(await told_of(shop, product.id)).toEqual([{ name: 'product.created', facts: { product_id: product.id } }])
})

test('a number is taken once, also when many want it at once', async () => {
  const answers = await Promise.all(Array.from({ length: 10 }, () => shop.call('POST', '/v1/products', { product_number: 'N-1' })))
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
  expect(answers.filter(({ status, body }) => status === 409 && body.reason === 'product_number_taken')).toHaveLength(9)
  const other = await made('/v1/products', { product_number: 'N-2' })
  const taken = await shop.call('PATCH', `/v1/products/${other.id}`, { product_number: 'N-1' })
  expect(taken.body).toMatchObject({ status: 409, reason: 'product_number_taken' })
})

test('changes what is given, once per reading, and tells what changed', async () => {
  const product = await made('/v1/products', { product_number: 'C-1', drawing_revision: 'A' })
  const headers = { 'if-match': '"1"' }
  const { body } = await shop.call('PATCH', `/v1/products/${product.id}`, { drawing_revision: 'B', name: 'C-1' }, { headers })
  expect(body).toEqual({ ...product, drawing_revision: 'B', revision: 2, updated_at: body.updated_at })
  expect((await told_of(shop, product.id)).at(-1)).toEqual({
    name: 'product.updated',
    facts: { product_id: product.id, changes: { drawing_revision: { before: 'A', after: 'B' } } },
  })
  const late = await shop.call('PATCH', `/v1/products/${product.id}`, { drawing_revision: 'C' }, { headers })
  expect(late.body).toMatchObject({ status: 412, reason: 'product_stale' })
})

test('is not removed while a job has parts of it; then it goes with its routings', async () => {
  const product = await made('/v1/products', { product_number: 'D-1' })
  const routing = await made('/v1/routings', { product_id: product.id, steps: [{ sequence: 1, name: 'a' }] })
  const parts = [{ part_number: 'P', quantity: 1, product_id: product.id }]
  const job = await made('/v1/jobs', { job_number: 'J', parts })
  const refused = await shop.call('DELETE', `/v1/products/${product.id}`)
  expect(refused.body).toMatchObject({ status: 409, reason: 'product_in_use', facts: { part_id: job.parts[0].id } })
  await shop.call('DELETE', `/v1/jobs/${job.id}`)
  expect((await shop.call('DELETE', `/v1/products/${product.id}`)).body).toEqual({ id: product.id })
  expect((await told_of(shop, product.id)).at(-1)?.name).toBe('product.deleted')
  expect((await told_of(shop, routing.id)).at(-1)).toEqual({
    name: 'routing.deleted',
    facts: { routing_id: routing.id, product_id: product.id },
  })
  expect((await shop.call('GET', `/v1/products/${product.id}`)).body).toMatchObject({ status: 404, reason: 'product_unknown' })
  expect((await shop.call('GET', `/v1/routings/${routing.id}`)).status).toBe(404)
  const again = await shop.call('POST', '/v1/routings', { product_id: product.id, steps: [] })
  expect(again.body).toMatchObject({ status: 422, errors: [{ field: 'product_id', rule: 'unknown_reference' }] })
  await made('/v1/products', { product_number: 'D-1' })
})

test('a product is never removed under routings that are being made', async () => {
  for (let round = 0; round < 10; round++) {
    const { id } = await made('/v1/products', { product_number: `Contested ${round}` })
    const make = () => shop.call('POST', '/v1/routings', { product_id: id, steps: [] })
    const [first, removed, ...rest] = await Promise.all([make(), shop.call('DELETE', `/v1/products/${id}`), make(), make()])
    expect(removed.status).toBe(200)
    for (const { status, body } of [first, ...rest]) {
      expect([201, 422]).toContain(status)
      if (status === 201) expect((await told_of(shop, body.id)).at(-1)?.name).toBe('routing.deleted')
    }
    expect((await shop.call('GET', `/v1/routings?product_id=${id}`)).body.data).toEqual([])
  }
})

test('lists newest first and by part of the number, the drawing, the name or the description', async () => {
  await made('/v1/products', { product_number: 'L-1', name: 'Shaft', drawing_number: 'DWG-77' })
  await made('/v1/products', { product_number: 'L-2', description: 'Goes on a shaft' })
  const numbers = async (query: string) =>
    (await shop.call('GET', `/v1/products?${query}`)).body.data.map((product: { product_number: string }) => product.product_number)
  expect(await numbers('product_number=l-')).toEqual(['L-2', 'L-1'])
  expect(await numbers('search=SHAFT')).toEqual(['L-2', 'L-1'])
  expect(await numbers('drawing_number=g-7')).toEqual(['L-1'])
  expect(await numbers('search=_-')).toEqual([])
})

test('tells every fault of a body, and another company sees nothing of it', async () => {
  const { status, body } = await shop.call('POST', '/v1/products', { product_number: null, name: '', drawing_number: 7 })
  expect(status).toBe(422)
  expect(body.errors.map((fault: { field: string; rule: string }) => `${fault.field} ${fault.rule}`).sort()).toEqual([
    'drawing_number type',
    'name min_length',
    'product_number required',
  ])
  const ours = await made('/v1/products', { product_number: 'OURS' })
  const { key } = await another_tenant(shop)
  for (const method of ['GET', 'PATCH', 'DELETE'] as const) {
    const answer = await shop.call(method, `/v1/products/${ours.id}`, method === 'PATCH' ? { name: 'X' } : undefined, { key })
    expect(answer.body).toMatchObject({ status: 404, reason: 'product_unknown' })
  }
  const theirs = await shop.call('POST', '/v1/products', { product_number: 'OURS' }, { key })
  expect(theirs.status).toBe(201)
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { another_tenant } from '../../../../test/people.ts'
import { open_shop, type Shop } from '../../../../test/shop.ts'
import { told_of } from '../../../../test/told.ts'
import { GembaError } from '../../../kernel/errors.ts'
import { take_serials } from './take-serials.ts'

let shop: Shop
beforeAll(async () => {
  shop = await open_shop()
})
afterAll(() => shop.close())

const product = async (product_number: string): Promise<string> => (await shop.call('POST', '/v1/products', { product_number })).body.id
const set = async (product_id: string, given: object) => {
  const { status, body } = await shop.call('POST', '/v1/serial-rules/set', { product_id, ...given })
  expect(status, JSON.stringify(body)).toBe(200)
  return body
}
const take = (product_id: string, count: number): Promise<string[]> =>
  shop.engine.as_system('a_test', shop.tenant_id, (context) => take_serials(context, product_id, count))

test('numbers go on from the last one, with a separator that is never doubled', async () => {
  const id = await product('A')
  const rule = await set(id, { prefix: 'SMX' })
  expect(rule).toMatchObject({
    product_id: id,
    separator: '-',
    pad_length: 5,
    last_number: 0,
    next_serial_number: 'SMX-00001',
    revision: 1,
  })
  expect(await take(id, 3)).toEqual(['SMX-00001', 'SMX-00002', 'SMX-00003'])
  const changed = await set(id, { prefix: 'SMY-', pad_length: 1 })
  expect(changed).toMatchObject({ id: rule.id, last_number: 3, next_serial_number: 'SMY-4', revision: 2 })
  expect(await take(id, 1)).toEqual(['SMY-4'])
  expect(await set(id, { prefix: '', separator: '/' })).toMatchObject({ next_serial_number: '5' })
  expect(await set(id, { prefix: 'X' })).toMatchObject({ next_serial_number: 'X/5' })
  expect((await told_of(shop, rule.id)).map(({ facts }) => facts.changes)).toEqual([
    {},
    { prefix: { before: 'SMX', after: 'SMY-' }, pad_length: { before: 5, after: 1 } },
    { prefix: { before: 'SMY-', after: '' }, separator: { before: '-', after: '/' } },
    { prefix: { before: '', after: 'X' } },
  ])
})

test('what is said again changes nothing, and what was read long ago is refused', async () => {
  const id = await product('B')
  const rule = await set(id, { prefix: 'B' })
  expect(await set(id, { prefix: 'B', separator: '-' })).toEqual(rule)
  const headers = { 'if-match': '"7"' }
  const late = await shop.call('POST', '/v1/serial-rules/set', { product_id: id, prefix: 'C' }, { headers })
  expect(late.body).toMatchObject({ status: 412, reason: 'serial_rule_stale' })
})

test('many who take at once get each number once and leave no gap, also where the rule is set meanwhile', async () => {
  const id = await product('C')
  await set(id, { prefix: 'C', pad_length: 3 })
  const taken = await Promise.all([
    ...Array.from({ length: 20 }, (_, at) => take(id, (at % 5) + 1)),
    set(id, { prefix: 'C', pad_length: 3, separator: '-' }).then(() => []),
  ])
  expect(taken.flat().sort()).toEqual(Array.from({ length: 60 }, (_, at) => `C-${String(at + 1).padStart(3, '0')}`))
})

test('rules set at once for one product are one rule', async () => {
  const id = await product('D')
  await Promise.all(Array.from({ length: 8 }, (_, at) => set(id, { prefix: `P${at}` })))
  const { body } = await shop.call('GET', `/v1/serial-rules?product_id=${id}`)
  expect(body.data).toHaveLength(1)
  expect(body.data[0].revision).toBe(8)
})

test('numbers that were taken in vain are given again', async () => {
  const id = await product('E')
  await set(id, { prefix: 'E' })
  const failing = shop.engine.as_system('a_test', shop.tenant_id, async (context) => {
    await take_serials(context, id, 10)
    throw new Error('on purpose')
  })
  await expect(failing).rejects.toThrow('on purpose')
  expect(await take(id, 1)).toEqual(['E-00001'])
})

test('a product without a rule gives no numbers', async () => {
  const id = await product('F')
  const refused = await take(id, 1).catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(GembaError)
  expect(refused).toMatchObject({ code: 'refused', reason: 'serial_rule_missing', facts: { product_id: id } })
})

test('is shown by its own id or its product’s, and is gone with the product', async () => {
  const id = await product('G')
  const rule = await set(id, { prefix: 'G' })
  for (const one of [rule.id, id]) expect((await shop.call('GET', `/v1/serial-rules/${one}`)).body).toEqual(rule)
  expect((await shop.call('GET', `/v1/serial-rules?product_id=${id}`)).body).toEqual({ data: [rule], next_cursor: null })
  await shop.call('DELETE', `/v1/products/${id}`)
  expect((await shop.call('GET', `/v1/serial-rules/${rule.id}`)).body).toMatchObject({ status: 404, reason: 'serial_rule_unknown' })
  expect((await shop.call('GET', `/v1/serial-rules?product_id=${id}`)).body.data).toEqual([])
})

test('tells every fault, and knows nothing of another company’s products', async () => {
  const { body } = await shop.call('POST', '/v1/serial-rules/set', { product_id: 'x', separator: 1, pad_length: 0 })
  expect(body.errors.map((fault: { field: string; rule: string }) => `${fault.field} ${fault.rule}`).sort()).toEqual([
    'pad_length min_value',
    'prefix required',
    'product_id uuid_format',
    'separator type',
  ])
  const { key } = await another_tenant(shop)
  const id = await product('H')
  const rule = await set(id, { prefix: 'H' })
  const theirs = await shop.call('POST', '/v1/serial-rules/set', { product_id: id, prefix: 'T' }, { key })
  expect(theirs.body).toMatchObject({ status: 422, errors: [{ field: 'product_id', rule: 'unknown_reference' }] })
  expect((await shop.call('GET', `/v1/serial-rules/${rule.id}`, undefined, { key })).status).toBe(404)
})

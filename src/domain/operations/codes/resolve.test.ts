import { afterAll, beforeAll, expect, test } from 'vitest'
import { another_tenant, someone } from '../../../../test/people.ts'
import { open_shop, type Shop } from '../../../../test/shop.ts'

let shop: Shop
beforeAll(async () => {
  shop = await open_shop()
})
afterAll(() => shop.close())

const resolve = async (text: string, key = shop.admin.key) => {
  const { status, body } = await shop.call('GET', `/v1/codes/resolve?text=${encodeURIComponent(text)}`, undefined, { key })
  expect(status, JSON.stringify(body)).toBe(200)
  return body.matches
}
const make = async (job_number: string, part_number = 'P-1') =>
  (
    await shop.call('POST', '/v1/jobs', {
      job_number,
      parts: [{ part_number, quantity: 1, operations: [{ sequence: 10, name: 'Turning' }] }],
    })
  ).body

test('a code is what stands on the traveller, whatever its case and the letters people confuse', async () => {
  const job = await make('Bracket 7')
  const [part] = job.parts
  const [operation] = part.operations
  const of_operation = {
    kind: 'operation',
    id: operation.id,
    label: 'Bracket 7 · P-1 · 10 Turning',
    code: operation.code,
    status: 'waiting',
    job_id: job.id,
    part_id: part.id,
    operation_id: operation.id,
    unit_id: null,
  }
  expect(await resolve(operation.code)).toEqual([of_operation])
  const confused = operation.code[0] + operation.code.slice(1).toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l')
  expect(await resolve(` ${confused} `)).toEqual([of_operation])
  expect(await resolve(job.code.toLowerCase())).toMatchObject([{ kind: 'job', id: job.id, label: 'Bracket 7', code: job.code }])
  const wrong = job.code.slice(0, -1) + (job.code.endsWith('5') ? '6' : '5')
  expect(await resolve(wrong)).toEqual([])
})

test('else it is a job number, spelled so or in other case, else the parts of that number, newest first', async () => {
  const upper = await make('AB-1', 'Shaft 20')
  const lower = await make('ab-1', 'shaft 20')
  const ids = (matches: { id: string }[]) => matches.map(({ id }) => id)
  expect(ids(await resolve('AB-1'))).toEqual([upper.id])
  expect(ids(await resolve('ab-1'))).toEqual([lower.id])
  expect(ids(await resolve('Ab-1'))).toEqual([lower.id, upper.id])
  expect(await resolve('AB-')).toEqual([])
  expect(await resolve('SHAFT  20')).toMatchObject([
    { kind: 'part', id: lower.parts[0].id, label: 'ab-1 · shaft 20', code: null, job_id: lower.id },
    { kind: 'part', id: upper.parts[0].id },
  ])
  await make('Shaft 20')
  expect(await resolve('shaft 20')).toMatchObject([{ kind: 'job', label: 'Shaft 20' }])
})

test('a job whose number reads like a code is found where the code is nobody’s', async () => {
  const job = await make('J0000')
  expect(await resolve('j0000')).toMatchObject([{ kind: 'job', id: job.id }])
})

test('what is removed, or another company’s, is not found', async () => {
  const job = await make('GONE-1', 'GONE-P')
  const texts = [job.code, job.parts[0].operations[0].code, 'GONE-1', 'GONE-P']
  const other = await another_tenant(shop)
  for (const text of texts) {
    expect(await resolve(text)).toHaveLength(1)
    expect(await resolve(text, other.key)).toEqual([])
  }
  await shop.call('DELETE', `/v1/jobs/${job.id}`)
  for (const text of texts) expect(await resolve(text)).toEqual([])
})

test('wants something to look for; a viewer may', async () => {
  const viewer = await someone(shop, 'viewer')
  expect(await resolve('nothing', viewer.key)).toEqual([])
  expect((await shop.call('GET', '/v1/codes/resolve')).body.errors).toMatchObject([{ field: 'text', rule: 'required' }])
  expect((await shop.call('GET', '/v1/codes/resolve?text=%20')).status).toBe(422)
  expect((await shop.call('GET', '/v1/codes/resolve?text=x', undefined, { key: null })).status).toBe(401)
})

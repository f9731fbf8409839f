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
const product = async (product_number: string) => (await made('/v1/products', { product_number, name: `Product ${product_number}` })).id
const step = (sequence: number, more: object = {}) => ({ sequence, name: `Step ${sequence}`, ...more })
const versions = async (product_id: string) =>
  (await shop.call('GET', `/v1/routings?product_id=${product_id}`)).body.data.map((routing: { version: number; is_current: boolean }) => [
    routing.version,
    routing.is_current,
  ])

test('adds a version with its steps in order, and makes it the current one', async () => {
  const product_id = await product('A')
  const lathe = await made('/v1/workstations', { name: 'Lathe 1' })
  const routing = await made('/v1/routings', {
    product_id,
    sequence_policy: 'enforce',
    steps: [
      step(20, { kind: 'outside', workstation_name: 'Anodiser', optional: true, dependency: 'physical', instructions: 'Black' }),
      step(10, { workstation_name: 'lathe  1', planned_setup_s: 1800, planned_run_s_per_piece: 95.5, planned_total_s: null }),
    ],
  })
  expect(routing).toMatchObject({ product_id, name: 'Product A', version: 1, is_current: true, sequence_policy: 'enforce' })
  expect(routing.steps).toMatchObject([
    { sequence: 10, workstation_id: lathe.id, kind: 'inside', planned_setup_s: 1800, planned_run_s_per_piece: 95.5, planned_total_s: null },
    { sequence: 20, kind: 'outside', optional: true, dependency: 'physical', instructions: 'Black' },
  ])
  const anodiser = await shop.call('GET', `/v1/workstations/${routing.steps[1].workstation_id}`)
  expect(anodiser.body).toMatchObject({ name: 'Anodiser' })
  expect((await shop.call('GET', `/v1/routings/${routing.id}`)).body).toEqual(routing)
  expect(await told_of(shop, routing.id)).toEqual([
    { name: 'routing.created', facts: { routing_id: routing.id, product_id, family_id: routing.id, version: 1 } },
    { name: 'routing.made_current', facts: { routing_id: routing.id, product_id, previous_routing_id: null } },
  ])
})

test('the version before stays, and is not current any more', async () => {
  const product_id = await product('B')
  const first = await made('/v1/routings', { product_id, name: 'Old way', steps: [step(1)] })
  const second = await made('/v1/routings', { product_id, name: 'New way', steps: [step(1), step(2)] })
  expect(second).toMatchObject({ version: 2, is_current: true, sequence_policy: null })
  expect((await shop.call('GET', `/v1/routings/${first.id}`)).body).toEqual({ ...first, is_current: false, is_latest: false })
  expect((await told_of(shop, second.id)).at(-1)?.facts).toMatchObject({ previous_routing_id: first.id })
})

test('many versions made at once are numbered without gap or double, and one is current', async () => {
  const product_id = await product('C')
  const given = { product_id, steps: [step(1, { workstation_name: 'Shared' })] }
  const answers = await Promise.all(Array.from({ length: 12 }, () => shop.call('POST', '/v1/routings', given)))
  expect(answers.map(({ status, body }) => (status === 201 ? 201 : body))).toEqual(answers.map(() => 201))
  const listed = await versions(product_id)
  expect(listed.map(([version]: [number]) => version).sort((a: number, b: number) => a - b)).toEqual([
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12,
  ])
  expect(listed.filter(([, is_current]: [number, boolean]) => is_current)).toEqual([[12, true]])
})

test('lists the current ones with their steps', async () => {
  const product_id = await product('D')
  await made('/v1/routings', { product_id, steps: [] })
  const current = await made('/v1/routings', { product_id, steps: [step(5)] })
  const { body } = await shop.call('GET', `/v1/routings?product_id=${product_id}&is_current=true`)
  expect(body).toEqual({ data: [current], next_cursor: null })
  expect(await versions(product_id)).toEqual([
    [2, true],
    [1, false],
  ])
})

test('tells every fault of a body at its place', async () => {
  const { status, body } = await shop.call('POST', '/v1/routings', {
    product_id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11',
    sequence_policy: 'whenever',
    steps: [
      step(10, { supplier: 'Acme', workstation_id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a12' }),
      step(10),
      { name: '', planned_setup_s: -1, dependency: 'loose' },
    ],
  })
  expect(status).toBe(422)
  expect(body.errors.map((fault: { field: string; rule: string }) => `${fault.field} ${fault.rule}`).sort()).toEqual([
    'product_id unknown_reference',
    'sequence_policy choice',
    'steps[0].supplier unknown_field',
    'steps[0].workstation_id unknown_reference',
    'steps[1].sequence duplicate',
    'steps[2].dependency choice',
    'steps[2].name min_length',
    'steps[2].planned_setup_s min_value',
    'steps[2].sequence required',
  ])
  expect((await shop.call('POST', '/v1/routings', { product_id: await product('E'), steps: 'none' })).body).toMatchObject({
    errors: [{ field: 'steps', rule: 'type' }],
  })
})

test('another company’s product and workstation are unknown, and our routing is to them', async () => {
  const { key } = await another_tenant(shop)
  const theirs = await shop.call('POST', '/v1/products', { product_number: 'T' }, { key })
  const refused = await shop.call('POST', '/v1/routings', { product_id: theirs.body.id, steps: [] })
  expect(refused.body).toMatchObject({ status: 422, errors: [{ field: 'product_id', rule: 'unknown_reference' }] })
  const ours = await made('/v1/routings', { product_id: await product('F'), steps: [step(1)] })
  const answers = await Promise.all([
    shop.call('GET', `/v1/routings/${ours.id}`, undefined, { key }),
    shop.call('POST', `/v1/routings/${ours.id}/make-current`, undefined, { key }),
    shop.call('DELETE', `/v1/routings/${ours.id}`, undefined, { key }),
  ])
  expect(answers.map(({ body }) => body.reason)).toEqual(answers.map(() => 'routing_unknown'))
  expect((await shop.call('GET', '/v1/routings', undefined, { key })).body.data).toEqual([])
})

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
const product = async (product_number: string): Promise<string> => (await made('/v1/products', { product_number })).id
const way = (product_id: string, name: string, more: object = {}) =>
  made('/v1/routings', { product_id, steps: [{ sequence: 10, name }], ...more })
const shown = async (id: string) => (await shop.call('GET', `/v1/routings/${id}`)).body
const ids = async (query: string) => (await shop.call('GET', `/v1/routings?${query}`)).body.data.map(({ id }: { id: string }) => id).sort()

let jobs = 0
const job_with = (part: object) => {
  jobs += 1
  return shop.call('POST', '/v1/jobs', { job_number: `F-${jobs}`, parts: [{ part_number: 'P', quantity: 5, ...part }] })
}

test('another way of making a product counts its own versions, and does not become current by itself', async () => {
  const product_id = await product('A')
  const mill = await way(product_id, 'Milling')
  const cast = await way(product_id, 'Casting', { new_family: true, name: 'Cast' })
  expect(mill).toMatchObject({ family_id: mill.id, version: 1, is_latest: true, is_current: true })
  expect(cast).toMatchObject({ family_id: cast.id, name: 'Cast', version: 1, is_latest: true, is_current: false })
  const second = await way(product_id, 'Casting 2', { family_id: cast.id })
  expect(second).toMatchObject({ family_id: cast.id, name: 'Cast', version: 2, is_latest: true, is_current: false })
  const third = await way(product_id, 'Milling 2')
  expect(third).toMatchObject({ family_id: mill.id, name: 'A', version: 2, is_current: true })
  expect([await shown(mill.id), await shown(cast.id)]).toMatchObject([
    { is_latest: false, is_current: false },
    { is_latest: false, is_current: false },
  ])
  expect(await ids(`product_id=${product_id}&is_latest=true`)).toEqual([second.id, third.id].sort())
  expect(await ids(`family_id=${cast.id}`)).toEqual([cast.id, second.id].sort())
  expect(await ids(`product_id=${product_id}&name=cAS`)).toEqual([cast.id, second.id].sort())
  for (const id of [cast.id, second.id]) expect((await shop.call('GET', `/v1/routings/${id}/latest`)).body).toEqual(second)
  await shop.call('POST', `/v1/routings/${cast.id}/make-current`)
  expect(await way(product_id, 'Casting 3')).toMatchObject({ family_id: cast.id, version: 3, is_current: true })
  expect(await way(product_id, 'Milling 3', { family_id: mill.id })).toMatchObject({ version: 3, is_current: false })
})

test('versions of several families made at once are numbered without gap or double, and each has one latest', async () => {
  const product_id = await product('B')
  const [one, other] = [await way(product_id, 'One'), await way(product_id, 'Other', { new_family: true })]
  await Promise.all(Array.from({ length: 12 }, (_, at) => way(product_id, `v${at}`, { family_id: at % 2 ? one.id : other.id })))
  const { body } = await shop.call('GET', `/v1/routings?product_id=${product_id}`)
  type Version = { family_id: string; version: number; is_latest: boolean }
  for (const { id } of [one, other]) {
    const versions = body.data.filter(({ family_id }: Version) => family_id === id)
    expect(versions.map(({ version }: Version) => version).sort()).toEqual([1, 2, 3, 4, 5, 6, 7])
    expect(versions.filter(({ is_latest }: Version) => is_latest)).toMatchObject([{ version: 7 }])
  }
})

test('a family that is not the product’s, or asked for beside a new one, is refused', async () => {
  const [product_id, other_id] = [await product('C'), await product('C2')]
  const other = await way(other_id, 'Other')
  const steps = [{ sequence: 1, name: 'a' }]
  const unknown = await shop.call('POST', '/v1/routings', { product_id, family_id: other.id, steps })
  expect(unknown.body).toMatchObject({ status: 422, errors: [{ field: 'family_id', rule: 'unknown_reference' }] })
  const both = await shop.call('POST', '/v1/routings', { product_id: other_id, family_id: other.id, new_family: true, steps })
  expect(both.body).toMatchObject({ status: 422, errors: [{ field: 'new_family', rule: 'choice' }] })
})

test('a way is renamed in all its versions, and is no new version by that', async () => {
  const product_id = await product('D')
  const first = await way(product_id, 'Sawing')
  const second = await way(product_id, 'Sawing 2')
  const renamed = await shop.call('POST', `/v1/routings/${first.id}/rename`, { name: 'By saw' })
  expect([renamed.status, renamed.body]).toEqual([200, { ...second, name: 'By saw' }])
  expect((await shop.call('POST', `/v1/routings/${second.id}/rename`, { name: 'By saw' })).body).toEqual(renamed.body)
  expect(await shown(first.id)).toMatchObject({ name: 'By saw', version: 1 })
  expect((await told_of(shop, second.id)).filter(({ name }) => name === 'routing.renamed')).toEqual([
    {
      name: 'routing.renamed',
      facts: { routing_id: second.id, product_id, family_id: first.id, changes: { name: { before: 'D', after: 'By saw' } } },
    },
  ])
})

test('a family is removed whole, unless one of its versions was used; what is left follows as latest and current', async () => {
  const product_id = await product('E')
  const [mill, cast] = [await way(product_id, 'Milling'), await way(product_id, 'Casting', { new_family: true })]
  const mill_2 = await way(product_id, 'Milling 2')
  const job = (await job_with({ routing_id: mill.id })).body
  const refused = await shop.call('DELETE', `/v1/routings/${mill_2.id}?whole_family=true`)
  expect(refused.body).toMatchObject({ status: 409, reason: 'routing_in_use', facts: { part_id: job.parts[0].id } })
  expect(await shown(mill_2.id)).toMatchObject({ is_current: true, is_latest: true })
  expect((await shop.call('DELETE', `/v1/routings/${mill_2.id}`)).status).toBe(200)
  expect(await shown(mill.id)).toMatchObject({ is_current: true, is_latest: true })
  await shop.call('DELETE', `/v1/jobs/${job.id}`)
  // The family's first version is gone, yet its id still names the family.
  const mill_3 = await way(product_id, 'Milling 3')
  expect(mill_3.version).toBe(3)
  expect((await shop.call('DELETE', `/v1/routings/${mill.id}`)).status).toBe(200)
  expect((await shop.call('GET', `/v1/routings/${mill.id}/latest`)).body.id).toBe(mill_3.id)
  expect((await shop.call('DELETE', `/v1/routings/${mill.id}?whole_family=true`)).status).toBe(200)
  for (const id of [mill.id, mill_3.id]) expect((await shop.call('GET', `/v1/routings/${id}`)).status).toBe(404)
  expect((await shop.call('GET', `/v1/routings/${mill.id}/latest`)).body).toMatchObject({ status: 404, reason: 'routing_unknown' })
  const gone = await shop.call('POST', `/v1/routings/${mill.id}/rename`, { name: 'x' })
  expect(gone.body).toMatchObject({ status: 404, reason: 'routing_unknown' })
  expect(await shown(cast.id)).toMatchObject({ is_current: true, is_latest: true })
})

test('a part is laid out by the version that is asked for, with its gates', async () => {
  const product_id = await product('G')
  const steps = [
    { sequence: 10, name: 'Soldering', planned_run_s_per_piece: 4.5 },
    { sequence: 20, name: 'Inspection', is_gate: true },
  ]
  const gated = await made('/v1/routings', { product_id, steps, gate_policy: 'refuse', sequence_policy: 'enforce' })
  expect(gated).toMatchObject({ gate_policy: 'refuse', steps: [{ is_gate: false }, { is_gate: true }] })
  await way(product_id, 'Newer')
  const { body: job } = await job_with({ routing_id: gated.id })
  const [part] = job.parts
  expect(part).toMatchObject({ product_id, routing_id: gated.id, gate_policy: 'refuse', sequence_policy: 'enforce' })
  expect(part.operations).toMatchObject([
    { name: 'Soldering', is_gate: false, routing_step_id: gated.steps[0].id, planned_run_s_per_piece: 4.5 },
    { name: 'Inspection', is_gate: true, routing_step_id: gated.steps[1].id },
  ])
  const more = await made('/v1/parts', { job_id: job.id, part_number: 'Q', quantity: 1, product_id, routing_id: gated.id.toUpperCase() })
  expect(more).toMatchObject({ routing_id: gated.id, gate_policy: 'refuse', operations: [{}, { is_gate: true }] })
  const { body: current } = await job_with({ product_id })
  expect(current.parts[0]).toMatchObject({ gate_policy: 'pass', operations: [{ name: 'Newer', is_gate: false }] })
  const { body: own } = await job_with({ gate_policy: 'refuse', operations: [{ sequence: 1, name: 'By hand', is_gate: true }] })
  expect(own.parts[0]).toMatchObject({ gate_policy: 'refuse', operations: [{ is_gate: true, routing_step_id: null }] })
  const [{ id, operations }] = own.parts
  expect((await shop.call('PATCH', `/v1/parts/${id}`, { gate_policy: 'pass' })).body).toMatchObject({ gate_policy: 'pass', revision: 2 })
  const opened = await shop.call('PATCH', `/v1/operations/${operations[0].id}`, { is_gate: false })
  expect(opened.body).toMatchObject({ is_gate: false, revision: 2 })
})

test('a routing is not asked for beside operations, nor for another product', async () => {
  const [product_id, other_id] = [await product('H'), await product('H2')]
  const routing_id = (await way(product_id, 'a')).id
  const both = await job_with({ routing_id, operations: [] })
  expect(both.body).toMatchObject({ status: 422, errors: [{ field: 'parts[0].routing_id', rule: 'choice' }] })
  const wrong = await job_with({ routing_id, product_id: other_id })
  expect(wrong.body).toMatchObject({ status: 422, errors: [{ field: 'parts[0].routing_id', rule: 'unknown_reference' }] })
  const { body: job } = await job_with({})
  const part = { job_id: job.id, part_number: 'Q', quantity: 1, product_id: other_id, routing_id }
  const refused = await shop.call('POST', '/v1/parts', part)
  expect(refused.body).toMatchObject({ status: 422, errors: [{ field: 'routing_id', rule: 'unknown_reference' }] })
  const { key } = await another_tenant(shop)
  const theirs = await shop.call('POST', '/v1/jobs', { job_number: 'T', parts: [{ part_number: 'P', quantity: 1, routing_id }] }, { key })
  expect(theirs.body).toMatchObject({ status: 422, errors: [{ field: 'parts[0].routing_id', rule: 'unknown_reference' }] })
  const answers = await Promise.all([
    shop.call('GET', `/v1/routings/${routing_id}/latest`, undefined, { key }),
    shop.call('POST', `/v1/routings/${routing_id}/rename`, { name: 'x' }, { key }),
    shop.call('DELETE', `/v1/routings/${routing_id}?whole_family=true`, undefined, { key }),
  ])
  expect(answers.map(({ body }) => body.reason)).toEqual(['routing_unknown', 'routing_unknown', 'routing_unknown'])
})

test('a version that is asked for is never removed under the part', async () => {
  for (let round = 0; round < 8; round++) {
    const product_id = await product(`I${round}`)
    const { id: routing_id } = await way(product_id, 'Asked for')
    await way(product_id, 'Current')
    const [job, removed] = await Promise.all([job_with({ routing_id }), shop.call('DELETE', `/v1/routings/${routing_id}`)])
    expect([
      [201, 409],
      [422, 200],
    ]).toContainEqual([job.status, removed.status])
    if (job.status === 201) expect(job.body.parts[0].operations).toHaveLength(1)
  }
})

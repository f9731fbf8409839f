import { afterAll, beforeAll, expect, test } from 'vitest'
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
const product_with = async (product_number: string, count: number) => {
  const { id: product_id } = await made('/v1/products', { product_number })
  const ids: string[] = []
  for (let n = 1; n <= count; n++) {
    const steps = [{ sequence: 10, name: `Turning ${n}`, workstation_name: 'Lathe' }]
    ids.push((await made('/v1/routings', { product_id, steps })).id)
  }
  return { product_id, ids }
}
const current_of = async (product_id: string) =>
  (await shop.call('GET', `/v1/routings?product_id=${product_id}&is_current=true`)).body.data.map(({ id }: { id: string }) => id)

let jobs = 0
const job_of = (part: object) => {
  jobs += 1
  return made('/v1/jobs', { job_number: `V-${jobs}`, parts: [{ part_number: 'P', quantity: 5, ...part }] })
}

test('an earlier version is made current again; asked twice, it is told once', async () => {
  const { product_id, ids } = await product_with('A', 2)
  const { status, body } = await shop.call('POST', `/v1/routings/${ids[0]}/make-current`)
  expect([status, body.version, body.is_current]).toEqual([200, 1, true])
  expect((await shop.call('POST', `/v1/routings/${ids[0]}/make-current`)).body).toEqual(body)
  expect(await current_of(product_id)).toEqual([ids[0]])
  expect((await told_of(shop, `${ids[0]}`)).map(({ name, facts }) => [name, facts.previous_routing_id])).toEqual([
    ['routing.created', undefined],
    ['routing.made_current', null],
    ['routing.made_current', ids[1]],
  ])
})

test('however many are made current at once, one is', async () => {
  const { product_id, ids } = await product_with('B', 4)
  const answers = await Promise.all([...ids, ...ids].map((id) => shop.call('POST', `/v1/routings/${id}/make-current`)))
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
  expect(await current_of(product_id)).toHaveLength(1)
})

test('a part without operations is made as the current version says, and a later version changes nothing of it', async () => {
  const { id: product_id } = await made('/v1/products', { product_number: 'C' })
  const routing = await made('/v1/routings', {
    product_id,
    sequence_policy: 'per_step',
    steps: [
      { sequence: 20, name: 'Milling', workstation_name: 'Mill', dependency: 'completion_gate', planned_total_s: 600 },
      { sequence: 10, name: 'Turning', workstation_name: 'Lathe', planned_setup_s: 60, planned_run_s_per_piece: 12.5, instructions: 'Dry' },
      { sequence: 30, name: 'Coating', kind: 'outside', optional: true },
    ],
  })
  const job = await job_of({ product_id: product_id.toUpperCase() })
  const [part] = job.parts
  expect(part).toMatchObject({ product_id, routing_id: routing.id, sequence_policy: 'per_step' })
  expect(part.operations).toMatchObject([
    { sequence: 10, name: 'Turning', planned_setup_s: 60, planned_run_s_per_piece: 12.5, planned_s: 123, instructions: 'Dry' },
    { sequence: 20, name: 'Milling', dependency: 'completion_gate', planned_s: 600, workstation: { name: 'Mill' } },
    { sequence: 30, name: 'Coating', kind: 'outside', optional: true, workstation: null },
  ])

  const before = await shop.call('GET', `/v1/jobs/${job.id}?expand=operations`)
  const next = await made('/v1/routings', { product_id, steps: [{ sequence: 1, name: 'Printing' }] })
  expect((await shop.call('GET', `/v1/jobs/${job.id}?expand=operations`)).body).toEqual(before.body)
  const later = await job_of({ product_id })
  expect(later.parts[0]).toMatchObject({ routing_id: next.id, sequence_policy: 'free', operations: [{ name: 'Printing' }] })
})

test('operations that are given win over the routing, and a policy that is given over its policy', async () => {
  const { id: product_id } = await made('/v1/products', { product_number: 'D' })
  await made('/v1/routings', { product_id, sequence_policy: 'enforce', steps: [{ sequence: 1, name: 'By routing' }] })
  const own = await job_of({ product_id, operations: [{ sequence: 5, name: 'By hand' }] })
  expect(own.parts[0]).toMatchObject({ routing_id: null, operations: [{ name: 'By hand' }] })
  const none = await job_of({ product_id, operations: [] })
  expect(none.parts[0]).toMatchObject({ routing_id: null, operations: [] })
  const freed = await job_of({ product_id, sequence_policy: 'warn' })
  expect(freed.parts[0]).toMatchObject({ sequence_policy: 'warn', operations: [{ name: 'By routing' }] })
})

test('a version that parts were laid out from is not removed', async () => {
  const { product_id, ids } = await product_with('E', 1)
  const job = await job_of({ product_id })
  const refused = await shop.call('DELETE', `/v1/routings/${ids[0]}`)
  expect(refused.body).toMatchObject({ status: 409, reason: 'routing_in_use', facts: { part_id: job.parts[0].id } })
})

test('where the current version is removed, the newest that is left takes its place; its number is not given again', async () => {
  const { product_id, ids } = await product_with('F', 3)
  expect((await shop.call('DELETE', `/v1/routings/${ids[2]}`)).body).toEqual({ id: ids[2] })
  expect(await current_of(product_id)).toEqual([ids[1]])
  expect((await told_of(shop, `${ids[2]}`)).at(-1)?.name).toBe('routing.deleted')
  expect((await told_of(shop, `${ids[1]}`)).at(-1)?.facts).toEqual({ routing_id: ids[1], product_id, previous_routing_id: ids[2] })
  expect((await shop.call('GET', `/v1/routings/${ids[2]}`)).body).toMatchObject({ status: 404, reason: 'routing_unknown' })
  await shop.call('DELETE', `/v1/routings/${ids[0]}`)
  expect(await current_of(product_id)).toEqual([ids[1]])
  await shop.call('DELETE', `/v1/routings/${ids[1]}`)
  expect(await current_of(product_id)).toEqual([])
  const bare = await job_of({ product_id })
  expect(bare.parts[0]).toMatchObject({ routing_id: null, operations: [] })
  expect(await made('/v1/routings', { product_id, steps: [] })).toMatchObject({ version: 4, is_current: true })
})

test('a version is never removed under a part that is being laid out from it', async () => {
  for (let round = 0; round < 8; round++) {
    const { product_id, ids } = await product_with(`G${round}`, 2)
    const [job, removed] = await Promise.all([job_of({ product_id }), shop.call('DELETE', `/v1/routings/${ids[1]}`)])
    const laid_out_from = job.parts[0].routing_id
    expect([laid_out_from, removed.status]).toEqual(laid_out_from === ids[1] ? [ids[1], 409] : [ids[0], 200])
    expect(job.parts[0].operations).toHaveLength(1)
  }
})

test('a step whose workstation is gone is laid out without one', async () => {
  const { product_id } = await product_with('H', 1)
  const gone = await made('/v1/routings', { product_id, steps: [{ sequence: 1, name: 'a', workstation_name: 'Short-lived' }] })
  await made('/v1/routings', { product_id, steps: [] })
  expect((await shop.call('DELETE', `/v1/workstations/${gone.steps[0].workstation_id}`)).status).toBe(200)
  await shop.call('POST', `/v1/routings/${gone.id}/make-current`)
  const job = await job_of({ product_id })
  expect(job.parts[0].operations).toMatchObject([{ name: 'a', workstation_id: null }])
})

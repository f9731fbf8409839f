import { afterAll, beforeAll, expect, test } from 'vitest'
import { events_about } from '../../../../test/events.ts'
import { lay_out_job } from '../../../../test/floor-of-one-job.ts'
import { another_tenant, someone } from '../../../../test/people.ts'
import { open_shop, type Shop } from '../../../../test/shop.ts'
import { signed_in } from '../../../../test/signed-in.ts'

const nowhere = '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11'

let shop: Shop
beforeAll(async () => {
  shop = await open_shop()
})
afterAll(() => shop.close())

async function new_operation() {
  const job = await lay_out_job(shop, [1])
  return { job_id: job.id, id: job.parts[0]?.operations[0] ?? '' }
}
const add = (operation_id: string, more: object = {}, key?: string) =>
  shop.call('POST', '/v1/substeps', { operation_id, description: 'Deburr', ...more }, key === undefined ? {} : { key })
const of = (substep: string, word: string, body: object = {}, key?: string) =>
  shop.call('POST', `/v1/substeps/${substep}/${word}`, body, key === undefined ? {} : { key })

test('a tick-box takes the place it is given, else the one after the last, also when many are added at once', async () => {
  const { id, job_id } = await new_operation()
  const first = await add(id, { sequence: 7, notes: 'with care' })
  expect(first.status, JSON.stringify(first.body)).toBe(201)
  expect(first.body).toMatchObject({ operation_id: id, job_id, sequence: 7, notes: 'with care', completed_at: null, completed_by: null })
  const more = await Promise.all(Array.from({ length: 10 }, () => add(id)))
  expect(more.map(({ body }) => body.sequence).sort((a, b) => a - b)).toEqual([8, 9, 10, 11, 12, 13, 14, 15, 16, 17])
  expect((await add((await new_operation()).id)).body.sequence).toBe(1)
  expect((await add(nowhere, { description: ' ' })).body.errors).toMatchObject([
    { field: 'description', rule: 'min_length' },
    { field: 'operation_id', rule: 'unknown_reference' },
  ])
})

test('is ticked once, by somebody, and the tick is taken back', async () => {
  const { id } = await new_operation()
  const { body: substep } = await add(id)
  expect((await of(substep.id, 'reopen')).body).toMatchObject({ status: 409, reason: 'substep_not_done' })
  const ann = await signed_in(shop, 'operator')
  const answers = await Promise.all(Array.from({ length: 10 }, () => of(substep.id, 'complete', { at: '2026-03-02T08:00:00Z' }, ann.key)))
  expect(answers.filter(({ body }) => body.reason === 'substep_done')).toHaveLength(9)
  expect(answers.find(({ status }) => status === 200)?.body).toMatchObject({
    completed_at: '2026-03-02T08:00:00.000Z',
    completed_by: ann.id,
  })
  expect((await of(substep.id, 'reopen', {}, ann.key)).body).toMatchObject({ completed_at: null, completed_by: null })
  expect((await of(substep.id, 'complete', { person_id: null })).body.completed_by).toBeNull()
  expect((await of(substep.id, 'complete', { person_id: nowhere })).body.errors).toMatchObject([{ field: 'person_id' }])
  const names = (await events_about(shop, substep.id)).map(({ name }) => name)
  expect(names).toEqual(['substep.added', 'substep.completed', 'substep.reopened', 'substep.completed'])
})

test('is changed, unless somebody else has changed it, and removed', async () => {
  const { id } = await new_operation()
  const { body: substep } = await add(id)
  const path = `/v1/substeps/${substep.id}`
  const changed = await shop.call('PATCH', path, { description: 'Deburr both ends', sequence: 3 }, { headers: { 'if-match': '"1"' } })
  expect(changed.body).toMatchObject({ description: 'Deburr both ends', sequence: 3, revision: 2 })
  expect((await shop.call('PATCH', path, { sequence: 4 }, { headers: { 'if-match': '"1"' } })).body).toMatchObject({
    status: 412,
    reason: 'substep_stale',
  })
  expect((await shop.call('PATCH', path, { sequence: 3 })).body.revision).toBe(2)
  expect((await shop.call('GET', path)).body).toMatchObject({ sequence: 3 })
  expect((await shop.call('DELETE', path)).body).toEqual({ id: substep.id })
  expect((await shop.call('GET', path)).body.reason).toBe('substep_unknown')
  expect((await shop.call('DELETE', path)).status).toBe(404)
  const told = await events_about(shop, substep.id)
  expect(told.map(({ name }) => name)).toEqual(['substep.added', 'substep.updated', 'substep.deleted'])
  expect(told[1]?.facts.changes).toEqual({
    description: { before: 'Deburr', after: 'Deburr both ends' },
    sequence: { before: 1, after: 3 },
  })
})

test('an update ticks it and takes the tick back, which operators may; the words are for supervisors', async () => {
  const { id } = await new_operation()
  const { body: substep } = await add(id)
  const operator = await signed_in(shop, 'operator')
  const change = (fields: object, key?: string) =>
    shop.call('PATCH', `/v1/substeps/${substep.id}`, fields, key === undefined ? {} : { key })
  const ticked = await change({ completed: true, description: 'Deburr' }, operator.key)
  expect(ticked.body).toMatchObject({ completed_at: expect.any(String), completed_by: operator.id, revision: 1 })
  expect((await change({ completed: true })).body).toEqual(ticked.body)
  expect((await change({ completed: false, notes: 'x' }, operator.key)).body).toMatchObject({ status: 403, reason: 'substep_not_yours' })
  expect((await change({ completed: false, notes: 'again' })).body).toMatchObject({
    completed_at: null,
    completed_by: null,
    notes: 'again',
  })
  expect((await change({ completed: true, completed_by: operator.id })).body.completed_by).toBe(operator.id)
  expect((await change({ completed_by: nowhere })).body.errors).toMatchObject([{ field: 'completed_by', rule: 'unknown_reference' }])
  const names = (await events_about(shop, substep.id)).map(({ name }) => name)
  expect(names).toEqual(['substep.added', 'substep.completed', 'substep.updated', 'substep.reopened', 'substep.completed'])
})

test('operators tick, supervisors write', async () => {
  const { id } = await new_operation()
  const [operator, supervisor] = [await someone(shop, 'operator'), await someone(shop, 'supervisor')]
  expect((await add(id, {}, operator.key)).status).toBe(403)
  const { body: substep } = await add(id, {}, supervisor.key)
  expect((await shop.call('PATCH', `/v1/substeps/${substep.id}`, { sequence: 2 }, { key: operator.key })).status).toBe(403)
  expect((await shop.call('DELETE', `/v1/substeps/${substep.id}`, undefined, { key: operator.key })).status).toBe(403)
  expect((await of(substep.id, 'complete', {}, operator.key)).status).toBe(200)
  expect((await of(substep.id, 'reopen', {}, operator.key)).status).toBe(200)
})

test('lists by operation, job and tick; another company sees none of it', async () => {
  const { id, job_id } = await new_operation()
  const [{ body: one }, { body: other }] = [await add(id), await add(id)]
  await of(one.id, 'complete')
  const foreign = await another_tenant(shop)
  const ids = async (query: string, options = {}) =>
    (await shop.call('GET', `/v1/substeps?${query}`, undefined, options)).body.data.map((substep: { id: string }) => substep.id)
  expect(await ids(`operation_id=${id}`)).toEqual([other.id, one.id])
  expect(await ids(`job_id=${job_id}&completed=true`)).toEqual([one.id])
  expect(await ids(`job_id=${job_id}&completed=false`)).toEqual([other.id])
  expect(await ids(`job_id=${job_id}`, { key: foreign.key })).toEqual([])
  expect((await shop.call('GET', `/v1/substeps/${one.id}`, undefined, { key: foreign.key })).status).toBe(404)
  expect((await of(one.id, 'reopen', {}, foreign.key)).status).toBe(404)
  expect((await of(one.id, 'complete', {}, foreign.key)).status).toBe(404)
  expect((await shop.call('PATCH', `/v1/substeps/${one.id}`, { sequence: 9 }, { key: foreign.key })).status).toBe(404)
  expect((await shop.call('DELETE', `/v1/substeps/${one.id}`, undefined, { key: foreign.key })).status).toBe(404)
  expect((await add(id, {}, foreign.key)).status).toBe(422)
  await shop.call('PATCH', `/v1/substeps/${one.id}`, { sequence: 1 })
  await shop.call('PATCH', `/v1/substeps/${other.id}`, { sequence: 2, description: 'Wash 100%' })
  expect(await ids(`operation_id=${id}&sort=sequence`)).toEqual([one.id, other.id])
  expect(await ids(`operation_id=${id}&sort=sequence&limit=1&offset=1`)).toEqual([other.id])
  expect(await ids(`operation_id=${id}&search=wash%20100%25`)).toEqual([other.id])
  expect((await shop.call('GET', `/v1/substeps?operation_id=${id}&with_total=true`)).body.total).toBe(2)
  await shop.call('DELETE', `/v1/jobs/${job_id}`)
  expect(await ids(`job_id=${job_id}`)).toEqual([])
})

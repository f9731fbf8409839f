import { afterAll, beforeAll, expect, test } from 'vitest'
import { lay_out_job } from '../../../../test/floor-of-one-job.ts'
import { another_tenant, someone } from '../../../../test/people.ts'
import { open_shop, type Shop } from '../../../../test/shop.ts'
import { told_of } from '../../../../test/told.ts'

let shop: Shop
let ann: { id: string; key: string }
beforeAll(async () => {
  shop = await open_shop()
  ann = await someone(shop, 'operator')
})
afterAll(() => shop.close())

test('a part is given to somebody, who says how far it is', async () => {
  const job = await lay_out_job(shop, [1])
  const part_id = job.parts[0]?.id
  const made = await shop.call('POST', '/v1/assignments', { part_id, person_id: ann.id, notes: 'First thing' })
  expect(made).toMatchObject({
    status: 201,
    body: { job_id: job.id, part: { id: part_id, part_number: 'P1' }, person: { name: 'A operator' }, status: 'assigned', revision: 1 },
  })
  const path = `/v1/assignments/${made.body.id}`
  for (const status of ['accepted', 'in_progress', 'completed']) {
    expect((await shop.call('PATCH', path, { status }, { key: ann.key })).body.status).toBe(status)
  }
  expect(await shop.call('PATCH', path, { status: 'accepted' })).toMatchObject({
    status: 409,
    body: { reason: 'assignment_not_movable', facts: { possible: ['in_progress'] } },
  })
  expect(await shop.call('PATCH', path, { status: 'in_progress' }, { headers: { 'if-match': '"1"' } })).toMatchObject({
    status: 412,
    body: { reason: 'assignment_stale' },
  })
  expect((await shop.call('GET', path)).body).toMatchObject({ status: 'completed', revision: 4 })
  expect((await shop.call('GET', `/v1/assignments?person_id=${ann.id}&status=completed`)).body.data).toHaveLength(1)
  expect((await shop.call('GET', `/v1/assignments?job_id=${job.id}&sort=status`)).body.data).toHaveLength(1)
  expect((await shop.call('DELETE', path)).status).toBe(200)
  expect(await shop.call('GET', path)).toMatchObject({ status: 404, body: { reason: 'assignment_unknown' } })
  const told = (await told_of(shop, made.body.id)).map(({ name }) => name)
  expect(told).toEqual(['assignment.created', ...Array(3).fill('assignment.updated'), 'assignment.deleted'])
})

test('the same person has the same work once, in parallel too; once done, they may get it again', async () => {
  const { id: job_id } = await lay_out_job(shop, [1])
  const give = () => shop.call('POST', '/v1/assignments', { job_id, person_id: ann.id })
  const answers = await Promise.all([give(), give(), give()])
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409])
  expect(answers.find(({ status }) => status === 409)?.body.reason).toBe('assignment_there')
  const { id } = answers.find(({ status }) => status === 201)?.body ?? {}
  await shop.call('PATCH', `/v1/assignments/${id}`, { status: 'completed' })
  expect((await give()).status).toBe(201)
  expect(await shop.call('PATCH', `/v1/assignments/${id}`, { status: 'in_progress' })).toMatchObject({
    status: 409,
    body: { reason: 'assignment_there' },
  })
})

test('operators move their own assignments, and give none', async () => {
  const { id: job_id } = await lay_out_job(shop, [1])
  const bob = await someone(shop, 'operator')
  const { body } = await shop.call('POST', '/v1/assignments', { job_id, person_id: ann.id })
  const path = `/v1/assignments/${body.id}`
  expect(await shop.call('PATCH', path, { status: 'accepted' }, { key: bob.key })).toMatchObject({
    status: 403,
    body: { reason: 'assignment_not_yours' },
  })
  expect((await shop.call('PATCH', path, { person_id: bob.id }, { key: ann.key })).body.reason).toBe('assignment_not_yours')
  expect((await shop.call('PATCH', path, { person_id: bob.id })).body.person.id).toBe(bob.id)
  expect((await shop.call('POST', '/v1/assignments', { job_id, person_id: bob.id }, { key: bob.key })).status).toBe(403)
})

test('a job or a part is needed, and they must go together', async () => {
  const [one, two] = [await lay_out_job(shop, [1]), await lay_out_job(shop, [1])]
  expect(await shop.call('POST', '/v1/assignments', { person_id: ann.id })).toMatchObject({
    status: 422,
    body: { errors: [{ field: 'job_id', rule: 'required' }] },
  })
  expect(await shop.call('POST', '/v1/assignments', { job_id: one.id, part_id: two.parts[0]?.id, person_id: ann.id })).toMatchObject({
    status: 422,
    body: { errors: [{ field: 'part_id', rule: 'unknown_reference' }] },
  })
  const other = await another_tenant(shop)
  expect(await shop.call('POST', '/v1/assignments', { job_id: one.id, person_id: ann.id }, { key: other.key })).toMatchObject({
    status: 422,
    body: { errors: [{ field: 'job_id' }, { field: 'person_id' }] },
  })
})

test('an assignment goes with its job', async () => {
  const { id: job_id } = await lay_out_job(shop, [1])
  const { body } = await shop.call('POST', '/v1/assignments', { job_id, person_id: ann.id })
  await shop.call('DELETE', `/v1/jobs/${job_id}`)
  expect((await shop.call('GET', `/v1/assignments/${body.id}`)).status).toBe(404)
  expect((await shop.call('GET', `/v1/assignments?job_id=${job_id}`)).body.data).toEqual([])
})

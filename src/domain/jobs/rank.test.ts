import { afterAll, beforeAll, expect, test } from 'vitest'
import { open_shop, type Shop } from '../../../test/shop.ts'
import { new_id } from '../../kernel/id.ts'

let shop: Shop
beforeAll(async () => {
  shop = await open_shop()
})
afterAll(() => shop.close())

/** Jobs of a customer, in no particular order of work; `due` sorts those of one priority. */
async function jobs_of(customer: string, jobs: readonly { due?: string; priority?: number }[]): Promise<string[]> {
  const ids: string[] = []
  for (const [at, job] of jobs.entries()) {
    const { status, body } = await shop.call('POST', '/v1/jobs', { job_number: `${customer}-${at}`, customer, ...job })
    expect(status, JSON.stringify(body)).toBe(201)
    ids.push(body.id)
  }
  return ids
}
const order_of = async (customer: string): Promise<string[]> => {
  const { body } = await shop.call('GET', `/v1/jobs?sort=rank&customer=${customer}`)
  return body.data.map(({ job_number }: { job_number: string }) => job_number.split('-')[1])
}
const rank = (id: string | undefined, before: string | null | undefined) => shop.call('POST', `/v1/jobs/${id}/rank`, { before })

test('puts a job before another one, wherever it stood', async () => {
  const ids = await jobs_of('Ranked', [{}, {}, {}, {}, {}])
  for (const [moved, before, order] of [
    [4, 0, '40123'],
    [3, 1, '40312'],
    [2, 3, '40231'],
    [0, 1, '42301'],
    [4, null, '23014'],
    [1, 2, '12304'],
    [4, 3, '12430'],
    [2, 4, '12430'],
  ] as const) {
    const { status, body } = await rank(ids[moved], before === null ? null : ids[before])
    expect(status, JSON.stringify(body)).toBe(200)
    expect((await order_of('Ranked')).join('')).toBe(order)
  }
})

test('tells each priority that was changed, and nothing where it stands there already', async () => {
  const [first, second, third] = await jobs_of('Told', [{ due: '2030-01-01' }, { due: '2030-01-02' }, { due: '2030-01-03' }])
  const before = await shop.call('GET', `/v1/jobs/${first}`)
  expect((await rank(third, second)).status).toBe(200)
  expect(await order_of('Told')).toEqual(['0', '2', '1'])
  expect((await rank(third, second)).status).toBe(200)
  const events = async (id: string | undefined) => (await shop.call('GET', `/v1/events?subject_id=${id}&name=job.updated`)).body.data
  await expect.poll(async () => (await events(first)).length).toBe(1)
  expect((await events(first))[0].facts.changes.priority.before).toBe(before.body.priority)
  expect(await events(third)).toHaveLength(1)
  expect(await events(second)).toHaveLength(0)
  const after = await shop.call('GET', `/v1/jobs/${first}`)
  expect(after.body.revision).toBe(before.body.revision)
})

test('refuses itself, what is done, and what is not there', async () => {
  const [one, other] = await jobs_of('Refused', [{}, {}])
  expect((await rank(one, one)).body).toMatchObject({ code: 'invalid', reason: 'job_ranked_by_itself' })
  expect((await shop.call('POST', `/v1/jobs/${other}/cancel`, {})).status).toBe(200)
  expect((await rank(one, other)).body).toMatchObject({ code: 'conflict', reason: 'job_not_movable' })
  expect((await rank(other, one)).body).toMatchObject({ code: 'conflict', reason: 'job_not_movable' })
  expect((await rank(new_id(), one)).body).toMatchObject({ code: 'not_found', reason: 'job_unknown' })
  expect((await rank(one, new_id())).body).toMatchObject({ status: 422, errors: [{ field: 'before', rule: 'unknown_reference' }] })
})

test('does not raise a whole company', async () => {
  const many = await open_shop()
  try {
    await many.engine.as_system('test', many.tenant_id, async (context) => {
      context.write`insert into jobs (id, code_number, job_number, name, status, created_at, updated_at)
        select gen_random_uuid(), nextval('code_numbers'), 'D-' || n, 'D', 'released', now(), now() from generate_series(1, 600) as n`
    })
    const { body } = await many.call('GET', '/v1/jobs?sort=rank&limit=1000')
    const ids = body.data.map(({ id }: { id: string }) => id)
    const near = await many.call('POST', `/v1/jobs/${ids[599]}/rank`, { before: ids[400] })
    expect(near.status, JSON.stringify(near.body)).toBe(200)
    const deep = await many.call('POST', `/v1/jobs/${ids[1]}/rank`, { before: ids[597] })
    expect(deep.body).toMatchObject({ code: 'refused', reason: 'rank_too_deep' })
  } finally {
    await many.close()
  }
})

test('many at once leave an order with everybody in it', async () => {
  const ids = await jobs_of('Parallel', [{}, {}, {}, {}, {}, {}])
  const answers = await Promise.all(ids.slice(1).map((id, at) => rank(id, ids[at])))
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
  expect((await order_of('Parallel')).toSorted()).toEqual(['0', '1', '2', '3', '4', '5'])
})

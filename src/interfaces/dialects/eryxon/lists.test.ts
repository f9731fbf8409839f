import { afterAll, beforeAll, expect, test } from 'vitest'
import { open_shop, type Shop } from '../../../../test/shop.ts'

let shop: Shop
let job_id: string
let part_id: string
beforeAll(async () => {
  shop = await open_shop()
  for (let n = 1; n <= 5; n++) {
    const { status, body } = await shop.call('POST', '/api-jobs', {
      job_number: `JOB-${n}${n === 3 ? '_50%' : ''}`,
      customer: n % 2 ? 'ACME Corp' : 'Brown & Sons',
      status: n === 5 ? 'on_hold' : 'not_started',
      parts: [
        {
          ...{ part_number: `PART-${n}`, material: n % 2 ? 'Aluminum 6061' : 'Steel', material_lot: `LOT-${n}`, quantity: n },
          operations: [3, 1, 2].map((sequence) => ({
            ...{ operation_name: `Step ${sequence}`, sequence, estimated_time: 10 * (4 - sequence), cell_name: `Mill-0${sequence}` },
            status: sequence === 2 ? 'paused' : 'not_started',
          })),
        },
      ],
    })
    expect(status, JSON.stringify(body)).toBe(201)
    ;({ job_id } = body.data)
    part_id = body.data.parts[0].id
  }
})
afterAll(() => shop.close())

async function rows(plural: string, query: string) {
  const { status, body } = await shop.call('GET', `/api-${plural}?${query}`)
  expect(status, JSON.stringify(body)).toBe(200)
  expect(body.meta.pagination).toEqual(body.data.pagination)
  // biome-ignore lint/suspicious/noExplicitAny: what a test reads is what it asserts on
  return { rows: body.data[plural] as any[], pagination: body.data.pagination }
}
const numbers = async (query: string) => (await rows('jobs', query)).rows.map((one) => Number(one.job_number[4]))

test.each([
  ['', [5, 4, 3, 2, 1]],
  ['status=not_started', [4, 3, 2, 1]],
  ['status=on_hold', [5]],
  ['status=', [5, 4, 3, 2, 1]],
  ['customer=acme', [5, 3, 1]],
  ['customer=%25', []],
  ['job_number=_50%25', [3]],
  ['job_number=job-', [5, 4, 3, 2, 1]],
  ['search=brown', [4, 2]],
  ['customer=ACME&status=not_started&job_number=1', [1]],
])('jobs?%s', async (query, expected) => {
  expect(await numbers(query)).toEqual(expected)
  expect((await rows('jobs', query)).pagination).toEqual({ limit: 100, offset: 0, total: expected.length, has_more: false })
})

test('pages: limits are held between 1 and 1000', async () => {
  expect(await numbers('limit=2&offset=1')).toEqual([4, 3])
  expect((await rows('jobs', 'limit=2&offset=1')).pagination).toEqual({ limit: 2, offset: 1, total: 5, has_more: true })
  expect((await rows('jobs', 'limit=2&offset=3')).pagination).toMatchObject({ total: 5, has_more: false })
  expect((await rows('jobs', 'offset=9')).rows).toEqual([])
  expect((await rows('jobs', 'limit=0')).pagination).toMatchObject({ limit: 1, has_more: true })
  expect((await rows('jobs', 'limit=-7')).pagination.limit).toBe(1)
  expect((await rows('jobs', 'limit=5000')).pagination.limit).toBe(1000)
})

test('parts: every filter, with job and operations', async () => {
  const of = async (query: string) => (await rows('parts', query)).rows.map((one) => one.part_number)
  expect(await of(`job_id=${job_id}`)).toEqual(['PART-5'])
  expect(await of('part_number=rt-3')).toEqual(['PART-3'])
  expect(await of('material=alu')).toEqual(['PART-5', 'PART-3', 'PART-1'])
  expect(await of('material_lot=lot-2')).toEqual(['PART-2'])
  expect(await of('job_number=JOB-4')).toEqual(['PART-4'])
  expect(await of('status=not_started&limit=2')).toEqual(['PART-5', 'PART-4'])
  expect(await of('status=completed')).toEqual([])
  const [one] = (await rows('parts', `job_id=${job_id}`)).rows
  expect(one).toMatchObject({
    job: { id: job_id, customer: 'ACME Corp' },
    operations: [{ sequence: 1, cell: { name: 'Mill-01' } }, {}, {}],
  })
  expect((await shop.call('GET', `/api-parts?id=${part_id}`)).body.data.part.operations).toHaveLength(3)
})

test('operations: every filter', async () => {
  const of = async (query: string) => (await rows('operations', query)).rows.map((one) => one.sequence)
  expect(await of(`part_id=${part_id}`)).toEqual([1, 2, 3])
  expect(await of(`job_id=${job_id}&status=paused`)).toEqual([2])
  expect(await of(`job_id=${job_id}&status=on_hold`)).toEqual([2])
  expect(await of(`job_id=${job_id}&cell_name=MILL-03`)).toEqual([3])
  expect(await of(`job_id=${job_id}&search=step%203`)).toEqual([3])
  const { cell_id } = (await rows('operations', `job_id=${job_id}&cell_name=Mill-01`)).rows[0]
  expect(await of(`part_id=${part_id}&cell_id=${cell_id}`)).toEqual([1])
  const [one] = (await rows('operations', `part_id=${part_id}`)).rows
  const single = await shop.call('GET', `/api-operations?id=${one.id}`)
  expect(single.body.data.operation).toEqual(one)
})

test.each([
  ['', [1, 2, 3]],
  ['sort_order=desc', [3, 2, 1]],
  ['sort_by=estimated_time', [3, 2, 1]],
  ['sort=estimated_time&order=desc', [1, 2, 3]],
  ['sort_by=created_at&sort_order=asc', [3, 1, 2]],
  ['sort_by=sequence&sort_order=desc&limit=2', [3, 2]],
])('operations sorted: %s', async (query, expected) => {
  const { rows: found } = await rows('operations', `part_id=${part_id}&${query}`)
  expect(found.map((one) => one.sequence)).toEqual(expected)
})

test('the total of operations may be left out', async () => {
  expect((await rows('operations', 'limit=2&include_count=true')).pagination).toEqual({ limit: 2, offset: 0, total: 15, has_more: true })
  expect((await rows('operations', 'limit=2&include_count=false')).pagination).toEqual({ limit: 2, offset: 0, has_more: true })
  expect((await rows('operations', 'limit=2')).pagination.total).toBe(15)
  for (const by of ['actual_time', 'status', 'completion_percentage'])
    expect((await rows('operations', `sort_by=${by}`)).rows).toHaveLength(15)
})

test('the last day that can be said is an end like any other; what lies beyond is a fault', async () => {
  expect((await shop.call('GET', '/api-operation-quantities?to_date=9999-12-31')).status).toBe(200)
  const beyond = await shop.call('GET', `/api-operation-quantities?to_date=${encodeURIComponent('9999-12-31T23:59:59-14:00')}`)
  expect(beyond.status).toBe(422)
  expect(beyond.body.error.details).toMatchObject([{ field: 'to_date', constraint: 'DATE_FORMAT' }])
})

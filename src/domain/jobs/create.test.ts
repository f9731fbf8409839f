import { afterAll, beforeAll, expect, test } from 'vitest'
import { open_shop, type Shop } from '../../../test/shop.ts'

let shop: Shop
beforeAll(async () => {
  shop = await open_shop()
})
afterAll(() => shop.close())

const part = (part_number: string, more: object = {}) => ({
  part_number,
  quantity: 10,
  operations: [{ sequence: 10, name: 'Turning', workstation_name: 'Lathe 1' }],
  ...more,
})

test('takes in a job with parts and operations, and makes the workstation it names', async () => {
  const { status, body, headers } = await shop.call('POST', '/v1/jobs', {
    job_number: 'A-1',
    customer: 'Acme',
    due: '2026-12-31',
    parts: [part('P1'), part('P2', { parent_part_number: 'P1' })],
  })
  expect(status, JSON.stringify(body)).toBe(201)
  expect(headers.etag).toBe('"1"')
  expect(body).toMatchObject({ job_number: 'A-1', name: 'A-1', status: 'released', quantity: 10, due: '2026-12-31' })
  expect(body.code).toMatch(/^J/)
  expect(body.parts[1].parent_id).toBe(body.parts[0].id)
  expect(body.parts[0].operations[0]).toMatchObject({ name: 'Turning', status: 'waiting', available: 10, workstation: { name: 'Lathe 1' } })
  const again = await shop.call('POST', '/v1/jobs', { job_number: 'A-1b', parts: [part('P1')] })
  expect(again.body.parts[0].operations[0].workstation_id).toBe(body.parts[0].operations[0].workstation_id)
})

test('refuses a number that is taken, also when many ask at once', async () => {
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => shop.call('POST', '/v1/jobs', { job_number: 'B-1', parts: [part('P1')] })),
  )
  expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array.from({ length: 19 }, () => 409)])
  expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'conflict', reason: 'job_number_taken' })
})

test('makes a number from the name', async () => {
  const numbers = []
  for (let n = 0; n < 3; n++) numbers.push((await shop.call('POST', '/v1/jobs', { name: 'Brackets' })).body.job_number)
  expect(numbers).toEqual(['Brackets', 'Brackets-2', 'Brackets-3'])
})

test('tells all faults at once, references included, and changes nothing', async () => {
  const { status, body } = await shop.call('POST', '/v1/jobs', {
    job_number: '',
    due: 'soon',
    parts: [
      {
        part_number: 'X',
        quantity: 0,
        parent_part_number: 'X',
        operations: [{ name: 'a', workstation_id: '00000000-0000-4000-8000-000000000000', sequence: 1 }, { sequence: 1 }],
      },
    ],
  })
  expect(status).toBe(422)
  const told = body.errors.map((error: { field: string; rule: string }) => `${error.field} ${error.rule}`).sort()
  expect(told).toEqual([
    'due date_format',
    'job_number min_length',
    'parts[0].operations duplicate',
    'parts[0].operations[0].workstation_id unknown_reference',
    'parts[0].operations[1].name required',
    'parts[0].parent_part_number circular',
    'parts[0].quantity min_value',
  ])
})

test('a part belongs to a part of the same job, by number or by id', async () => {
  const other = await shop.call('POST', '/v1/jobs', { job_number: 'D-0', parts: [part('P0')] })
  const [{ id: elsewhere }] = other.body.parts
  const told = ({ body }: { body: { errors: { field: string; rule: string }[] } }) =>
    body.errors.map(({ field, rule }) => `${field} ${rule}`)
  const orphans = [part('P1', { parent_part_number: 'P9', quantity: 0 }), part('P2', { parent_part_number: 'P1 ' })]
  expect(told(await shop.call('POST', '/v1/jobs', { job_number: 'D-1', parts: orphans })).sort()).toEqual([
    'parts[0].parent_part_number unknown_reference',
    'parts[0].quantity min_value',
  ])
  const astray = await shop.call('POST', '/v1/jobs', { job_number: 'D-1', parts: [part('P1', { parent_id: elsewhere })] })
  expect(told(astray)).toEqual(['parts[0].parent_id unknown_reference'])
  const job = await shop.call('POST', '/v1/jobs', { job_number: 'D-1', parts: [part('P1')] })
  const added = { job_id: job.body.id, part_number: 'P2', quantity: 1 }
  expect(told(await shop.call('POST', '/v1/parts', { ...added, parent_id: elsewhere }))).toEqual(['parent_id unknown_reference'])
  const inside = await shop.call('POST', '/v1/parts', { ...added, parent_id: job.body.parts[0].id.toUpperCase() })
  expect(inside.body).toMatchObject({ parent_id: job.body.parts[0].id })
})

test('a job is put on hold only from where the caller says', async () => {
  const { body } = await shop.call('POST', '/v1/jobs', { job_number: 'H-1', parts: [part('P1')] })
  const refused = await shop.call('POST', `/v1/jobs/${body.id}/hold`, { from: ['running'] })
  expect(refused.body).toMatchObject({ status: 409, reason: 'job_not_movable', facts: { status: 'released' } })
  expect((await shop.call('POST', `/v1/jobs/${body.id}/hold`, { from: ['released', 'running'] })).status).toBe(200)
})

test('a repeat with the same key answers the same and makes nothing twice', async () => {
  const headers = { 'idempotency-key': 'k1' }
  const first = await shop.call('POST', '/v1/jobs', { job_number: 'C-1' }, { headers })
  const second = await shop.call('POST', '/v1/jobs', { job_number: 'C-1' }, { headers })
  expect(second.body).toEqual(first.body)
  expect(second.headers['idempotent-replayed']).toBe('true')
  const other = await shop.call('POST', '/v1/jobs', { job_number: 'C-2' }, { headers })
  expect(other.body).toMatchObject({ reason: 'idempotency_key_reused', status: 422 })
})

test.each(['constructor', 'hasOwnProperty', '__proto__'])(
  'a member called %s is unknown like any other, with a key as well',
  async (name) => {
    const body = `{"job_number": "C-3", ${JSON.stringify(name)}: 1}`
    const { status, body: answer } = await shop.call('POST', '/v1/jobs', body, { headers: { 'idempotency-key': `k-${name}` } })
    expect(status).toBe(422)
    expect(answer.errors).toEqual([{ field: name, rule: 'unknown_field', message: expect.any(String) }])
  },
)

test('of more faults than anybody reads the first thousand are told', async () => {
  const parts = Array.from({ length: 1000 }, () => ({ operations: Array.from({ length: 65 }, () => ({})) }))
  const { status, body } = await shop.call('POST', '/v1/jobs', { job_number: 'C-4', parts })
  expect(status).toBe(422)
  expect(body.detail).toBe('132000 fields are not right. The first 1000 are told.')
  expect(body.errors).toHaveLength(1000)
  const theirs = await shop.call('POST', '/api-jobs', { job_number: 'C-4', parts })
  expect(theirs).toMatchObject({ status: 422, body: { error: { code: 'VALIDATION_ERROR' } } })
})

test('lists newest first, by cursor, with totals', async () => {
  const all = await shop.call('GET', '/v1/jobs?limit=2&with_total=true&expand=parts')
  expect(all.status, JSON.stringify(all.body)).toBe(200)
  expect(all.body.data).toHaveLength(2)
  const rest = await shop.call('GET', `/v1/jobs?limit=1000&cursor=${all.body.next_cursor}`)
  expect(rest.body.data.length + 2).toBe(all.body.total)
})

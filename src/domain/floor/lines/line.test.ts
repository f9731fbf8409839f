import { afterAll, beforeAll, expect, test } from 'vitest'
import { another_tenant } from '../../../../test/people.ts'
import { open_shop, type Shop } from '../../../../test/shop.ts'
import { told_of } from '../../../../test/told.ts'

let shop: Shop
beforeAll(async () => {
  shop = await open_shop()
})
afterAll(() => shop.close())

const made = async (name: string, more: object = {}) => {
  const { status, body } = await shop.call('POST', '/v1/lines', { name, ...more })
  expect(status, JSON.stringify(body)).toBe(201)
  return body
}

test('sets up a line, shows it and tells it', async () => {
  const line = await made('Milling', { description: 'Hall 1' })
  expect(line).toMatchObject({ name: 'Milling', description: 'Hall 1', revision: 1 })
  expect((await shop.call('GET', `/v1/lines/${line.id}`)).body).toEqual(line)
  expect(await told_of(shop, line.id)).toEqual([{ name: 'line.created', facts: { line_id: line.id } }])
})

test('of twenty who want one name at once, one gets it; case and blanks do not tell names apart', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => shop.call('POST', '/v1/lines', { name: 'Turning A' })))
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
  const refused = answers.filter(({ body }) => body.reason === 'line_name_taken')
  expect(refused.map(({ status }) => status)).toEqual(Array.from({ length: 19 }, () => 409))
  expect((await shop.call('POST', '/v1/lines', { name: ' turning  A' })).body).toMatchObject({ status: 409, reason: 'line_name_taken' })
})

test('changes what is given and nothing else, and tells what changed', async () => {
  const line = await made('Grinding', { description: 'Hall 2' })
  const { body, headers } = await shop.call('PATCH', `/v1/lines/${line.id}`, { name: 'Grinding', description: null })
  expect(body).toEqual({ ...line, description: null, revision: 2, updated_at: body.updated_at })
  expect(headers.etag).toBe('"2"')
  expect((await told_of(shop, line.id)).at(-1)).toEqual({
    name: 'line.updated',
    facts: { line_id: line.id, changes: { description: { before: 'Hall 2', after: null } } },
  })
  const same = await shop.call('PATCH', `/v1/lines/${line.id}`, { name: 'Grinding' })
  expect(same.body).toEqual(body)
  expect(await told_of(shop, line.id)).toHaveLength(2)
})

test('a change on an old reading is refused, as is a name that is taken', async () => {
  const line = await made('Welding')
  await made('Painting')
  const headers = { 'if-match': '"1"' }
  expect((await shop.call('PATCH', `/v1/lines/${line.id}`, { description: 'x' }, { headers })).status).toBe(200)
  const late = await shop.call('PATCH', `/v1/lines/${line.id}`, { description: 'y' }, { headers })
  expect(late.body).toMatchObject({ status: 412, reason: 'line_stale' })
  const taken = await shop.call('PATCH', `/v1/lines/${line.id}`, { name: 'painting' })
  expect(taken.body).toMatchObject({ status: 409, reason: 'line_name_taken' })
})

test('is not removed while workstations belong to it; then its name is free again', async () => {
  const line = await made('Assembly')
  const station = await shop.call('POST', '/v1/workstations', { name: 'Bench', line_id: line.id })
  const refused = await shop.call('DELETE', `/v1/lines/${line.id}`)
  expect(refused.body).toMatchObject({ status: 409, reason: 'line_in_use', facts: { workstation_ids: [station.body.id] } })
  await shop.call('DELETE', `/v1/workstations/${station.body.id}`)
  expect((await shop.call('DELETE', `/v1/lines/${line.id}`)).body).toEqual({ id: line.id })
  expect((await told_of(shop, line.id)).map(({ name }) => name)).toEqual(['line.created', 'line.deleted'])
  expect((await shop.call('GET', `/v1/lines/${line.id}`)).body).toMatchObject({ status: 404, reason: 'line_unknown' })
  await made('Assembly')
})

test('a line is never removed under a workstation that is being put on it', async () => {
  for (let round = 0; round < 10; round++) {
    const line = await made(`Contested ${round}`)
    const [station, removed] = await Promise.all([
      shop.call('POST', '/v1/workstations', { name: 'W', line_id: line.id }),
      shop.call('DELETE', `/v1/lines/${line.id}`),
    ])
    const outcome = [station.status, removed.status]
    expect(
      [
        [201, 409],
        [422, 200],
      ],
      JSON.stringify(station.body),
    ).toContainEqual(outcome)
  }
})

test('lists newest first, page by page, and by part of the name', async () => {
  await made('100% cotton')
  const first = await shop.call('GET', '/v1/lines?limit=1')
  expect(first.body.data).toMatchObject([{ name: '100% cotton' }])
  const rest = await shop.call('GET', `/v1/lines?cursor=${first.body.next_cursor}`)
  expect(rest.body.data.map((line: { name: string }) => line.name)).not.toContain('100% cotton')
  expect(rest.body.next_cursor).toBeNull()
  const found = await shop.call('GET', '/v1/lines?name=0%25%20COT')
  expect(found.body.data).toHaveLength(1)
})

test('tells every fault of a body, and another company sees nothing of it', async () => {
  const wrong = await shop.call('POST', '/v1/lines', { name: ' ', description: 5, colour: 'red' })
  expect(wrong.status).toBe(422)
  expect(wrong.body.errors.map((fault: { field: string; rule: string }) => `${fault.field} ${fault.rule}`).sort()).toEqual([
    'colour unknown_field',
    'description type',
    'name min_length',
  ])
  const line = await made('Ours')
  const { key } = await another_tenant(shop)
  for (const method of ['GET', 'PATCH', 'DELETE'] as const) {
    const answer = await shop.call(method, `/v1/lines/${line.id}`, method === 'PATCH' ? { name: 'Theirs' } : undefined, { key })
    expect(answer.body).toMatchObject({ status: 404, reason: 'line_unknown' })
  }
  expect((await shop.call('GET', '/v1/lines', undefined, { key })).body.data).toEqual([])
  expect((await shop.call('GET', `/v1/lines/${line.id}`)).body).toEqual(line)
})

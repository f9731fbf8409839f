import { afterAll, beforeAll, expect, test } from 'vitest'
import { another_tenant } from '../../../../test/people.ts'
import { open_shop, type Shop } from '../../../../test/shop.ts'
import { told_of } from '../../../../test/told.ts'

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
const line = async (name: string) => (await made('/v1/lines', { name })).id

test('sets up a workstation with what is usual, and tells it', async () => {
  const station = await made('/v1/workstations', { name: 'Lathe 1', color: '#1E88E5' })
  expect(station).toMatchObject({ type: 'machine', line_id: null, color: '#1E88E5', is_active: true, origin: 'api', revision: 1 })
  expect((await shop.call('GET', `/v1/workstations/${station.id}`)).body).toEqual(station)
  expect(await told_of(shop, station.id)).toEqual([{ name: 'workstation.created', facts: { workstation_id: station.id } }])
})

test('newcomers stand behind one another, however many come at once', async () => {
  const line_id = await line('Row')
  await made('/v1/workstations', { name: 'First', line_id, position: 4 })
  const many = await Promise.all(Array.from({ length: 10 }, (_, n) => made('/v1/workstations', { name: `W${n}`, line_id })))
  expect(many.map(({ position }) => position).sort((a, b) => a - b)).toEqual([5, 6, 7, 8, 9, 10, 11, 12, 13, 14])
})

test('a name is taken on its own line only', async () => {
  const [a, b] = [await line('A'), await line('B')]
  const on_a = await made('/v1/workstations', { name: 'Saw', line_id: a })
  await made('/v1/workstations', { name: 'Saw', line_id: b })
  await made('/v1/workstations', { name: 'Saw' })
  const refusal = { status: 409, reason: 'workstation_name_taken' }
  expect((await shop.call('POST', '/v1/workstations', { name: ' SAW', line_id: a })).body).toMatchObject(refusal)
  expect((await shop.call('POST', '/v1/workstations', { name: 'saw' })).body).toMatchObject(refusal)
  expect((await shop.call('PATCH', `/v1/workstations/${on_a.id}`, { line_id: b })).body).toMatchObject(refusal)
})

test('an external id is taken once per source', async () => {
  const external = { external_source: 'erp', external_id: '7' }
  await made('/v1/workstations', { name: 'E7', ...external })
  const other = await made('/v1/workstations', { name: 'E8', external_source: 'erp', external_id: '8' })
  const refusal = { status: 409, reason: 'workstation_external_taken' }
  expect((await shop.call('POST', '/v1/workstations', { name: 'E7b', ...external })).body).toMatchObject(refusal)
  expect((await shop.call('PATCH', `/v1/workstations/${other.id}`, { external_id: '7' })).body).toMatchObject(refusal)
})

test('put on another line it goes behind the last one there, unless told where', async () => {
  const [from, to] = [await line('From'), await line('To')]
  await made('/v1/workstations', { name: 'Old hand', line_id: to, position: 7 })
  const station = await made('/v1/workstations', { name: 'Mover', line_id: from })
  const { body } = await shop.call('PATCH', `/v1/workstations/${station.id}`, { line_id: to.toUpperCase() })
  expect(body).toMatchObject({ line_id: to, position: 8, revision: 2 })
  expect((await told_of(shop, station.id)).at(-1)).toMatchObject({
    name: 'workstation.updated',
    facts: { changes: { line_id: { before: from, after: to }, position: { before: 1, after: 8 } } },
  })
  expect((await shop.call('PATCH', `/v1/workstations/${station.id}`, { line_id: to, name: 'Mover' })).body).toEqual(body)
  const told_where = await shop.call('PATCH', `/v1/workstations/${station.id}`, { line_id: null, position: 2 })
  expect(told_where.body).toMatchObject({ line_id: null, position: 2, revision: 3 })
  const headers = { 'if-match': '"1"' }
  const late = await shop.call('PATCH', `/v1/workstations/${station.id}`, { color: null }, { headers })
  expect(late.body).toMatchObject({ status: 412, reason: 'workstation_stale' })
})

test('is not removed while unfinished operations, machines or a current routing stand at it', async () => {
  const station = await made('/v1/workstations', { name: 'Busy' })
  const machine = await made('/v1/machines', { name: 'M', workstation_id: station.id })
  const product = await made('/v1/products', { product_number: 'P-busy' })
  const routing = await made('/v1/routings', { product_id: product.id, steps: [{ sequence: 1, name: 'a', workstation_id: station.id }] })
  const operations = [{ sequence: 1, name: 'a', workstation_id: station.id }]
  const job = await made('/v1/jobs', { job_number: 'J-busy', parts: [{ part_number: 'P', quantity: 1, operations }] })
  const refused = await shop.call('DELETE', `/v1/workstations/${station.id}`)
  expect(refused.body).toMatchObject({ status: 409, reason: 'workstation_in_use', facts: { operations: 1, machines: 1, routings: 1 } })
  expect(refused.body.detail).toContain('1 unfinished operation, 1 machine, 1 current routing')

  const operation = job.parts[0].operations[0].id
  await shop.call('POST', `/v1/operations/${operation}/start`)
  await shop.call('POST', `/v1/operations/${operation}/complete`)
  await shop.call('PATCH', `/v1/machines/${machine.id}`, { workstation_id: null })
  await shop.call('DELETE', `/v1/routings/${routing.id}`)
  expect((await shop.call('DELETE', `/v1/workstations/${station.id}`)).body).toEqual({ id: station.id })
  expect((await told_of(shop, station.id)).at(-1)?.name).toBe('workstation.deleted')
  expect((await shop.call('GET', `/v1/workstations/${station.id}`)).body).toMatchObject({ status: 404, reason: 'workstation_unknown' })
})

test('a workstation is never removed under a machine or a routing that is being put there', async () => {
  const product = await made('/v1/products', { product_number: 'P-race' })
  for (let round = 0; round < 6; round++) {
    const { id } = await made('/v1/workstations', { name: `Contested ${round}` })
    const put =
      round % 2 === 0
        ? shop.call('POST', '/v1/machines', { name: `M${round}`, workstation_id: id })
        : shop.call('POST', '/v1/routings', { product_id: product.id, steps: [{ sequence: 1, name: 'a', workstation_id: id }] })
    const [placed, removed] = await Promise.all([put, shop.call('DELETE', `/v1/workstations/${id}`)])
    expect(
      [
        [201, 409],
        [422, 200],
      ],
      JSON.stringify(placed.body),
    ).toContainEqual([placed.status, removed.status])
  }
})

test('many jobs at once that name the same new workstation make it once', async () => {
  const operations = [
    { sequence: 1, name: 'a', workstation_name: 'New one' },
    { sequence: 2, name: 'b', workstation_name: 'New two' },
  ]
  const jobs = await Promise.all(
    Array.from({ length: 8 }, (_, n) => made('/v1/jobs', { job_number: `N-${n}`, parts: [{ part_number: 'P', quantity: 1, operations }] })),
  )
  const ids = new Set(jobs.map((job) => job.parts[0].operations[0].workstation_id))
  expect(ids.size).toBe(1)
  const [one, two] = (await shop.call('GET', '/v1/workstations?name=new ')).body.data.reverse()
  expect(two.position).toBe(one.position + 1)
})

test('lists by line, type, state and part of the name', async () => {
  const line_id = await line('Listed')
  await made('/v1/workstations', { name: 'L-one', line_id, type: 'control' })
  await made('/v1/workstations', { name: 'L-two', line_id, is_active: false })
  const names = async (query: string) =>
    (await shop.call('GET', `/v1/workstations?${query}`)).body.data.map((station: { name: string }) => station.name)
  expect(await names(`line_id=${line_id}`)).toEqual(['L-two', 'L-one'])
  expect(await names(`line_id=${line_id}&type=control`)).toEqual(['L-one'])
  expect(await names('is_active=false')).toEqual(['L-two'])
  expect(await names('name=l-O')).toEqual(['L-one'])
  const first = await shop.call('GET', `/v1/workstations?line_id=${line_id}&limit=1`)
  expect(await names(`line_id=${line_id}&limit=1&cursor=${first.body.next_cursor}`)).toEqual(['L-one'])
})

test('tells every fault of a body; a line of another company is unknown here', async () => {
  const { key } = await another_tenant(shop)
  const theirs = await shop.call('POST', '/v1/lines', { name: 'Theirs' }, { key })
  const given = { name: '', type: 'robot', color: 'blue', position: 0, line_id: theirs.body.id, is_active: 'yes' }
  const { status, body } = await shop.call('POST', '/v1/workstations', given)
  expect(status).toBe(422)
  expect(body.errors.map((fault: { field: string; rule: string }) => `${fault.field} ${fault.rule}`).sort()).toEqual([
    'color format',
    'is_active type',
    'line_id unknown_reference',
    'name min_length',
    'position min_value',
    'type choice',
  ])
  const ours = await made('/v1/workstations', { name: 'Ours' })
  for (const method of ['GET', 'PATCH', 'DELETE'] as const) {
    const answer = await shop.call(method, `/v1/workstations/${ours.id}`, method === 'PATCH' ? { name: 'X' } : undefined, { key })
    expect(answer.body).toMatchObject({ status: 404, reason: 'workstation_unknown' })
  }
  expect((await shop.call('GET', '/v1/workstations', undefined, { key })).body.data).toEqual([])
})

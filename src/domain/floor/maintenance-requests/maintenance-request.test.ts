import { afterAll, beforeAll, expect, test } from 'vitest'
import { another_tenant, someone } from '../../../../test/people.ts'
import { as_owner, open_shop, type Shop } from '../../../../test/shop.ts'
import { told_of } from '../../../../test/told.ts'
import { MaintenanceStatus } from './maintenance-request.ts'

let shop: Shop
let machine: { id: string; name: string }
beforeAll(async () => {
  shop = await open_shop()
  machine = (await shop.call('POST', '/v1/machines', { name: 'MAZAK-1' })).body
})
afterAll(() => shop.close())

const ask = async (more: object = {}) => {
  const { status, body } = await shop.call('POST', '/v1/maintenance-requests', {
    machine_id: machine.id,
    description: 'It whistles',
    ...more,
  })
  expect(status, JSON.stringify(body)).toBe(201)
  return body
}
const move = (id: string, given: object, options = {}) => shop.call('POST', `/v1/maintenance-requests/${id}/move`, given, options)
const read = async (id: string) => (await shop.call('GET', `/v1/maintenance-requests/${id}`)).body
const events_of = async (id: string) => (await told_of(shop, id)).map(({ name }) => name)

test('asks for a machine to be looked after, and tells it', async () => {
  const operator = await someone(shop, 'operator')
  const given = { machine_id: machine.id, kind: 'preventive', priority: 'high', description: 'Oil' }
  const { body } = await shop.call('POST', '/v1/maintenance-requests', given, { key: operator.key })
  const said = {
    ...given,
    machine_name: 'MAZAK-1',
    status: 'open',
    requested_by: operator.id,
    started_at: null,
    finished_at: null,
    revision: 1,
  }
  expect(body).toMatchObject(said)
  expect(await read(body.id)).toEqual(body)
  const facts = { maintenance_request_id: body.id, machine_id: machine.id, kind: 'preventive', priority: 'high' }
  expect(await told_of(shop, body.id)).toEqual([{ name: 'maintenance_request.created', facts }])
  expect(await ask()).toMatchObject({ kind: 'corrective', priority: 'medium' })
})

const statuses = MaintenanceStatus.options
const allowed = new Map([
  ['open in_progress', 'started'],
  ['open cancelled', 'cancelled'],
  ['in_progress completed', 'completed'],
  ['in_progress cancelled', 'cancelled'],
])
test.each(statuses.flatMap((from) => statuses.map((to) => [from, to] as const)))('from %s to %s: as the table has it', async (from, to) => {
  const { id } = await ask()
  await as_owner(shop.database, (client) => client.query('update maintenance_requests set status = $1 where id = $2', [from, id]))
  const { status, body } = await move(id, { status: to, at: '2026-03-02T07:00:00Z' })
  const word = allowed.get(`${from} ${to}`)
  if (word === undefined) {
    expect(body).toMatchObject({ status: 409, reason: 'maintenance_move_not_allowed', facts: { from_status: from, to_status: to } })
    expect(await events_of(id)).toEqual(['maintenance_request.created'])
    expect(await read(id)).toMatchObject({ status: from, started_at: null, finished_at: null })
  } else {
    expect(status, JSON.stringify(body)).toBe(200)
    expect(body).toMatchObject({
      status: to,
      revision: 1,
      [to === 'in_progress' ? 'started_at' : 'finished_at']: '2026-03-02T07:00:00.000Z',
    })
    expect(await read(id)).toEqual(body)
    expect(await events_of(id)).toEqual(['maintenance_request.created', `maintenance_request.${word}`])
  }
})

test('of many who start it at once one does', async () => {
  const { id } = await ask()
  const answers = await Promise.all(Array.from({ length: 8 }, () => move(id, { status: 'in_progress' })))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
})

test('changes what is said of it, and nothing else', async () => {
  const request = await ask()
  const update = (given: object, headers = {}) => shop.call('PATCH', `/v1/maintenance-requests/${request.id}`, given, { headers })
  const { body } = await update({ priority: 'critical', description: 'It whistles' })
  expect(body).toEqual({ ...request, priority: 'critical', revision: 2, updated_at: body.updated_at })
  expect((await update({ priority: 'critical' })).body).toEqual(body)
  expect((await told_of(shop, request.id)).at(-1)?.facts).toMatchObject({ changes: { priority: { before: 'medium', after: 'critical' } } })
  expect((await update({ kind: 'preventive' }, { 'if-match': '"1"' })).body).toMatchObject({
    status: 412,
    reason: 'maintenance_request_stale',
  })
})

test('outlives its machine, and is listed by machine, status, kind and priority', async () => {
  const other = (await shop.call('POST', '/v1/machines', { name: 'Short-lived' })).body
  const one = await ask({ machine_id: other.id, kind: 'preventive' })
  const two = await ask({ machine_id: other.id, priority: 'low' })
  await move(two.id, { status: 'cancelled' })
  await shop.call('DELETE', `/v1/machines/${other.id}`)
  const listed = async (query: string) => {
    const { body } = await shop.call('GET', `/v1/maintenance-requests?machine_id=${other.id}&with_total=true&${query}`)
    expect(body.total).toBe(body.data.length)
    return body.data.map(({ id }: { id: string }) => id)
  }
  expect(await listed('')).toEqual([two.id, one.id])
  expect(await listed('status=open&status=in_progress')).toEqual([one.id])
  expect(await listed('kind=preventive')).toEqual([one.id])
  expect(await listed('priority=low')).toEqual([two.id])
  expect((await move(one.id, { status: 'in_progress' })).body).toMatchObject({ machine_name: 'Short-lived' })
  const late = await shop.call('POST', '/v1/maintenance-requests', { machine_id: other.id, description: 'x' })
  expect(late.body.errors).toMatchObject([{ field: 'machine_id', rule: 'unknown_reference' }])
})

test('tells every fault; another company’s machine is unknown, and so is our request to them', async () => {
  const given = { machine_id: 'M', kind: 'odd', priority: 1, description: ' ', cost: 5 }
  const { status, body } = await shop.call('POST', '/v1/maintenance-requests', given)
  expect(status).toBe(422)
  expect(body.errors.map((fault: { field: string; rule: string }) => `${fault.field} ${fault.rule}`).sort()).toEqual([
    'cost unknown_field',
    'description min_length',
    'kind choice',
    'machine_id uuid_format',
    'priority choice',
  ])
  const { id } = await ask()
  expect((await move(id, { status: 'cancelled', at: '2999-01-01T00:00:00Z' })).body.errors).toMatchObject([
    { field: 'at', rule: 'max_value' },
  ])
  const { key } = await another_tenant(shop)
  const theirs = await shop.call('POST', '/v1/maintenance-requests', { machine_id: machine.id, description: 'x' }, { key })
  expect(theirs.body.errors).toMatchObject([{ field: 'machine_id', rule: 'unknown_reference' }])
  const refused = { status: 404, reason: 'maintenance_request_unknown' }
  expect((await move(id, { status: 'cancelled' }, { key })).body).toMatchObject(refused)
  expect((await shop.call('GET', `/v1/maintenance-requests/${id}`, undefined, { key })).body).toMatchObject(refused)
  expect((await shop.call('PATCH', `/v1/maintenance-requests/${id}`, { priority: 'low' }, { key })).body).toMatchObject(refused)
  expect((await shop.call('GET', '/v1/maintenance-requests', undefined, { key })).body.data).toEqual([])
})

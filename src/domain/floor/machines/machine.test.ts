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

test('sets up a machine; where nothing else is said, people call it by its name', async () => {
  const machine = await made('/v1/machines', { name: 'MAZAK-1' })
  expect(machine).toMatchObject({ display_name: 'MAZAK-1', workstation_id: null, type: null, is_active: true, revision: 1 })
  expect((await shop.call('GET', `/v1/machines/${machine.id}`)).body).toEqual(machine)
  expect(await told_of(shop, machine.id)).toEqual([{ name: 'machine.created', facts: { machine_id: machine.id } }])
  expect(await made('/v1/machines', { name: 'M2', display_name: 'The blue one' })).toMatchObject({ display_name: 'The blue one' })
})

test('a name is taken at its own workstation only, also when many want it at once', async () => {
  const station = await made('/v1/workstations', { name: 'Cell' })
  const given = { name: 'Robot', workstation_id: station.id }
  const answers = await Promise.all(Array.from({ length: 10 }, () => shop.call('POST', '/v1/machines', given)))
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
  expect(answers.filter(({ body }) => body.reason === 'machine_name_taken')).toHaveLength(9)
  const elsewhere = await made('/v1/machines', { name: 'robot' })
  const moved = await shop.call('PATCH', `/v1/machines/${elsewhere.id}`, { workstation_id: station.id })
  expect(moved.body).toMatchObject({ status: 409, reason: 'machine_name_taken' })
})

test('moves to another workstation, and tells from where to where', async () => {
  const station = await made('/v1/workstations', { name: 'Bay' })
  const machine = await made('/v1/machines', { name: 'Fork lift' })
  const { body } = await shop.call('PATCH', `/v1/machines/${machine.id}`, { workstation_id: station.id, is_active: false })
  expect(body).toMatchObject({ workstation_id: station.id, is_active: false, revision: 2 })
  expect((await told_of(shop, machine.id)).at(-1)).toEqual({
    name: 'machine.updated',
    facts: {
      machine_id: machine.id,
      changes: { workstation_id: { before: null, after: station.id }, is_active: { before: true, after: false } },
    },
  })
  const again = await shop.call('PATCH', `/v1/machines/${machine.id}`, { workstation_id: station.id.toUpperCase() })
  expect(again.body).toEqual(body)
  const late = await shop.call('PATCH', `/v1/machines/${machine.id}`, { type: 'x' }, { headers: { 'if-match': '"1"' } })
  expect(late.body).toMatchObject({ status: 412, reason: 'machine_stale' })
})

test('is not removed while a clock runs on it', async () => {
  const machine = await made('/v1/machines', { name: 'Busy' })
  const operations = [{ sequence: 1, name: 'a' }]
  const job = await made('/v1/jobs', { job_number: 'J', parts: [{ part_number: 'P', quantity: 1, operations }] })
  const operation = job.parts[0].operations[0].id
  const started = await shop.call('POST', `/v1/operations/${operation}/start`, { machine_id: machine.id })
  expect(started.status, JSON.stringify(started.body)).toBe(200)
  const refused = await shop.call('DELETE', `/v1/machines/${machine.id}`)
  expect(refused.body).toMatchObject({ status: 409, reason: 'machine_in_use' })
  expect(refused.body.facts.time_entry_ids).toHaveLength(1)
  await shop.call('POST', `/v1/operations/${operation}/pause`)
  expect((await shop.call('DELETE', `/v1/machines/${machine.id}`)).body).toEqual({ id: machine.id })
  expect((await told_of(shop, machine.id)).at(-1)?.name).toBe('machine.deleted')
  expect((await shop.call('GET', `/v1/machines/${machine.id}`)).body).toMatchObject({ status: 404, reason: 'machine_unknown' })
  await made('/v1/machines', { name: 'Busy' })
})

test('lists by workstation, state and part of either name', async () => {
  const station = await made('/v1/workstations', { name: 'Listed' })
  await made('/v1/machines', { name: 'L-1', workstation_id: station.id })
  await made('/v1/machines', { name: 'L-2', workstation_id: station.id, is_active: false, display_name: 'Old Betsy' })
  const names = async (query: string) =>
    (await shop.call('GET', `/v1/machines?${query}`)).body.data.map((machine: { name: string }) => machine.name)
  expect(await names(`workstation_id=${station.id}`)).toEqual(['L-2', 'L-1'])
  expect(await names(`workstation_id=${station.id}&is_active=true`)).toEqual(['L-1'])
  expect(await names('name=bets')).toEqual(['L-2'])
  expect(await names('name=l-')).toEqual(['L-2', 'L-1'])
})

test('tells every fault of a body; another company’s workstation is unknown, and our machine is to them', async () => {
  const { key } = await another_tenant(shop)
  const theirs = await shop.call('POST', '/v1/workstations', { name: 'Theirs' }, { key })
  const given = { display_name: '', workstation_id: theirs.body.id, is_active: 1 }
  const { status, body } = await shop.call('POST', '/v1/machines', given)
  expect(status).toBe(422)
  expect(body.errors.map((fault: { field: string; rule: string }) => `${fault.field} ${fault.rule}`).sort()).toEqual([
    'display_name min_length',
    'is_active type',
    'name required',
    'workstation_id unknown_reference',
  ])
  const ours = await made('/v1/machines', { name: 'Ours' })
  for (const method of ['GET', 'PATCH', 'DELETE'] as const) {
    const answer = await shop.call(method, `/v1/machines/${ours.id}`, method === 'PATCH' ? { name: 'X' } : undefined, { key })
    expect(answer.body).toMatchObject({ status: 404, reason: 'machine_unknown' })
  }
  expect((await shop.call('GET', '/v1/machines', undefined, { key })).body.data).toEqual([])
})

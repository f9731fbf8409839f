import { afterAll, beforeAll, expect, test } from 'vitest'
import { another_tenant, someone } from '../../../../test/people.ts'
import { as_owner, open_shop, type Shop } from '../../../../test/shop.ts'
import { told_of } from '../../../../test/told.ts'
import { machine_states } from './machine.ts'

let shop: Shop
beforeAll(async () => {
  shop = await open_shop()
})
afterAll(() => shop.close())

let made_so_far = 0
const made = async (path: string, given: object) => {
  const { status, body } = await shop.call('POST', path, given)
  expect(status, JSON.stringify(body)).toBe(201)
  return body
}
const machine = (): Promise<{ id: string }> => made('/v1/machines', { name: `M${made_so_far++}` })
const change = (id: string, given: object, options = {}) => shop.call('POST', `/v1/machines/${id}/change-state`, given, options)
const report = (id: string, given: object, options = {}) => shop.call('POST', `/v1/machines/${id}/report-state`, given, options)
const read = async (id: string) => (await shop.call('GET', `/v1/machines/${id}`)).body
const changes_of = async (id: string) => (await shop.call('GET', `/v1/machine-state-changes?machine_id=${id}`)).body.data

/** A machine as if it had always been in that state. */
async function machine_in(state: string): Promise<string> {
  const { id } = await machine()
  await as_owner(shop.database, (client) => client.query('update machines set state = $1 where id = $2', [state, id]))
  return id
}

const of_people = new Set(
  'stopped idle, idle execute, idle stopped, execute held, execute complete, execute aborted, held suspended, held execute, held aborted, suspended execute, suspended aborted, complete idle, complete stopped, aborted stopped'.split(
    ', ',
  ),
)
const of_machines = new Set([
  ...of_people,
  ...'stopped aborted, idle aborted, execute suspended, execute stopped, held stopped, suspended held, suspended stopped, complete aborted'.split(
    ', ',
  ),
])
const pairs = machine_states.flatMap((from) => machine_states.map((to) => [from, to] as const))

test('there are 14 moves that people ask for; machines may tell of 8 more', () => {
  expect([of_people.size, of_machines.size, pairs.length]).toEqual([14, 22, 49])
})

test.each(pairs)('from %s to %s: as the tables have it, and on record or not at all', async (from, to) => {
  for (const [source, allowed, ask] of [
    ['person', of_people, change],
    ['machine', of_machines, report],
  ] as const) {
    const id = await machine_in(from)
    const { status, body } = await ask(id, { state: to })
    const after = await read(id)
    const events = (await told_of(shop, id)).filter(({ name }) => name === 'machine.state_changed')
    if (allowed.has(`${from} ${to}`)) {
      expect(status, JSON.stringify(body)).toBe(200)
      expect(body).toEqual(after)
      expect(after).toMatchObject({ state: to, revision: 1 })
      const [only, ...more] = await changes_of(id)
      expect(more).toEqual([])
      expect(only).toMatchObject({ machine_id: id, from_state: from, to_state: to, source, occurred_at: after.state_since })
      const facts = { machine_id: id, machine_state_change_id: only.id, old_state: from, new_state: to, source, reason_id: null }
      expect(events).toEqual([{ name: 'machine.state_changed', facts }])
    } else {
      if (source === 'machine' && from === to) expect(status).toBe(200)
      else expect(body).toMatchObject({ status: 409, reason: 'machine_move_not_allowed', facts: { from_state: from, to_state: to } })
      expect(after).toMatchObject({ state: from, state_since: null })
      expect([await changes_of(id), events]).toEqual([[], []])
    }
  }
})

test('a new machine is idle, and has been so since nobody knows when', async () => {
  const { id } = await machine()
  expect(await read(id)).toMatchObject({ state: 'idle', state_since: null, power_kw: null })
})

test('a refusal says where the machine can go', async () => {
  const { id } = await machine()
  const { body } = await change(id, { state: 'held' })
  expect(body.detail).toMatch(/from idle to held.*execute, stopped/)
  expect(body.facts.allowed).toEqual(['execute', 'stopped'])
})

test('keeps why, by whom and when it happened; a key acts for its person', async () => {
  const operator = await someone(shop, 'operator')
  const reason = await made('/v1/reasons', { kind: 'downtime', code: 'D-1', description: 'Tool broken' })
  const { id } = await machine()
  await change(id, { state: 'execute', at: '2026-03-02T09:00:00+02:00' })
  const given = { state: 'held', reason_id: reason.id, notes: 'T4', at: '2026-03-02T07:30:00Z' }
  const held = await change(id, given, { key: operator.key })
  expect(held.body).toMatchObject({ state: 'held', state_since: '2026-03-02T07:30:00.000Z' })
  const [last, first] = await changes_of(id)
  expect(last).toMatchObject({
    reason_id: reason.id,
    notes: 'T4',
    actor: { kind: 'key', person_id: operator.id, key_id: operator.key_id },
    occurred_at: '2026-03-02T07:30:00.000Z',
  })
  expect(last.recorded_at > last.occurred_at).toBe(true)
  expect(first.occurred_at).toBe('2026-03-02T07:00:00.000Z')
  const early = await change(id, { state: 'execute', at: '2026-03-02T07:29:59Z' })
  expect(early.body).toMatchObject({ status: 409, reason: 'machine_moved_since', facts: { state: 'held' } })
  const listed = async (query: string) =>
    (await shop.call('GET', `/v1/machine-state-changes?machine_id=${id}&${query}`)).body.data.map((one: { id: string }) => one.id)
  expect(await listed('to_state=execute')).toEqual([first.id])
  expect(await listed(`reason_id=${reason.id}`)).toEqual([last.id])
  expect(await listed('from=2026-03-02T07:30:00Z')).toEqual([last.id])
  expect(await listed('to=2026-03-02T07:30:00Z')).toEqual([first.id])
  const gone = await shop.call('DELETE', `/v1/reasons/${reason.id}`)
  expect(gone.body).toMatchObject({ status: 409, reason: 'reason_in_use' })
})

test('a state told ahead of our clock holds up nobody', async () => {
  const { id } = await machine()
  const soon = new Date(Date.now() + 60_000).toISOString()
  expect((await report(id, { state: 'execute', at: soon })).body.state_since).toBe(soon)
  expect((await change(id, { state: 'held' })).body).toMatchObject({ state: 'held', state_since: soon })
})

test('of many who stop it at once one does', async () => {
  const { id } = await machine()
  const answers = await Promise.all(Array.from({ length: 12 }, () => change(id, { state: 'stopped' })))
  expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 11 }, () => 409)])
  expect(await changes_of(id)).toHaveLength(1)
})

test('parallel moves leave one unbroken chain', async () => {
  const { id } = await machine()
  const states = [...machine_states, ...machine_states, ...machine_states]
  await Promise.all(states.map((state, at) => (at % 2 ? change(id, { state }) : report(id, { state }))))
  const chain: { from_state: string; to_state: string }[] = (await changes_of(id)).reverse()
  expect(chain.length).toBeGreaterThan(0)
  expect(chain.map(({ from_state }) => from_state)).toEqual(['idle', ...chain.slice(0, -1).map(({ to_state }) => to_state)])
  expect((await read(id)).state).toBe(chain.at(-1)?.to_state)
})

test('tells every fault; a reason must be one for downtime and in use; another company’s machine is not there', async () => {
  const { id } = await machine()
  const scrap = await made('/v1/reasons', { kind: 'scrap', code: 'S-1', description: 'Scratched' })
  const off = await made('/v1/reasons', { kind: 'downtime', code: 'D-2', description: 'Old', is_active: false })
  const faults = async (given: object) => {
    const { status, body } = await change(id, given)
    expect(status, JSON.stringify(body)).toBe(422)
    return body.errors.map((fault: { field: string; rule: string }) => `${fault.field} ${fault.rule}`).sort()
  }
  expect(await faults({ state: 'RUNNING', at: 'soon', speed: 1 })).toEqual(['at date_format', 'speed unknown_field', 'state choice'])
  expect(await faults({})).toEqual(['state required'])
  expect(await faults({ state: 'execute', reason_id: scrap.id })).toEqual(['reason_id choice'])
  expect(await faults({ state: 'execute', reason_id: off.id })).toEqual(['reason_id choice'])
  expect(await faults({ state: 'execute', reason_id: id })).toEqual(['reason_id unknown_reference'])
  expect(await faults({ state: 'execute', at: '2999-01-01T00:00:00Z' })).toEqual(['at max_value'])
  const { key } = await another_tenant(shop)
  for (const ask of [change, report]) {
    expect((await ask(id, { state: 'execute' }, { key })).body).toMatchObject({ status: 404, reason: 'machine_unknown' })
  }
  expect((await shop.call('GET', `/v1/machine-state-changes?machine_id=${id}`, undefined, { key })).body.data).toEqual([])
  expect(await read(id)).toMatchObject({ state: 'idle' })
})

test('what a machine draws is kept with it', async () => {
  const one = await made('/v1/machines', { name: 'Furnace', power_kw: 12.5 })
  expect(one.power_kw).toBe(12.5)
  const { body } = await shop.call('PATCH', `/v1/machines/${one.id}`, { power_kw: null })
  expect(body).toMatchObject({ power_kw: null, revision: 2 })
  expect((await shop.call('PATCH', `/v1/machines/${one.id}`, { power_kw: -1 })).status).toBe(422)
})

import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { another_tenant } from '../../../../test/people.ts'
import { open_shop, type Shop } from '../../../../test/shop.ts'
import { told_of } from '../../../../test/told.ts'

let shop: Shop
beforeAll(async () => {
  shop = await open_shop()
})
afterAll(() => shop.close())

let machines = 0
const machine = async (): Promise<string> => (await shop.call('POST', '/v1/machines', { name: `M${machines++}` })).body.id
const tell = async (machine_id: string, kind: string, payload: unknown, more: object = {}) =>
  shop.call('POST', '/v1/machine-messages', { machine_id, topic: `shop/${kind}`, kind, payload, ...more })
const told = async (...given: Parameters<typeof tell>) => {
  const { status, body } = await tell(...given)
  expect(status, JSON.stringify(body)).toBe(201)
  return body
}
const statistics = async (machine_id: string, property: string, more = '') =>
  (await shop.call('GET', `/v1/machine-messages/statistics?machine_id=${machine_id}&property=${encodeURIComponent(property)}${more}`)).body
const read = async (id: string) => (await shop.call('GET', `/v1/machines/${id}`)).body
const changes_of = async (id: string) => (await shop.call('GET', `/v1/machine-state-changes?machine_id=${id}`)).body.data

test('takes in what a machine tells, lists it, and reports that it came', async () => {
  const id = await machine()
  const payload = { temperature: 41.2, unit: '°C', parts: [1, { a: null }] }
  const one = await told(id, 'measurement', payload, { at: '2026-03-02T07:00:00Z' })
  expect(one).toMatchObject({ machine_id: id, topic: 'shop/measurement', payload, occurred_at: '2026-03-02T07:00:00.000Z' })
  const two = await told(id, 'cycle_complete', {})
  const listed = async (query: string) =>
    (await shop.call('GET', `/v1/machine-messages?machine_id=${id}&${query}`)).body.data.map((message: { id: string }) => message.id)
  expect(await listed('')).toEqual([two.id, one.id])
  expect(await listed('kind=measurement')).toEqual([one.id])
  expect(await listed('from=2026-03-02T07:00:00.001Z')).toEqual([two.id])
  expect(await listed('to=2026-03-02T07:00:00.001Z')).toEqual([one.id])
  const facts = { machine_message_id: one.id, machine_id: id, kind: 'measurement' }
  expect(await told_of(shop, one.id)).toEqual([{ name: 'machine_message.received', facts }])
  expect(await read(id)).toMatchObject({ state: 'idle', state_since: null })
})

test('a fault aborts the machine, whatever it was doing, once', async () => {
  const id = await machine()
  await shop.call('POST', `/v1/machines/${id}/change-state`, { state: 'execute' })
  await Promise.all([1, 2, 3, 4].map(() => told(id, 'fault', { fault_code: 'E7', description: 'Spindle', severity: 'high' })))
  expect(await read(id)).toMatchObject({ state: 'aborted' })
  const [last, ...before] = await changes_of(id)
  expect(last).toMatchObject({ from_state: 'execute', to_state: 'aborted', source: 'machine', notes: 'E7: Spindle' })
  expect(before).toHaveLength(1)
  expect((await told_of(shop, id)).map(({ name }) => name)).toEqual(['machine.created', 'machine.state_changed', 'machine.state_changed'])
})

test('a fault that comes late is kept, and undoes nothing', async () => {
  const id = await machine()
  await shop.call('POST', `/v1/machines/${id}/change-state`, { state: 'execute', at: '2026-03-02T08:00:00Z' })
  await told(id, 'fault', {}, { at: '2026-03-02T07:59:59Z' })
  expect(await read(id)).toMatchObject({ state: 'execute' })
  await told(id, 'fault', {}, { at: '2026-03-02T08:00:01Z' })
  expect(await read(id)).toMatchObject({ state: 'aborted', state_since: '2026-03-02T08:00:01.000Z' })
})

test('how a property was spread: only figures count, in the time asked for, under either way to tell them', async () => {
  const id = await machine()
  const empty = { machine_id: id, property: 'temperature', count: 0, mean: null, std_dev: null, min: null, max: null }
  expect(await statistics(id, 'temperature')).toEqual(empty)
  for (const [at, payload] of [
    ['2026-03-02T07:00:00Z', { temperature: 2, speed: 1 }],
    ['2026-03-02T07:00:01Z', { temperature: 4 }],
    ['2026-03-02T07:00:02Z', { sensor_type: 'temperature', value: 6 }],
    ['2026-03-02T07:00:03Z', { temperature: '9' }],
    ['2026-03-02T07:00:03Z', { temperature: null }],
    ['2026-03-02T07:00:03Z', { temperature: { deep: 9 } }],
    ['2026-03-02T07:00:03Z', { value: 9 }],
  ] as const)
    await told(id, 'measurement', payload, { at })
  await told(id, 'cycle_complete', { temperature: 1000 })
  const spread = await statistics(id, 'temperature')
  expect(spread).toEqual({ ...empty, count: 3, mean: 4, std_dev: expect.closeTo(Math.sqrt(8 / 3), 12), min: 2, max: 6 })
  const some = await statistics(id, 'temperature', '&from=2026-03-02T07:00:01Z&to=2026-03-02T07:00:02Z')
  expect(some).toEqual({ ...empty, count: 1, mean: 4, std_dev: 0, min: 4, max: 4 })
  await shop.call('DELETE', `/v1/machines/${id}`)
  expect(await statistics(id, 'temperature')).toEqual(spread)
})

test('figures of any size, and properties of any name', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 4 }),
      fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }).filter((name) => !['__proto__', 'sensor_type'].includes(name)),
      async (figures, property) => {
        const id = await machine()
        for (const figure of figures) await told(id, 'measurement', { [property]: figure })
        const { count, mean, std_dev, min, max } = await statistics(id, property)
        expect([count, min, max]).toEqual([figures.length, Math.min(...figures) + 0, Math.max(...figures) + 0])
        for (const figure of [mean, std_dev]) expect(Number.isFinite(figure)).toBe(true)
        expect(mean >= min && mean <= max).toBe(true)
      },
    ),
    { numRuns: 15 },
  )
})

test('tells every fault; another company’s machine is unknown', async () => {
  const id = await machine()
  const wrong = await tell(id, 'gossip', [1], { topic: '', at: '2999-01-01T00:00:00Z', qos: 1 })
  expect(wrong.status).toBe(422)
  expect(wrong.body.errors.map((fault: { field: string; rule: string }) => `${fault.field} ${fault.rule}`).sort()).toEqual([
    'kind choice',
    'payload type',
    'qos unknown_field',
    'topic min_length',
  ])
  expect((await tell(id, 'fault', {}, { at: '2999-01-01T00:00:00Z' })).body.errors).toMatchObject([{ field: 'at', rule: 'max_value' }])
  const { key } = await another_tenant(shop)
  const given = { machine_id: id, topic: 't', kind: 'fault', payload: {} }
  const theirs = await shop.call('POST', '/v1/machine-messages', given, { key })
  expect(theirs.body.errors).toMatchObject([{ field: 'machine_id', rule: 'unknown_reference' }])
  const path = `/v1/machine-messages/statistics?machine_id=${id}&property=x`
  expect((await shop.call('GET', path, undefined, { key })).body).toMatchObject({ status: 404, reason: 'machine_unknown' })
  expect((await shop.call('GET', '/v1/machine-messages', undefined, { key })).body.data).toEqual([])
  expect(await read(id)).toMatchObject({ state: 'idle' })
})

import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Job } from '../src/domain/jobs/job.ts'
import { Operation } from '../src/domain/operations/operation.ts'
import { Unit } from '../src/domain/units/unit.ts'
import { verbs } from '../src/domain/verbs.gen.ts'
import { roles } from '../src/kernel/role.ts'
import type { AnyVerb } from '../src/kernel/verb.ts'
import { someone } from './people.ts'
import { type Answer, open_shop, type Shop } from './shop.ts'
import { new_order, new_product, new_units } from './units.ts'
import { call_verb } from './world.ts'

const by_name: Readonly<Record<string, AnyVerb>> = verbs
const nouns = { jobs: Job, operations: Operation, units: Unit } as const
type Noun = keyof typeof nouns

let shop: Shop
beforeAll(async () => {
  shop = await open_shop()
})
afterAll(() => shop.close())

let numbers = 0
/** The least that each verb wants; all others take the id alone. */
const given_for: Readonly<Record<string, (id: string) => Record<string, unknown>>> = {
  'parts.create': (id) => ({ job_id: id, part_number: `More ${numbers++}`, quantity: 1, operations: [{ sequence: 10, name: 'More' }] }),
  'jobs.complete': (id) => ({ id, force: true }),
  'jobs.update': (id) => ({ id, notes: `Note ${numbers++}` }),
  'jobs.rank': (id) => ({ id, before: null }),
  'operations.update': (id) => ({ id, notes: `Note ${numbers++}` }),
  'quantity_reports.create': (id) => ({ operation_id: id, good: 1 }),
  'time_entries.start': (id) => ({ operation_id: id }),
  'issues.create': (id) => ({ operation_id: id, title: 'Burrs', description: 'On the edge.', stops_work: numbers++ % 3 === 0 }),
  'units.move': (id) => ({ id, decision: 'pass' }),
}

function call(name: string, id: string, key = shop.admin.key): Promise<Answer> {
  const verb = by_name[name]
  if (!verb) throw new Error(`${name} is no verb`)
  return call_verb(shop, verb, given_for[name]?.(id) ?? { id }, key)
}

const read = async (noun: Noun, id: string, key = shop.admin.key): Promise<{ can: string[] }> =>
  (await shop.call('GET', `/v1/${noun}/${id}`, undefined, { key })).body

/** Hangs on more than the state of the thing and of what it belongs to: clocks, pieces, what was written on it, its neighbours. */
const asked_when_tried = [
  'clock_running',
  'more_than_available',
  'operation_has_time',
  'operation_has_issues',
  'gate_needs_decision',
  'operation_parked',
  'job_on_hold',
  'part_not_movable',
  'unit_not_sent_back',
]
/** Already so, by roll-up: nothing happens, and nobody is told no. */
const does_nothing = ['jobs.start', 'jobs.complete']

/** What is left out is refused and changes nothing, so all of it is tried; of what may be done, one thing is. */
async function hold_to_its_word(noun: Noun, id: string, chosen: number): Promise<void> {
  const before = await read(noun, id)
  const names: readonly string[] = nouns[noun].shape.can.element.options
  for (const name of names.filter((one) => !before.can.includes(one))) {
    const { status, body } = await call(name, id)
    if (does_nothing.includes(name) && status === 200) expect(body.previous_status).toBe(body.new_status)
    else expect([name, status, body.code], JSON.stringify([before, body])).toEqual([name, 409, 'conflict'])
  }
  const moves = before.can.filter((name) => !name.endsWith('.delete'))
  const name = moves[chosen % moves.length]
  if (name === undefined) return
  const { status, body } = await call(name, id)
  if (status === 409) expect(asked_when_tried, JSON.stringify([name, before, body])).toContain(body.reason)
  else expect([200, 201], JSON.stringify([name, body])).toContain(status)
  const answered = [body, body.job, body.operation, body.unit].find((one) => one?.can && one.id === id)
  if (answered) expect(answered.can, name).toEqual((await read(noun, id)).can)
}

const Step = fc.record({ on: fc.constantFrom('operations', 'operations', 'units', 'jobs'), at: fc.nat(5), chosen: fc.nat(40) })
const Plan = fc.record({
  status: fc.constantFrom('draft', 'released'),
  policy: fc.constantFrom('free', 'warn', 'enforce', 'per_step'),
  kind: fc.constantFrom('inside', 'outside'),
  dependency: fc.constantFrom('physical', 'preferred', 'completion_gate'),
  optional: fc.boolean(),
  with_units: fc.boolean(),
  steps: fc.array(Step, { minLength: 6, maxLength: 14 }),
})

test('in whatever state: what is in `can` can be done, what is left out is refused', async () => {
  const product = await new_product(shop, { steps: ['Saw', 'Inspect', 'Pack'], gates: ['Inspect'], gate_policy: 'refuse' })
  const tried = async ({
    status,
    policy,
    kind,
    dependency,
    optional,
    with_units,
    steps,
  }: typeof Plan extends fc.Arbitrary<infer P> ? P : never) => {
    const operations = [
      { sequence: 10, name: 'Saw', dependency, optional },
      { sequence: 20, name: 'Plate', kind, dependency },
      { sequence: 30, name: 'Pack' },
    ]
    const own = { parts: [{ part_number: 'A', quantity: 2, sequence_policy: policy, operations }] }
    const of_product = { parts: [{ part_number: 'A', quantity: 2, product_id: product.id, sequence_policy: policy }] }
    const order = await new_order(shop, product, 2, { status, ...(with_units ? of_product : own) })
    const units = with_units ? await new_units(shop, product, order, 2) : []
    const ids = { jobs: [order.id], operations: order.operation_ids, units }
    for (const { on, at, chosen } of steps) {
      const id = ids[on][at % ids[on].length]
      if (id !== undefined) await hold_to_its_word(on, id, chosen)
    }
  }
  await fc.assert(fc.asyncProperty(Plan, tried), { numRuns: Number(process.env.RUNS ?? 15), seed: Number(process.env.SEED ?? 20_261_123) })
}, 180_000)

test('each caller is told what they may call: by role, by the key’s access and by its scopes', async () => {
  const product = await new_product(shop, { steps: ['Saw', 'Pack'] })
  const order = await new_order(shop, product, 2)
  const [unit = ''] = await new_units(shop, product, order, 1)
  const of = { jobs: order.id, operations: order.operation_ids[0] ?? '', units: unit }
  const callers = [
    ...(await Promise.all(roles.map(async (role) => ({ key: (await someone(shop, role)).key, may: by_role(role) })))),
    { key: (await someone(shop, 'admin', { access: 'read-only' })).key, may: () => false },
    { key: (await someone(shop, 'admin', { scopes: ['read', 'jobs.*', 'operations.pause', 'units.hold'] })).key, may: in_scope },
    {
      key: (await someone(shop, 'operator', { scopes: ['read', 'jobs.*', 'operations.pause', 'units.hold'] })).key,
      may: (name: string) => in_scope(name) && by_role('operator')(name),
    },
  ]
  for (const noun of ['jobs', 'operations', 'units'] as const) {
    const all = (await read(noun, of[noun])).can
    expect(all.length).toBeGreaterThan(2)
    for (const { key, may } of callers) {
      const { can } = await read(noun, of[noun], key)
      expect(can).toEqual(all.filter((name) => may(name)))
      const listed = await shop.call('GET', `/v1/${noun}?limit=1000`, undefined, { key })
      expect(listed.body.data.find(({ id }: { id: string }) => id === of[noun]).can).toEqual(can)
      for (const name of all.filter((one) => !can.includes(one)))
        expect([name, (await call(name, of[noun], key)).status]).toEqual([name, 403])
    }
  }
})

const by_role =
  (role: (typeof roles)[number]) =>
  (name: string): boolean =>
    by_name[name]?.allow.includes(role) ?? false
const in_scope = (name: string): boolean => name.startsWith('jobs.') || name === 'operations.pause' || name === 'units.hold'

test('a job says it of its operations, too, and a write says it as it is afterwards', async () => {
  const product = await new_product(shop, { steps: ['Saw', 'Pack'] })
  const order = await new_order(shop, product, 2, { status: 'draft' })
  const [first = ''] = order.operation_ids
  const operator = (await someone(shop, 'operator')).key
  const { body: job } = await shop.call('GET', `/v1/jobs/${order.id}?expand=operations`, undefined, { key: operator })
  expect(job.can).toEqual(['jobs.start'])
  expect(job.parts[0].operations[0].can).toEqual(['operations.start', 'quantity_reports.create', 'issues.create'])
  const { body: started } = await shop.call('POST', `/v1/operations/${first}/start`, {}, { key: operator })
  expect(started.operation.can).toEqual([
    'operations.pause',
    'operations.complete',
    'time_entries.start',
    'quantity_reports.create',
    'issues.create',
  ])
})

test('every name in `can` is a verb', () => {
  for (const noun of Object.values(nouns)) for (const name of noun.shape.can.element.options) expect(Object.keys(verbs)).toContain(name)
})

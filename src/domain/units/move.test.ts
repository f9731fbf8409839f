import { afterAll, beforeAll, expect, test } from 'vitest'
import { job_faults, total_faults, unit_faults } from '../../../test/consistency.ts'
import { events_about } from '../../../test/events.ts'
import { another_tenant } from '../../../test/people.ts'
import { as_owner, open_shop, type Shop } from '../../../test/shop.ts'
import { because, moved, new_order, new_product, new_units } from '../../../test/units.ts'

let shop: Shop
beforeAll(async () => {
  shop = await open_shop()
})
afterAll(async () => {
  expect(await as_owner(shop.database, (client) => job_faults(client))).toEqual([])
  expect(await as_owner(shop.database, (client) => unit_faults(client))).toEqual([])
  expect(await as_owner(shop.database, (client) => total_faults(client))).toEqual([])
  await shop.close()
})

const operations_of = async (job_id: string) => {
  const { body } = await shop.call('GET', `/v1/jobs/${job_id}?expand=operations`)
  return { job: body.status, part: body.parts[0].status, operations: body.parts[0].operations }
}

test('n steps are n + 1 moves; operations, part and job go along', async () => {
  const product = await new_product(shop, { steps: ['Saw', 'Mill'] })
  const order = await new_order(shop, product, 2)
  const [first = '', second = ''] = await new_units(shop, product, order, 2)
  const entered = await moved(shop, first)
  expect(entered).toMatchObject({
    status: 200,
    body: {
      completed: false,
      from_operation_id: null,
      to_operation_id: order.operation_ids[0],
      unit: { operation: { name: 'Saw', sequence: 10 } },
    },
  })
  expect(await operations_of(order.id)).toMatchObject({
    job: 'running',
    part: 'running',
    operations: [{ status: 'running', good: 0 }, { status: 'waiting' }],
  })
  await moved(shop, first)
  expect(await operations_of(order.id)).toMatchObject({
    operations: [
      { status: 'running', good: 1 },
      { status: 'running', available: 1 },
    ],
  })
  const done = await moved(shop, first)
  expect(done.body).toMatchObject({
    completed: true,
    to_operation_id: null,
    unit: { status: 'completed', operation: null, last_sequence: 20 },
  })
  expect(await moved(shop, first)).toMatchObject(because('unit_not_movable'))
  for (let move = 0; move < 2; move++) await moved(shop, second)
  expect(await operations_of(order.id)).toMatchObject({
    operations: [
      { status: 'completed', good: 2 },
      { status: 'running', good: 1 },
    ],
  })
  await moved(shop, second)
  const after = await operations_of(order.id)
  expect(after).toMatchObject({
    job: 'completed',
    part: 'completed',
    operations: [{ good: 2 }, { status: 'completed', good: 2, worked_s: 0 }],
  })
  const { body } = await shop.call('GET', `/v1/units/${second}?expand=visits`)
  expect(body.visits).toMatchObject([
    { operation_id: order.operation_ids[0], visit: 1, result: 'passed' },
    { operation_id: order.operation_ids[1], visit: 1, result: 'passed' },
  ])
  const told = (await events_about(shop, second)).filter(({ name }) => name === 'unit.moved')
  expect(told.map(({ facts }) => facts.completed)).toEqual([false, false, true])
})

test('operations left out are passed over, and what is not all made stays open', async () => {
  const product = await new_product(shop, { steps: ['Saw', 'Mill', 'Drill'] })
  const order = await new_order(shop, product, 2)
  const [first = ''] = await new_units(shop, product, order, 1)
  await shop.call('POST', `/v1/operations/${order.operation_ids[1]}/skip`)
  await moved(shop, first)
  expect((await moved(shop, first)).body.unit.operation).toMatchObject({ name: 'Drill' })
  expect((await moved(shop, first)).body.completed).toBe(true)
  expect(await operations_of(order.id)).toMatchObject({
    job: 'running',
    operations: [{ status: 'running', good: 1 }, { status: 'skipped' }, { status: 'running', good: 1 }],
  })
})

test('two who move one unit at once: both moves count, or one where it was to be elsewhere', async () => {
  const product = await new_product(shop, { steps: ['Saw', 'Mill', 'Drill', 'Wash'] })
  const order = await new_order(shop, product, 2)
  const [first = '', second = ''] = await new_units(shop, product, order, 2)
  const answers = await Promise.all(Array.from({ length: 5 }, () => moved(shop, first)))
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
  const { body } = await shop.call('GET', `/v1/units/${first}?expand=visits`)
  expect(body.visits.map((visit: { operation_id: string }) => visit.operation_id)).toEqual(order.operation_ids)
  const expecting = await Promise.all(Array.from({ length: 5 }, () => moved(shop, second, { from_operation_id: null })))
  expect(expecting.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409])
  expect(expecting.find(({ status }) => status === 409)).toMatchObject({
    body: { reason: 'unit_elsewhere', facts: { operation_id: order.operation_ids[0] } },
  })
  const repeated = await Promise.all(
    [1, 2].map(() => shop.call('POST', `/v1/units/${second}/move`, {}, { headers: { 'idempotency-key': 'once' } })),
  )
  expect(repeated.filter(({ status }) => status === 200).length).toBeGreaterThan(0)
  expect((await shop.call('GET', `/v1/units/${second}`)).body.operation_id).toBe(order.operation_ids[1])
})

test('units of one part side by side: nothing is counted twice, and the last completes all', async () => {
  const product = await new_product(shop, { steps: ['Saw', 'Mill'] })
  const order = await new_order(shop, product, 6)
  const units = await new_units(shop, product, order, 6)
  for (let move = 0; move < 3; move++) await Promise.all(units.map((unit) => moved(shop, unit)))
  expect(await operations_of(order.id)).toMatchObject({
    job: 'completed',
    operations: [
      { good: 6, status: 'completed' },
      { good: 6, status: 'completed' },
    ],
  })
})

test('a gate records a pass, or waits for somebody to decide', async () => {
  const lenient = await new_product(shop, { steps: ['Saw', 'Inspect'], gates: ['Inspect'] })
  const order = await new_order(shop, lenient, 1)
  const [unit = ''] = await new_units(shop, lenient, order, 1)
  for (let move = 0; move < 3; move++) await moved(shop, unit)
  const { body } = await shop.call('GET', `/v1/units/${unit}?expand=quality_events`)
  expect(body.quality_events).toMatchObject([{ kind: 'inspection', result: 'pass', operation_id: order.operation_ids[1] }])
  const strict = await new_product(shop, { steps: ['Inspect', 'Pack'], gates: ['Inspect'], gate_policy: 'refuse' })
  const other = await new_order(shop, strict, 1)
  const [waits = ''] = await new_units(shop, strict, other, 1)
  await moved(shop, waits)
  expect(await moved(shop, waits)).toMatchObject({ status: 409, ...because('gate_needs_decision') })
  expect(await moved(shop, waits, { decision: 'pass', notes: 'Fine.' })).toMatchObject({
    status: 200,
    body: { unit: { operation: { name: 'Pack' } } },
  })
})

test('refused: a job on hold or over, an issue in the way, no operations, times that cannot be', async () => {
  const product = await new_product(shop, { steps: ['Saw', 'Mill'] })
  const order = await new_order(shop, product, 1)
  const [unit = ''] = await new_units(shop, product, order, 1)
  expect(await moved(shop, unit, { at: '2999-01-01T00:00:00Z' })).toMatchObject({ status: 422 })
  await moved(shop, unit)
  expect(await moved(shop, unit, { at: '2020-01-01T00:00:00Z' })).toMatchObject(because('unit_before_arrival'))
  await shop.call('POST', `/v1/jobs/${order.id}/hold`)
  expect(await moved(shop, unit)).toMatchObject(because('job_on_hold'))
  await shop.call('POST', `/v1/jobs/${order.id}/resume`)
  const issue = { operation_id: order.operation_ids[1], title: 'Broken', description: 'Broken.', severity: 'high', stops_work: true }
  const raised = await shop.call('POST', '/v1/issues', issue)
  expect(raised.status, JSON.stringify(raised.body)).toBe(201)
  expect(await moved(shop, unit)).toMatchObject(because('operation_parked'))
  await shop.call('POST', `/v1/jobs/${order.id}/cancel`)
  expect(await moved(shop, unit)).toMatchObject(because('job_not_movable'))
  const bare = await new_product(shop, { steps: ['Saw'] })
  const empty = await shop.call('POST', '/v1/jobs', {
    job_number: 'Bare',
    parts: [{ part_number: 'A', quantity: 1, product_id: bare.id, operations: [] }],
  })
  const [lost = ''] = await new_units(shop, bare, { id: empty.body.id, part_id: '', operation_ids: [] }, 1)
  expect(await moved(shop, lost)).toMatchObject({ status: 422, ...because('unit_has_no_operations') })
  const theirs = await another_tenant(shop)
  const foreign = await shop.call('POST', `/v1/units/${unit}/move`, {}, { key: theirs.key })
  expect(foreign).toMatchObject({ status: 404, ...because('unit_unknown') })
})

test('where a part is on hold or a clock runs at it: a move goes on with it, the last one ends the clock', async () => {
  const product = await new_product(shop, { steps: ['Saw'] })
  const order = await new_order(shop, product, 1)
  const [unit = ''] = await new_units(shop, product, order, 1)
  const [saw = ''] = order.operation_ids
  await shop.call('POST', `/v1/operations/${saw}/start`)
  await shop.call('POST', `/v1/operations/${saw}/pause`)
  await moved(shop, unit)
  expect((await operations_of(order.id)).operations[0].status).toBe('running')
  await shop.call('POST', '/v1/time-entries/start', { operation_id: saw })
  await moved(shop, unit)
  const { body } = await shop.call('GET', `/v1/operations/${saw}?expand=time_entries`)
  expect(body.status).toBe('completed')
  expect(body.time_entries.filter((entry: { ended_at: string | null }) => entry.ended_at === null)).toEqual([])
})

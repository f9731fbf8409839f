import { expect, test } from 'vitest'
import { shop_for_this_test } from '../../test/shop.ts'
import { caller_of, simulated } from '../../test/simulated.ts'
import type { Call, VerbName } from './call.ts'
import { begin } from './run.ts'
import { one_tick } from './tick.ts'

test('the same scenario and seed make the same calls, another seed makes others', async () => {
  const [one, again, other] = [
    await simulated('cascade_failure', 3, 12),
    await simulated('cascade_failure', 3, 12),
    await simulated('cascade_failure', 4, 3),
  ]
  expect(one.calls.length).toBeGreaterThan(200)
  expect(again.calls).toEqual(one.calls)
  expect(again.told).toEqual(one.told)
  expect(other.calls).not.toEqual(one.calls.slice(0, other.calls.length))
})

test('the floor is made once, and a routing that was led elsewhere gets a next version', async () => {
  const shop = await shop_for_this_test()
  const call = await caller_of(shop)
  const names: VerbName[] = []
  const recording: Call = (verb, input) => {
    names.push(verb)
    return call(verb, input)
  }
  const made = await begin(recording, 'mixed_product', 1)
  expect(names.filter((name) => name.endsWith('.create'))).toHaveLength(1 + 1 + 4 + 4 + 8 + 2 + 2)
  names.length = 0
  const found = await begin(recording, 'mixed_product', 1)
  expect(found.world).toEqual(made.world)
  expect(names.filter((name) => !name.endsWith('.list'))).toEqual([])

  const [product] = made.world.products
  await shop.call('POST', '/v1/routings', { product_id: product?.id, steps: [{ sequence: 10, name: 'By hand' }] })
  await begin(recording, 'steady_state', 1)
  expect(names.filter((name) => !name.endsWith('.list'))).toEqual(['routings.create'])
})

test('what somebody else was quicker at is told, and the shop goes on', async () => {
  const shop = await shop_for_this_test()
  const call = await caller_of(shop)
  let meddles = true
  const run = await begin(
    async (verb, input) => {
      if (verb === 'units.move' && meddles) {
        meddles = false
        await call(verb, input)
      }
      return call(verb, input)
    },
    'steady_state',
    1,
  )
  await one_tick(run, 1)
  const told = await one_tick(run, 2)
  expect(told.refused).toEqual([expect.stringMatching(/does not stand there any more/)])
  expect(told.entered).toBeGreaterThan(0)
  expect((await one_tick(run, 3)).refused).toEqual([])
  expect(run.tally.refused).toBe(1)
})

test('a job on hold is left alone, a draft is released, and a machine that stands still is brought back', async () => {
  const shop = await shop_for_this_test()
  const run = await begin(await caller_of(shop), 'machine_breakdown', 1)
  await one_tick(run, 1)
  const [job] = (await shop.call('GET', '/v1/jobs')).body.data
  await shop.call('POST', `/v1/jobs/${job.id}/hold`, {})
  const [product] = run.world.products
  const draft = await shop.call('POST', '/v1/jobs', {
    ...{ job_number: 'D-1', customer: 'Simulated customer', status: 'draft' },
    parts: [{ part_number: 'A', quantity: 20, product_id: product?.id }],
  })
  const machine_id = run.world.stations[0]?.machine_id
  await shop.call('POST', `/v1/machines/${machine_id}/report-state`, { state: 'stopped' })
  const told = await one_tick(run, 2)
  expect(told).toMatchObject({ opened: 0, entered: 0, machines: ['SIM-SAW-1 idle'], refused: [] })
  expect((await shop.call('GET', `/v1/jobs/${draft.body.id}`)).body.status).toBe('released')
  expect((await one_tick(run, 3)).machines).toEqual(['SIM-SAW-1 execute'])
})

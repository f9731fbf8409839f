import { expect, test } from 'vitest'
import type { Shop } from '../../test/shop.ts'
import { type Simulated, simulated, states_of } from '../../test/simulated.ts'
import { outlook, scenarios, scrapped_share } from './scenarios.ts'
import type { Told } from './told.ts'

/** A run that was started with its company empty, and was alone in it. */
function undisturbed({ told, run }: Simulated): void {
  expect(told.flatMap(({ refused }) => refused)).toEqual([])
  expect(run.tally.made).toBeGreaterThan(0)
}

const yields = async (shop: Shop) => (await shop.call('GET', '/v1/reports/yield')).body
async function yield_at(shop: Shop, station: string): Promise<number> {
  const { workstations } = await yields(shop)
  return workstations.find(({ workstation_name }: { workstation_name: string }) => workstation_name === station).first_pass_yield
}
const made_in = (told: readonly Told[], from: number, to: number): number[] =>
  told.filter(({ tick }) => tick >= from && tick <= to).map(({ made }) => made)

test('the share that fails makes the final yield', () => {
  const { fails } = outlook(scenarios.steady_state, 'Sawing', 4, 1)
  const lost = (fails * scrapped_share) / (1 - fails * (1 - scrapped_share))
  expect((1 - lost) ** 4).toBeCloseTo(0.95, 10)
  expect(outlook(scenarios.cascade_failure, 'Sawing', 4, 5)).toEqual({ fails: expect.closeTo(0.12), defect: 'SIM-LENGTH' })
  expect(outlook(scenarios.cascade_failure, 'Sawing', 4, 9).defect).toBeNull()
})

test('steady_state: 95 % good, stations at work for 60 to 80 % of the time, hardly a fault', async () => {
  const simulation = await simulated('steady_state', 7, 50)
  undisturbed(simulation)
  const { shop, run, told } = simulation
  const { overall } = await yields(shop)
  expect(overall).toMatchObject({ completed: run.tally.completed, scrapped: run.tally.scrapped })
  expect(overall.completed).toBeGreaterThan(100)
  expect(Math.abs(overall.final_yield - 0.95)).toBeLessThan(0.02)
  const loads = run.world.stations.map(({ name }) => run.tally.load(name))
  const mean = loads.reduce((sum, load) => sum + load, 0) / loads.length
  expect(mean).toBeGreaterThan(0.6)
  expect(mean).toBeLessThan(0.8)
  expect(told.filter(({ machines }) => machines.some((one) => one.endsWith('aborted'))).length).toBeLessThanOrEqual(1)
  const { data: closed } = (await shop.call('GET', '/v1/jobs?status=closed')).body
  expect(closed.length).toBeGreaterThan(3)
})

test('quality_crisis: welding passes 80 %, and finds the same defect at least three times in half an hour', async () => {
  const simulation = await simulated('quality_crisis', 7, 30)
  undisturbed(simulation)
  const first_pass = await yield_at(simulation.shop, 'Welding')
  expect(Math.abs(first_pass - 0.8)).toBeLessThan(0.06)
  const { data } = (await simulation.shop.call('GET', '/v1/quality-events?kind=inspection&result=fail&limit=1000')).body
  const porous = data.filter((one: { defect_code: { code: string } }) => one.defect_code.code === 'SIM-POROSITY')
  expect(porous.length).toBeGreaterThanOrEqual(3)
  expect(porous.length).toBe(simulation.told.flatMap(({ failed }) => failed.filter((one) => one === 'Welding: SIM-POROSITY')).length)
  expect(new Set(porous.map((one: { workstation: { name: string } }) => one.workstation.name))).toEqual(new Set(['Welding']))
})

test('machine_breakdown: held, aborted, and brought back through stopped and idle', async () => {
  const simulation = await simulated('machine_breakdown', 7, 28)
  undisturbed(simulation)
  const moves = states_of(simulation.told, 'SIM-MILL-1')
  expect(moves.map(([, state]) => state)).toEqual(['execute', 'held', 'aborted', 'stopped', 'idle', 'execute'])
  const [started = 0, held = 0, aborted = 0, stopped = 0, idle = 0, executes = 0] = moves.map(([tick]) => tick)
  expect(started).toBe(1)
  expect([held >= 10, aborted > held, aborted <= 15]).toEqual([true, true, true])
  expect([stopped - aborted >= 8, stopped - aborted <= 12]).toEqual([true, true])
  expect([idle, executes]).toEqual([stopped + 1, stopped + 2])
  const { data: kept } = (await simulation.shop.call('GET', '/v1/machine-state-changes?limit=1000')).body
  const of_mill = kept.filter(({ to_state, source }: Record<string, string>) => to_state === 'aborted' && source === 'machine')
  expect(of_mill).toMatchObject([{ from_state: 'held', notes: 'E-SIM: Drive overload' }])
  expect(simulation.told.slice(aborted + 4, stopped).every(({ completed }) => completed === 0)).toBe(true)
})

test('ramp_up: more and more units, and all of them are made though orders end', async () => {
  const simulation = await simulated('ramp_up', 7, 24)
  undisturbed(simulation)
  expect(made_in(simulation.told, 1, 10).every((made) => made === 1 || made === 2)).toBe(true)
  expect(made_in(simulation.told, 11, 20).every((made) => made === 3 || made === 4)).toBe(true)
  expect(made_in(simulation.told, 21, 24)).toEqual([5, 5, 5, 5])
  const [slow, middle, fast] = scenarios.ramp_up.phases.map(({ final_yield }) => final_yield)
  expect([slow, fast]).toEqual([0.98, 0.95])
  expect(middle).toBeLessThan(0.98)
})

test('mixed_product: two orders are open at any time, and their products take turns', async () => {
  const simulation = await simulated('mixed_product', 7, 12)
  undisturbed(simulation)
  const { data: jobs } = (await simulation.shop.call('GET', '/v1/jobs?status=released,running&expand=parts')).body
  const numbers = jobs.flatMap(({ parts }: { parts: { part_number: string }[] }) => parts.map(({ part_number }) => part_number))
  expect(new Set(numbers)).toEqual(new Set(['SIM-100', 'SIM-200']))
  const generated = simulation.calls.filter((call) => call.startsWith('units.generate'))
  const products = generated.map((call) => /"product_id":"(id \d+)"/.exec(call)?.[1])
  expect(new Set(products).size).toBe(2)
  // One tick may end one order and begin the next; between ticks the product changes.
  const turns = products.filter((product, at) => product !== products[at - 1])
  expect(turns).toHaveLength(simulation.told.filter(({ made }) => made > 0).length)
})

test('cascade_failure: sawing breaks down, milling passes 75 %, welding is held', async () => {
  const simulation = await simulated('cascade_failure', 7, 30)
  undisturbed(simulation)
  const saw = states_of(simulation.told, 'SIM-SAW-1')
  expect(saw.slice(0, 2)).toEqual([
    [1, 'execute'],
    [10, 'aborted'],
  ])
  expect(saw.slice(2).map(([, state]) => state)).toEqual(['stopped', 'idle', 'execute'])
  expect(states_of(simulation.told, 'SIM-WELD-1').slice(1)).toEqual([
    [15, 'held'],
    [expect.any(Number), 'execute'],
  ])
  const bores = simulation.told
    .filter(({ tick }) => tick >= 12)
    .flatMap(({ failed }) => failed.filter((one) => one === 'Milling: SIM-BORE'))
  expect(bores.length).toBeGreaterThanOrEqual(5)
})

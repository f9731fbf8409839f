import type { Answer } from './call.ts'
import { is_left_alone, nearness, short_fault, state_told, way_back } from './incidents.ts'
import type { Run } from './run.ts'
import type { Told } from './told.ts'
import type { Station } from './world.ts'

export type Machine = Answer<'machines.get'>

export async function read_machines({ call, world }: Run): Promise<Map<string, Machine>> {
  const ids = world.stations.map(({ machine_id }) => machine_id)
  const { data } = await call('machines.list', { ids, limit: 1000 })
  return new Map(data.map((machine) => [machine.id, machine]))
}

/** Machines tell what they measure, break down, and are brought back to work. */
export async function keep_machines(
  run: Run,
  machines: ReadonlyMap<string, Machine>,
  tick: number,
  told: Told,
  attempt: (what: () => Promise<unknown>) => Promise<boolean>,
): Promise<void> {
  draw_fault(run, tick)
  for (const station of run.world.stations) {
    const machine = machines.get(station.machine_id)
    if (!machine) continue
    if (machine.state === 'execute') await attempt(() => measure(run, station, tick))
    const wanted = state_told(run.incidents, station.name, tick)
    const back = is_left_alone(run.incidents, station.name, tick) ? null : way_back[machine.state]
    const state = wanted ?? back
    if (state === null || state === machine.state) continue
    const is_done = await attempt(() =>
      wanted ? tell_trouble(run, station, wanted) : run.call('machines.change_state', { id: machine.id, state }),
    )
    if (is_done) told.machines.push(`${machine.name} ${state}`)
  }
}

function draw_fault({ scenario, chance, world, incidents }: Run, tick: number): void {
  const [first, ...others] = world.stations
  if (!first || chance.next() >= scenario.faults) return
  incidents.push(short_fault(chance.one_of([first, ...others]).name, tick, chance))
}

const rounded = (value: number): number => Math.round(value * 100) / 100

function measure({ call, chance, incidents }: Run, station: Station, tick: number): Promise<unknown> {
  const near = nearness(incidents, station.name, tick)
  const temperature = rounded(34 + chance.next() * 4 + near * 14)
  const vibration = rounded(1.5 + chance.next() + near * 3)
  return call('machine_messages.create', {
    ...{ machine_id: station.machine_id, topic: topic_of(station, 'measurement'), kind: 'measurement' },
    payload: { temperature, vibration },
  })
}

/** A machine holds by itself; what breaks it down is told as its fault, and that aborts it. */
function tell_trouble({ call }: Run, station: Station, state: 'held' | 'aborted'): Promise<unknown> {
  const { machine_id } = station
  if (state === 'held') return call('machines.report_state', { id: machine_id, state, notes: 'Waiting inside the machine.' })
  return call('machine_messages.create', {
    ...{ machine_id, topic: topic_of(station, 'fault'), kind: 'fault' },
    payload: { fault_code: 'E-SIM', description: 'Drive overload' },
  })
}

const topic_of = ({ machine }: Station, what: string): string => `simulated/${machine}/${what}`

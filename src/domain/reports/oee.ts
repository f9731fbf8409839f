import { z } from 'zod'
import { Id } from '../../kernel/id.ts'
import { atLeast } from '../../kernel/role.ts'
import { verb } from '../../kernel/verb.ts'
import { MachineState } from '../floor/machines/machine.ts'
import { type MachineOf, machines_at, type Pieces, pieces_at, type Spell, spells_at } from './oee-parts.ts'
import { hours_of, Listed, place_fields, place_of, Share, share, Told, WithEvents, window_fields, window_of } from './window.ts'

const seconds = z.number()

const Figures = z.object({
  availability: Share.meta({ description: 'Time in `execute` / planned time; null where no time was planned.' }),
  performance: Share.meta({
    description:
      'What the pieces should have taken / time in `execute`. Above 1 where the planned times are too long. Null without either.',
  }),
  quality: Share.meta({ description: 'Good pieces / all pieces; null where there were none.' }),
  oee: Share.meta({ description: 'The three multiplied; null where one of them is.' }),
  no_data_share: Share.meta({ description: 'The share of that time in which nothing was recorded of the machine.' }),
  recorded_s: seconds.meta({ description: 'Since the first change of state on record.' }),
  planned_s: seconds.meta({ description: 'Recorded time without planned stops.' }),
  execute_s: seconds,
})

const Machine = Figures.extend({
  machine_id: Id,
  machine_name: z.string(),
  workstation_id: Id.nullable(),
  time_in_state_s: z.partialRecord(MachineState, seconds),
  machine_state_change_ids: Listed,
})

const Station = z.object({
  workstation_id: Id,
  good: z.number().int(),
  bad: z.number().int().meta({ description: 'Failed, scrapped, or reported for rework or review.' }),
  untimed: z.number().int().meta({ description: 'Pieces among them whose operation has no planned time: they count for quality only.' }),
  standard_s: seconds.meta({ description: 'What the others should have taken: planned_run_s_per_piece, summed.' }),
  unit_visit_ids: Listed,
  quantity_report_ids: Listed,
})

export const oee = verb({
  name: 'reports.oee',
  does:
    'Overall equipment effectiveness by ISO 22400, per machine and over all: availability × performance × quality, each null without data. ' +
    'Availability is time in `execute` / planned time. Planned is the time since the first recorded change of state, without planned stops: time in ' +
    '`stopped` where a person stopped the machine without a reason, or somebody gave one of category `other`, and the machine had not aborted before. ' +
    'Performance is planned_run_s_per_piece × pieces of the machine’s workstation / time in `execute` of all its machines: which of several made a ' +
    'piece is not recorded, so they share that figure. Quality is good / all pieces there. Over all, each sum is formed before it is divided.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: z.object({ ...window_fields, ...place_fields, with_events: WithEvents }),
  output: z.object({ ...Told, overall: Figures, machines: z.array(Machine), workstations: z.array(Station) }).meta({ id: 'Oee' }),
  refuses: [],
  reports: [],
  examples: [{ given: { range: 'last_8_hours' } }],
  async run(context, { with_events, ...asked }) {
    const place = await place_of(context, asked)
    const window = window_of(context, asked, place.time_zone)
    const [found, spells, pieces] = await Promise.all([
      machines_at(context, place),
      spells_at(context, place, window),
      pieces_at(context, place, window),
    ])
    const window_s = hours_of(window) * 3600
    const of_machine = Map.groupBy(spells, ({ machine_id }) => machine_id)
    const machines = found.map((machine) => ({ machine, spells: of_machine.get(machine.id) ?? [] }))
    const each = machines.map(({ machine, spells }) => {
      const neighbours = machines.filter(
        (one) => one.machine.workstation_id !== null && one.machine.workstation_id === machine.workstation_id,
      )
      const here = pieces.filter(({ workstation_id }) => workstation_id === machine.workstation_id)
      const beside = neighbours.flatMap((one) => one.spells)
      return {
        ...figures(spells, here, execute_of(beside), window_s),
        ...told(machine, spells),
        ...(with_events ? { machine_state_change_ids: spells.flatMap(({ change_ids }) => change_ids) } : {}),
      }
    })
    const overall = figures(spells, pieces, execute_of(spells), window_s * found.length)
    const workstations = pieces.map(({ visit_ids, quantity_report_ids, ...station }) => ({
      ...station,
      ...(with_events ? { unit_visit_ids: [...visit_ids], quantity_report_ids: [...quantity_report_ids] } : {}),
    }))
    return { ...window, time_zone: place.time_zone, overall, machines: each, workstations }
  },
})

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0)
const time_of = (spells: readonly Spell[]): number => sum(spells.map(({ seconds }) => seconds))
const execute_of = (spells: readonly Spell[]): number => time_of(spells.filter(({ state }) => state === 'execute'))

/** `beside_s`: how long the machines executed that made these pieces. */
function figures(spells: readonly Spell[], pieces: readonly Pieces[], beside_s: number, window_s: number): z.output<typeof Figures> {
  const recorded_s = time_of(spells)
  const planned_s = time_of(spells.filter(({ is_planned_stop }) => !is_planned_stop))
  const execute_s = execute_of(spells)
  const [good, all] = [sum(pieces.map((one) => one.good)), sum(pieces.map((one) => one.good + one.bad))]
  const timed = all - sum(pieces.map(({ untimed }) => untimed))
  const availability = share(execute_s, planned_s)
  const performance = timed > 0 ? share(sum(pieces.map(({ standard_s }) => standard_s)), beside_s) : null
  const quality = share(good, all)
  const oee = availability === null || performance === null || quality === null ? null : availability * performance * quality
  const recorded = share(recorded_s, window_s)
  const no_data_share = recorded === null ? null : Math.max(0, 1 - recorded)
  return { availability, performance, quality, oee, no_data_share, recorded_s, planned_s, execute_s }
}

function told({ id, name, workstation_id }: MachineOf, spells: readonly Spell[]) {
  const states = [...Map.groupBy(spells, ({ state }) => state)].map(([state, those]) => [state, time_of(those)] as const)
  return { machine_id: id, machine_name: name, workstation_id, time_in_state_s: Object.fromEntries(states) }
}

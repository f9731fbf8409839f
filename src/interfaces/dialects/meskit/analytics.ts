import { z } from 'zod'
import { verbs } from '../../../domain/verbs.gen.ts'
import type { Row } from '../dialect.ts'
import { a, created_at, id, link, maybe, maybe_link, maybe_moment, maybe_whole, moment, text, whole } from './members.ts'
import { listing, report, tool } from './tool.ts'
import { current_step } from './unit-shapes.ts'
import { machine_state, machine_words, order_status, order_words, unit_status, unit_words, visit_result, visit_words } from './words.ts'

const chapter = 'Analytics'
const reads = { chapter, group: 'read' } as const

const ranges = ['today', 'last_8_hours', 'last_24_hours', 'last_7_days', 'last_30_days'] as const
const Range = z.enum(ranges).meta({ description: 'Of which time; `today` begins at midnight by the clock of the plant.' })
const range = Range.optional().meta({ description: 'Of which time: the last 24 hours unless told.' })
const line_id = a('Only this line.').optional()

const number = (says: string) => z.number().nullable().meta({ description: says })
const hundredth = (share: number | null): number | null => (share === null ? null : Math.round(share * 100))
const tenth = (figure: number | null): number | null => (figure === null ? null : Math.round(figure * 10) / 10)
const percent = (says: string) =>
  z
    .number()
    .int()
    .nullable()
    .meta({ description: `${says} In whole percent; null where there is no data.` })

const told = { time_range: Range, since: moment('From when on.') }
const since = (
  { range: time_range = 'last_24_hours' as const }: { range?: z.output<typeof Range> | undefined },
  { from }: { from: string },
) => ({
  time_range,
  since: from,
})

const Throughput = z
  .strictObject({
    ...told,
    total_completed: whole('How many units were completed in that time.'),
    per_hour: number('So many an hour.'),
    buckets: z
      .array(z.strictObject({ from: moment('When it begins.'), completed: whole('How many were completed in it.') }))
      .meta({ description: 'Hour by hour.' }),
    units: z
      .array(
        z.strictObject({
          id,
          serial_number: text('Its serial number.'),
          part_number_id: maybe_link('What it is.'),
          route_id: maybe_link('How it was made.'),
          created_at,
          completed_at: moment('When it was completed.'),
          part_numbers: z
            .strictObject({ name: text('Its name.') })
            .nullable()
            .meta({ description: 'What it is, by name.' }),
        }),
      )
      .meta({ description: 'The last 1000 of them, the latest first.' }),
  })
  .meta({ id: 'Throughput' })

const Yield = z
  .strictObject({
    workstation_id: link('Where it was inspected.'),
    workstation_name: text('Its name.'),
    total_inspected: whole('How many inspections there were.'),
    pass_count: whole('How many passed.'),
    fail_count: whole('How many did not.'),
    yield_percent: percent('The share that passed.'),
    first_pass_yield_percent: percent('The share of the units that passed here the first time.'),
  })
  .meta({ id: 'Yield' })

const Oee = z
  .strictObject({
    ...told,
    availability_percent: percent('Time in which machines executed, of the time that was planned.'),
    performance_percent: percent('What the pieces should have taken, of the time in which machines executed.'),
    quality_percent: percent('Good pieces of all.'),
    oee_percent: percent('The three multiplied.'),
    no_data_percent: percent('The share of the time of which nothing is on record.'),
  })
  .meta({ id: 'Oee' })

const History = z
  .strictObject({
    unit: z
      .strictObject({
        id,
        serial_number: text('Its serial number.'),
        status: z.enum(unit_words).meta({ description: 'How it stands.' }),
        current_step: whole('The number of the step at which it stands.'),
        part_number_name: maybe('What it is.'),
        route_name: maybe('How it is made.'),
        route_version: maybe_whole('In which version of the route.'),
        created_at,
      })
      .meta({ description: 'The unit.' }),
    history: z
      .array(
        z.strictObject({
          id,
          result: z.enum(visit_words).meta({ description: 'What came of it.' }),
          timestamp: moment('When the unit left it.'),
          arrived_at: moment('When the unit came.'),
          metadata: z
            .strictObject({
              notes: maybe('What was said of it.'),
              result: text('What came of it, more exactly.'),
              visit: whole('Which of its stays there.'),
            })
            .meta({ description: 'What else is known.' }),
          route_steps: z
            .strictObject({
              step_number: whole('Its place in the route.'),
              name: text('What was done.'),
              pass_fail_gate: z.boolean().meta({ description: 'Whether it is a gate.' }),
            })
            .meta({ description: 'The step.' }),
          workstations: z
            .strictObject({ name: text('Its name.') })
            .nullable()
            .meta({ description: 'Where, by name.' }),
          defect_codes: z
            .strictObject({ code: text('Its code.'), description: text('What it means.'), severity: text('How bad it is.') })
            .nullable()
            .meta({ description: 'What was wrong.' }),
        }),
      )
      .meta({ description: 'Every step that it has left, in order.' }),
  })
  .meta({ id: 'UnitHistory' })

const OrderSummary = z
  .strictObject({
    id,
    order_number: text('Its number.'),
    part_number_name: maybe('What is made.'),
    route_name: maybe('How it is made.'),
    status: z.enum(order_words).meta({ description: 'How it stands.' }),
    quantity_ordered: maybe_whole('How many were ordered.'),
    quantity_completed: whole('How many are done, and good.'),
    completion_percent: percent('The share that is done.'),
    units_remaining: maybe_whole('How many are still to be done.'),
    estimated_finish: maybe_moment('When it will be done at its own pace; null where it has none.'),
    throughput_rate_per_hour: number('Its own pace of the last eight hours; null where none was completed.'),
  })
  .meta({ id: 'OrderSummary' })

const Capability = z
  .strictObject({
    workstation_id: link('The workstation.'),
    workstation_name: text('Its name.'),
    line_id: maybe_link('The line it belongs to.'),
    status: z.enum(['available', 'committed', 'unattainable']).meta({ description: 'Whether it could take work now.' }),
    wip_count: whole('How many units stand there.'),
    machines: z
      .array(z.strictObject({ id, name: text('Its name.'), status: z.enum(machine_words).meta({ description: 'The state it is in.' }) }))
      .meta({ description: 'The machines there.' }),
  })
  .meta({ id: 'Capability' })

export const analytics_rows: readonly Row[] = [
  tool('get_throughput', verbs['reports.throughput'], {
    ...reads,
    says: 'Counts units by when they were completed. With a line: those that were worked on there.',
    input: z.object({ time_range: Range, line_id }),
    takes: { time_range: 'range', line_id: 'line_id' },
    adds: { with_events: true },
    data: Throughput,
    gives: ({ completed, per_hour, buckets, units = [], ...window }, asked) => ({
      ...since(asked, window),
      total_completed: completed,
      per_hour: tenth(per_hour),
      buckets: buckets.map((one) => ({ from: one.from, completed: one.completed })),
      units: units.map((unit) => ({
        id: unit.id,
        serial_number: unit.serial_number,
        part_number_id: unit.product_id,
        route_id: unit.routing_family_id,
        created_at: unit.created_at,
        completed_at: unit.completed_at,
        part_numbers: unit.product_number === null ? null : { name: unit.product_number },
      })),
    }),
  }),
  report('get_yield_report', verbs['reports.yield'], {
    chapter,
    says: 'Says of each workstation how much of what was inspected there passed. Where nothing was inspected is left out.',
    input: z.object({ workstation_id: a('Only this workstation.').optional(), time_range: range }),
    takes: { workstation_id: 'workstation_id', time_range: 'range' },
    one: Yield,
    key: 'workstation_id',
    gives: ({ workstations }) =>
      workstations
        .filter((station) => station.inspection_yield !== null)
        .map((station) => ({
          workstation_id: station.workstation_id,
          workstation_name: station.workstation_name,
          total_inspected: station.inspections_passed + station.inspections_failed,
          pass_count: station.inspections_passed,
          fail_count: station.inspections_failed,
          yield_percent: hundredth(station.inspection_yield),
          first_pass_yield_percent: hundredth(station.first_pass_yield),
        })),
  }),
  tool('get_unit_history', verbs['units.history'], {
    ...reads,
    says: 'Shows where a unit has been, from when to when, and what came of it.',
    input: z.object({ unit_id: a('The unit.') }),
    takes: { unit_id: 'id' },
    data: History,
    gives: ({ unit, visits }) => ({
      unit: {
        id: unit.id,
        serial_number: unit.serial_number,
        status: unit_status.theirs(unit.status),
        current_step: current_step(unit),
        part_number_name: unit.product?.product_number ?? null,
        route_name: unit.routing?.name ?? null,
        route_version: unit.routing?.version ?? null,
        created_at: unit.created_at,
      },
      history: visits.flatMap(({ result, departed_at, operation, workstation, defect_code, ...visit }) =>
        result === null || departed_at === null
          ? []
          : [
              {
                id: visit.id,
                result: visit_result(result),
                timestamp: departed_at,
                arrived_at: visit.arrived_at,
                metadata: { notes: visit.notes, result, visit: visit.visit },
                route_steps: { step_number: operation.sequence, name: operation.name, pass_fail_gate: operation.is_gate },
                workstations: workstation && { name: workstation.name },
                defect_codes: defect_code && {
                  code: defect_code.code,
                  description: defect_code.description,
                  severity: defect_code.severity,
                },
              },
            ],
      ),
    }),
  }),
  tool('get_oee', verbs['reports.oee'], {
    ...reads,
    says: 'Overall equipment effectiveness by ISO 22400, from recorded states. Null where there is no data.',
    input: z.object({ line_id, time_range: range }),
    takes: { line_id: 'line_id', time_range: 'range' },
    data: Oee,
    gives: ({ overall, ...window }, asked) => ({
      ...since(asked, window),
      availability_percent: hundredth(overall.availability),
      performance_percent: hundredth(overall.performance),
      quality_percent: hundredth(overall.quality),
      oee_percent: hundredth(overall.oee),
      no_data_percent: hundredth(overall.no_data_share),
    }),
  }),
  listing('get_order_summary', verbs['reports.order_summary'], {
    chapter,
    says: 'Says how far an order has come, and when it will be done; without an id, of all that are not over.',
    input: z.object({ production_order_id: a('Only this order.').optional() }),
    takes: { production_order_id: 'job_id' },
    adds: { with_stock: false, with_product: true },
    one: OrderSummary,
    // An order that is not there is no empty list.
    before: async (player, { ours, faults }) => {
      if (ours.job_id !== undefined) await player.run(verbs['jobs.get'], { id: ours.job_id }, 'there', faults)
    },
    gives: (order) => ({
      id: order.id,
      order_number: order.job_number,
      part_number_name: order.product_number,
      route_name: order.routing_name,
      status: order_status.theirs(order.status),
      quantity_ordered: order.quantity,
      quantity_completed: order.completed,
      completion_percent: hundredth(order.completed_share),
      units_remaining: order.remaining,
      estimated_finish: order.estimated_finish,
      throughput_rate_per_hour: tenth(order.per_hour),
    }),
  }),
  report('get_capability_snapshot', verbs['reports.capability'], {
    chapter,
    says: 'Says of each workstation whether it could take work now.',
    input: z.object({ line_id }),
    takes: { line_id: 'line_id' },
    one: Capability,
    key: 'workstation_id',
    gives: ({ workstations }) =>
      workstations.map((station) => ({
        workstation_id: station.workstation_id,
        workstation_name: station.workstation_name,
        line_id: station.line_id,
        status: station.status,
        wip_count: station.units,
        machines: station.machines.map(({ id, name, state }) => ({ id, name, status: machine_state.theirs(state) })),
      })),
  }),
]

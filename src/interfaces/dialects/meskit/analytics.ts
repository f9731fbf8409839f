import { z } from 'zod'
import { verbs } from '../../../domain/verbs.gen.ts'
import type { Row } from '../dialect.ts'
import { Capability, History, Oee, OrderSummary, Range, Throughput, Yield } from './analytics-shapes.ts'
import { a } from './members.ts'
import { listing, report, tool } from './tool.ts'
import { current_step } from './unit-shapes.ts'
import { machine_state, order_status, unit_status, visit_result } from './words.ts'

const chapter = 'Analytics'
const reads = { chapter, group: 'read' } as const

const range = Range.optional().meta({ description: 'Of which time: the last 24 hours unless told.' })
const line_id = a('Only this line.').optional()

const hundredth = (share: number | null): number | null => (share === null ? null : Math.round(share * 100))
const tenth = (figure: number | null): number | null => (figure === null ? null : Math.round(figure * 10) / 10)
const since = (
  { range: time_range = 'last_24_hours' as const }: { range?: z.output<typeof Range> | undefined },
  { from }: { from: string },
) => ({
  time_range,
  since: from,
})

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

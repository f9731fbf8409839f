import { z } from 'zod'
import { created_at, id, link, maybe, maybe_link, maybe_moment, maybe_whole, moment, text, whole } from './members.ts'
import { machine_words, order_words, unit_words, visit_words } from './words.ts'

const ranges = ['today', 'last_8_hours', 'last_24_hours', 'last_7_days', 'last_30_days'] as const
export const Range = z.enum(ranges).meta({ description: 'Of which time; `today` begins at midnight by the clock of the plant.' })
const number = (says: string) => z.number().nullable().meta({ description: says })
const percent = (says: string) =>
  z
    .number()
    .int()
    .nullable()
    .meta({ description: `${says} In whole percent; null where there is no data.` })

const told = { time_range: Range, since: moment('From when on.') }
export const Throughput = z
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

export const Yield = z
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

export const Oee = z
  .strictObject({
    ...told,
    availability_percent: percent('Time in which machines executed, of the time that was planned.'),
    performance_percent: percent('What the pieces should have taken, of the time in which machines executed.'),
    quality_percent: percent('Good pieces of all.'),
    oee_percent: percent('The three multiplied.'),
    no_data_percent: percent('The share of the time of which nothing is on record.'),
  })
  .meta({ id: 'Oee' })

export const History = z
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

export const OrderSummary = z
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

export const Capability = z
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

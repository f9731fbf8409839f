import { z } from 'zod'
import { verbs } from '../../../domain/verbs.gen.ts'
import type { Row } from '../dialect.ts'
import { a, id, LongText, maybe, maybe_link, text, whole } from './members.ts'
import { listing, played, report, tool } from './tool.ts'
import { Moved, moved_out, order_of, Unit, unit_out } from './unit-shapes.ts'
import { unit_status, unit_words } from './words.ts'

const chapter = 'Production'
const run = { chapter, group: 'run' } as const

const PartNumbers = z
  .strictObject({ name: text('Its name.') })
  .nullable()
  .meta({ description: 'What it is, by name.' })

/** So many of each workstation's units are shown. */
const most_shown = 100

const Station = z
  .strictObject({
    workstation_id: maybe_link('Where they stand; null at steps that have no workstation.'),
    workstation_name: maybe('Its name.'),
    line_id: maybe_link('The line it belongs to.'),
    unit_count: whole('How many stand there.'),
    units: z
      .array(
        z.strictObject({
          id,
          serial_number: text('Its serial number.'),
          current_step: whole('The number of the step.'),
          route_id: maybe_link('How it is made.'),
          part_number_id: maybe_link('What it is.'),
          production_order_id: maybe_link('The order it is made for.'),
        }),
      )
      .meta({ description: `The first ${most_shown} of them.` }),
  })
  .meta({ id: 'StationInProgress' })

export const unit_rows: readonly Row[] = [
  played('generate_units', verbs['units.generate'], {
    ...run,
    says: 'Makes units with the next serial numbers of a part number, for an order or for stock. They stand before their first step.',
    input: z.object({
      part_number_id: a('What they are.'),
      route_id: a('How they are made: its newest version, or the one that the order was laid out by.'),
      count: z.number().int().min(1).max(1000).meta({ description: 'How many.' }),
      production_order_id: a('The order they are made for.').optional(),
    }),
    takes: { part_number_id: 'product_id', route_id: 'routing_id', count: 'count', production_order_id: 'job_id' },
    data: z.array(Unit),
    play: async (player, _run, { ours, faults }) => {
      const routing = await player.run(verbs['routings.latest'], { id: ours.routing_id }, 'routing', faults)
      const { units } = await player.run(verbs['units.generate'], { ...ours, routing_id: routing.id }, 'units')
      return units.map((unit) => unit_out(unit, player.actor))
    },
  }),
  tool('move_unit', verbs['units.move'], {
    ...run,
    says: 'Passes a unit at its step and takes it to the next one: the first move enters the first step, the one behind the last completes it.',
    input: z.object({ unit_id: a('The unit.') }),
    takes: { unit_id: 'id' },
    data: Moved,
    gives: ({ unit }, _given, asker) => moved_out(unit, asker),
  }),
  tool('scrap_unit', verbs['units.scrap'], {
    ...run,
    says: 'Takes a unit out for good, where it stands.',
    input: z.object({
      unit_id: a('The unit.'),
      defect_code_id: a('What is wrong with it.').optional(),
      notes: LongText.optional().meta({ description: 'What is to be said of it.' }),
    }),
    takes: { unit_id: 'id', defect_code_id: 'defect_code_id', notes: 'notes' },
    data: Unit,
    gives: ({ unit }, _given, asker) => unit_out(unit, asker),
  }),
  report('get_wip_status', verbs['reports.wip'], {
    chapter,
    says: 'Counts the units that stand at each workstation. Where none stand is left out.',
    input: z.object({ line_id: a('Only this line.').optional(), workstation_id: a('Only this workstation.').optional() }),
    takes: { line_id: 'line_id', workstation_id: 'workstation_id' },
    adds: { list: most_shown },
    one: Station,
    key: 'workstation_id',
    gives: ({ workstations }) =>
      workstations.map(({ units, listed = [], ...station }) => ({
        workstation_id: station.workstation_id,
        workstation_name: station.workstation_name,
        line_id: station.line_id,
        unit_count: units,
        units: listed.map((unit) => ({
          id: unit.id,
          serial_number: unit.serial_number,
          current_step: unit.sequence,
          route_id: unit.routing_family_id,
          part_number_id: unit.product_id,
          production_order_id: order_of({ id: unit.job_id, origin: unit.job_origin }),
        })),
      })),
  }),
  listing('search_units', verbs['units.list'], {
    chapter,
    says: 'Finds units, newest first.',
    input: z.object({
      serial_number: z.string().max(255).optional().meta({ description: 'Part of the serial number; case does not matter.' }),
      status: z.enum(unit_words).optional().meta({ description: 'Only those that stand so.' }),
      part_number_id: a('Only those of this part number.').optional(),
      production_order_id: a('Only those of this order.').optional(),
    }),
    takes: {
      serial_number: { to: 'serial', as: (part) => (part === '' ? undefined : part) },
      status: { to: 'status', as: unit_status.all_ours },
      part_number_id: 'product_id',
      production_order_id: 'job_id',
    },
    one: Unit.extend({ part_numbers: PartNumbers }).meta({ id: 'FoundUnit' }),
    gives: (unit, asker) => ({ ...unit_out(unit, asker), part_numbers: unit.product && { name: unit.product.product_number } }),
  }),
]

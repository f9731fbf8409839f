import { z } from 'zod'
import type { verbs } from '../../../domain/verbs.gen.ts'
import type { Actor } from '../../../kernel/context.ts'
import type { Output } from '../../../kernel/verb.ts'
import { created_at, id, maybe_link, Owned, owned, text, whole } from './members.ts'
import { unit_status, unit_words } from './words.ts'

type UnitRow = Output<(typeof verbs)['units.get']>

export const Unit = z
  .strictObject({
    id,
    ...Owned,
    serial_number: text('Unique within the company.'),
    part_number_id: maybe_link('What it is.'),
    route_id: maybe_link('How it is made.'),
    status: z.enum(unit_words).meta({ description: 'How it stands. One that is held is in progress, too.' }),
    current_step: whole('The number of the step at which it stands: 0 before the first, one more than the last when it is completed.'),
    created_at,
    production_order_id: maybe_link('The order it is made for; null where nobody ordered it.'),
  })
  .meta({ id: 'Unit' })

/** A stock order is an order to us alone. */
export const order_of = (job: { readonly id: string; readonly origin: string }): string | null => (job.origin === 'stock' ? null : job.id)

type Standing = Pick<UnitRow, 'status' | 'operation' | 'last_sequence'>
export const current_step = ({ status, operation, last_sequence }: Standing): number =>
  operation?.sequence ?? (status === 'completed' ? (last_sequence ?? 0) + 1 : 0)

export const unit_out = (unit: UnitRow, asker: Pick<Actor, 'tenant_id'>): z.input<typeof Unit> => ({
  id: unit.id,
  ...owned(asker),
  serial_number: unit.serial_number,
  part_number_id: unit.product_id,
  route_id: unit.routing?.family_id ?? null,
  status: unit_status.theirs(unit.status),
  current_step: current_step(unit),
  created_at: unit.created_at,
  production_order_id: order_of(unit.job),
})

/** Where a move has brought it: what the page has for one that goes on, and for one that is done, together. */
export const Moved = Unit.extend({
  completed: z.boolean().meta({ description: 'That was its last step.' }),
  current_step_name: z.string().nullable().meta({ description: 'The step at which it stands now.' }),
  current_workstation_id: maybe_link('Where it stands now.'),
  at_gate: z.boolean().meta({ description: 'It is to be passed or failed here.' }),
}).meta({ id: 'MovedUnit' })

export const moved_out = (unit: UnitRow, asker: Pick<Actor, 'tenant_id'>): z.input<typeof Moved> => ({
  ...unit_out(unit, asker),
  completed: unit.status === 'completed',
  current_step_name: unit.operation?.name ?? null,
  current_workstation_id: unit.operation?.workstation_id ?? null,
  at_gate: unit.operation?.is_gate ?? false,
})

import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { refusal } from '../../../kernel/errors.ts'
import { Name, Revision, Text } from '../../../kernel/fields.ts'
import { Id } from '../../../kernel/id.ts'
import { sql } from '../../../kernel/sql.ts'
import { Moment } from '../../../kernel/time.ts'

export const ReasonKind = z.enum(['scrap', 'rework', 'downtime', 'correction']).meta({
  id: 'ReasonKind',
  description: 'What it is a reason for. It never changes: what was reported with it would mean something else.',
})
export const ReasonCategory = z.enum(['material', 'process', 'equipment', 'operator', 'design', 'other']).meta({ id: 'ReasonCategory' })

/** What may be said of a reason, beside its kind. */
export const reason_fields = {
  code: Name.meta({ description: 'Unique within its kind.', examples: ['S-01'] }),
  description: Text.trim().min(1),
  category: ReasonCategory,
  is_active: z.boolean().meta({ description: 'Off: it stays on what was reported, but is not offered any more.' }),
}

export const Reason = z
  .object({ id: Id, kind: ReasonKind, ...reason_fields, created_at: Moment, updated_at: Moment, revision: Revision })
  .meta({ id: 'Reason' })
export type Reason = z.output<typeof Reason>

export const reason_columns = sql`id, kind, code, description, category, is_active, created_at, updated_at, revision`

export const reasonUnknown = refusal('not_found', 'reason_unknown', 'There is no such reason.')
export const reasonCodeTaken = refusal('conflict', 'reason_code_taken', 'Another reason of this kind has that code.')
export const reasonStale = refusal('stale', 'reason_stale', 'The reason was changed since you read it. Read it again.')
export const reasonInUse = refusal('conflict', 'reason_in_use', 'Something was reported with this reason. Switch it off instead.')

/** Guards whoever means reasons of one kind only. */
export const OfKind = ReasonKind.optional().meta({ description: 'Only where it is of that kind; else there is no such reason.' })

export async function read_reason(context: Context, id: string, of_kind?: Reason['kind']): Promise<Reason> {
  const [reason] = await context.read<Reason>`select ${reason_columns} from reasons where id = ${id} and deleted_at is null`
  if (!reason || (of_kind !== undefined && reason.kind !== of_kind)) throw reasonUnknown.because(`There is no reason ${id}.`)
  return reason
}

export async function locked_reason(context: Context, id: string, of_kind?: Reason['kind']): Promise<Reason> {
  context.read`select id from reasons where id = ${id} for no key update`
  return read_reason(context, id, of_kind)
}

/** What to answer where the code has just been taken by another. */
export const expect_conflict = (context: Context, kind: string, code: string): void =>
  context.on_conflict('reasons_code', reasonCodeTaken.because(`There is already a ${kind} reason ${code}.`))

import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { refusal } from '../../../kernel/errors.ts'
import { Name, Revision, Text } from '../../../kernel/fields.ts'
import { Id, reference } from '../../../kernel/id.ts'
import { sql } from '../../../kernel/sql.ts'
import { Moment } from '../../../kernel/time.ts'

/** What may be said of a line. */
export const line_fields = {
  name: Name,
  description: Text.nullable(),
  plant_id: reference('plants').nullable().meta({ description: 'Where it stands; none where there is one plant only.' }),
}

export const Line = z
  .object({
    id: Id,
    number: z.number().int().meta({ description: 'A short number of its own, for clients that need whole numbers.' }),
    ...line_fields,
    plant_id: Id.nullable(),
    created_at: Moment,
    updated_at: Moment,
    revision: Revision,
  })
  .meta({ id: 'Line' })
export type Line = z.output<typeof Line>

export const line_columns = sql`id, number, name, description, plant_id, created_at, updated_at, revision`

export const lineUnknown = refusal('not_found', 'line_unknown', 'There is no such line.')
export const lineNameTaken = refusal('conflict', 'line_name_taken', 'Another line has that name.')
export const lineStale = refusal('stale', 'line_stale', 'The line was changed since you read it. Read it again.')
export const lineInUse = refusal('conflict', 'line_in_use', 'Workstations belong to the line. Move or remove them first.')

export async function read_line(context: Context, id: string): Promise<Line> {
  const [line] = await context.read<Line>`select ${line_columns} from lines where id = ${id} and deleted_at is null`
  if (!line) throw lineUnknown.because(`There is no line ${id}.`)
  return line
}

/** Locked: nobody else changes the line or adds a workstation to it until this transaction ends. */
export async function locked_line(context: Context, id: string): Promise<Line> {
  context.read`select id from lines where id = ${id} for no key update`
  return read_line(context, id)
}

/** The line that a workstation is put on: it may have been removed since the engine looked for it. */
export async function hold_line(context: Context, line_id: string): Promise<void> {
  const [line] = await context.read<{ id: string }>`select id from lines where id = ${line_id} and deleted_at is null for no key update`
  context.settle()
  if (line) return
  context.problem(['line_id'], 'unknown_reference', `There is no line ${line_id}.`)
  context.settle()
}

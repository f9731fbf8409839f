import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { refusal } from '../../../kernel/errors.ts'
import { Name, Revision, Text } from '../../../kernel/fields.ts'
import { Id } from '../../../kernel/id.ts'
import { sql } from '../../../kernel/sql.ts'
import { Moment } from '../../../kernel/time.ts'

export const DefectSeverity = z.enum(['minor', 'major', 'critical']).meta({ id: 'DefectSeverity' })

/** What may be said of a defect code. */
export const defect_code_fields = {
  code: Name.meta({ description: 'Unique in the company.', examples: ['SOLDER-BRIDGE'] }),
  description: Text.trim().min(1),
  severity: DefectSeverity,
  is_active: z.boolean().meta({ description: 'Off: it stays on what was found, but is not offered any more.' }),
}

export const DefectCode = z
  .object({ id: Id, ...defect_code_fields, created_at: Moment, updated_at: Moment, revision: Revision })
  .meta({ id: 'DefectCode', description: 'A kind of defect that units are found to have.' })
export type DefectCode = z.output<typeof DefectCode>

export const defect_code_columns = sql`defect_codes.id, defect_codes.code, defect_codes.description, defect_codes.severity,
  defect_codes.is_active, defect_codes.created_at, defect_codes.updated_at, defect_codes.revision`

export const defectCodeUnknown = refusal('not_found', 'defect_code_unknown', 'There is no such defect code.')
export const defectCodeTaken = refusal('conflict', 'defect_code_taken', 'Another defect has that code.')
export const defectCodeStale = refusal('stale', 'defect_code_stale', 'The defect code was changed since you read it. Read it again.')
export const defectCodeInUse = refusal('conflict', 'defect_code_in_use', 'Units were found to have this defect. Switch it off instead.')

export async function read_defect_code(context: Context, id: string): Promise<DefectCode> {
  const [row] = await context.read<DefectCode>`select ${defect_code_columns} from defect_codes where id = ${id} and deleted_at is null`
  if (!row) throw defectCodeUnknown.because(`There is no defect code ${id}.`)
  return row
}

export async function locked_defect_code(context: Context, id: string): Promise<DefectCode> {
  context.read`select id from defect_codes where id = ${id} for no key update`
  return read_defect_code(context, id)
}

/** What to answer where the code has just been taken by another. */
export const expect_conflict = (context: Context, code: string): void =>
  context.on_conflict('defect_codes_code', defectCodeTaken.because(`There is already a defect code ${code}.`))

import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { refusal } from '../../../kernel/errors.ts'
import { External, Name, Revision, Text } from '../../../kernel/fields.ts'
import { Id, new_id } from '../../../kernel/id.ts'
import { sql } from '../../../kernel/sql.ts'
import { Moment } from '../../../kernel/time.ts'
import { workstationCreated } from './events.ts'

export const WorkstationType = z.enum(['machine', 'assembly', 'control', 'logistics', 'supply'])

export const Workstation = z
  .object({
    id: Id,
    number: z.number().int().meta({ description: 'A short number of its own, for clients that need whole numbers.' }),
    name: Name,
    type: WorkstationType,
    line_id: Id.nullable(),
    description: Text.nullable(),
    color: z.string().nullable(),
    position: z.number().int().meta({ description: 'Its place along the line, from 1.' }),
    is_active: z.boolean(),
    origin: z.string(),
    external_source: External.external_source.unwrap(),
    external_id: External.external_id.unwrap(),
    created_at: Moment,
    updated_at: Moment,
    revision: Revision,
  })
  .meta({ id: 'Workstation' })
export type Workstation = z.output<typeof Workstation>

export const workstation_columns = sql`workstations.id, workstations.number, workstations.name, workstations.type, workstations.line_id,
  workstations.description, workstations.color, workstations.position, workstations.is_active, workstations.origin,
  workstations.external_source, workstations.external_id, workstations.created_at, workstations.updated_at, workstations.revision`

export const workstationUnknown = refusal('not_found', 'workstation_unknown', 'There is no such workstation.')
export const workstationNameTaken = refusal('conflict', 'workstation_name_taken', 'Another workstation of this line has that name.')

/** What a name means to somebody who knows no ids: the workstation of that name, made where there is none. */
export interface NamedWorkstations {
  /** The id for a name; blanks and case do not matter. */
  id_of(name: string): string
  /** Makes those that were missing. Call it once, with the other writes. */
  make(): void
}

/** Sent with the verb's other reads. Two requests that name the same new one at once: the second finds the first's by the unique index, and is told to try again. */
export async function named_workstations(context: Context, names: readonly string[]): Promise<NamedWorkstations> {
  const wanted = new Map(names.map((name) => [key_of(name), name.trim()]))
  const found = await context.read<{ id: string; name_key: string }>`
    select distinct on (name_key) id, name_key from workstations
    where name_key = any(${[...wanted.keys()]}) and deleted_at is null order by name_key, id`
  const ids = new Map(found.map((row) => [row.name_key, row.id]))
  const missing = [...wanted].filter(([key]) => !ids.has(key)).map(([key, name]) => ({ key, name, id: new_id() }))
  for (const { key, id } of missing) ids.set(key, id)
  return {
    id_of: (name) => ids.get(key_of(name)) ?? '',
    make: () => {
      const made_at = { created_at: context.now, updated_at: context.now, origin: context.origin }
      context.insert(
        'workstations',
        missing.map(({ id, name }) => ({ id, name, ...made_at })),
      )
      for (const { id } of missing) context.report(workstationCreated, { workstation_id: id })
      context.on_conflict('workstations_name', try_again())
    },
  }
}

/** As the database has it, see `name_key`. */
const key_of = (name: string): string => name.trim().replace(/\s+/g, ' ').toLowerCase()
const try_again = () => refusal('unavailable', 'try_again', 'Somebody just made a workstation of that name. Try again.').because()

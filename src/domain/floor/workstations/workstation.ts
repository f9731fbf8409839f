import { z } from 'zod'
import type { Changes } from '../../../kernel/changes.ts'
import type { Context } from '../../../kernel/context.ts'
import { type Problem, refusal } from '../../../kernel/errors.ts'
import { External, Name, Revision, Text } from '../../../kernel/fields.ts'
import { Id, new_id, reference } from '../../../kernel/id.ts'
import { sql } from '../../../kernel/sql.ts'
import { Moment } from '../../../kernel/time.ts'
import { workstationCreated } from './events.ts'

export const WorkstationType = z.enum(['machine', 'assembly', 'control', 'logistics', 'supply'])

const Color = z.string().regex(/^#[0-9a-fA-F]{6}$/, 'Give a colour such as #1E88E5.')

/** What may be said of a workstation. */
export const workstation_fields = {
  name: Name.meta({ description: 'Unique within its line.' }),
  type: WorkstationType,
  line_id: reference('lines').nullable(),
  description: Text.nullable(),
  color: Color.nullable().meta({ description: 'How screens show it.', examples: ['#1E88E5'] }),
  position: z.number().int().min(1).max(1_000_000).meta({ description: 'Its place along the line, from 1. Two may share one.' }),
  is_active: z.boolean().meta({ description: 'Off: it stays on record, but nothing new should be planned there.' }),
  operator_name: Name.nullable().meta({ description: 'Who is usually there, as people say it.' }),
  ...External,
}

export const Workstation = z
  .object({
    id: Id,
    number: z.number().int().meta({ description: 'A short number of its own, for clients that need whole numbers.' }),
    ...workstation_fields,
    line_id: Id.nullable(),
    color: z.string().nullable(),
    position: z.number().int(),
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
  workstations.description, workstations.color, workstations.position, workstations.is_active, workstations.operator_name, workstations.origin,
  workstations.external_source, workstations.external_id, workstations.created_at, workstations.updated_at, workstations.revision`

export const workstationUnknown = refusal('not_found', 'workstation_unknown', 'There is no such workstation.')
export const workstationNameTaken = refusal('conflict', 'workstation_name_taken', 'Another workstation of this line has that name.')
export const workstationExternalTaken = refusal('conflict', 'workstation_external_taken', 'Another workstation has that external id.')
export const workstationStale = refusal('stale', 'workstation_stale', 'The workstation was changed since you read it. Read it again.')
export const workstationInUse = refusal('conflict', 'workstation_in_use', 'Work, machines or current routings stand at the workstation.')

export async function read_workstation(context: Context, id: string): Promise<Workstation> {
  const [row] = await context.read<Workstation>`select ${workstation_columns} from workstations where id = ${id} and deleted_at is null`
  if (!row) throw workstationUnknown.because(`There is no workstation ${id}.`)
  return row
}

export async function locked_workstation(context: Context, id: string): Promise<Workstation> {
  context.read`select id from workstations where id = ${id} for no key update`
  return read_workstation(context, id)
}

/** Behind the last of its line. Hold the line first, so that two newcomers do not take the same place. */
export async function next_position(context: Context, line_id: string | null): Promise<number> {
  const [row] = await context.read<{ next: number }>`
    select coalesce(max(position), 0) + 1 as next from workstations where line_id is not distinct from ${line_id} and deleted_at is null`
  return row?.next ?? 1
}

/** Keeps workstations in place while something is put there: one may have been removed since the engine looked for it. */
export async function hold_workstations(context: Context, wanted: readonly { id: string; path: Problem['path'] }[]): Promise<void> {
  if (wanted.length === 0) return
  const held = await context.read<{ id: string }>`
    select id from workstations where id = any(${wanted.map(({ id }) => id)}::uuid[]) and deleted_at is null order by id for key share`
  context.settle()
  const there = new Set(held.map(({ id }) => id))
  for (const { id, path } of wanted) {
    if (!there.has(id.toLowerCase())) context.problem(path, 'unknown_reference', `There is no workstation ${id}.`)
  }
  context.settle()
}

/** The log is for ever, names of people are not: of those it says only that they changed. */
export const told_of_change = ({ told }: Changes): Changes['told'] => ('operator_name' in told ? { ...told, operator_name: {} } : told)

/** What to answer where a name or an external id has just been taken by another. */
export function expect_conflicts(context: Context, name: string): void {
  context.on_conflict('workstations_name', workstationNameTaken.because(`There is already a workstation ${name} on this line.`))
  context.on_conflict('workstations_external', workstationExternalTaken.because())
}

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
  const [found, position] = await Promise.all([
    context.read<{ id: string; name_key: string }>`
      select distinct on (name_key) id, name_key from workstations
      where name_key = any(${[...wanted.keys()]}) and deleted_at is null order by name_key, id`,
    next_position(context, null),
  ])
  const ids = new Map(found.map((row) => [row.name_key, row.id]))
  const missing = [...wanted].filter(([key]) => !ids.has(key)).map(([key, name]) => ({ key, name, id: new_id() }))
  for (const { key, id } of missing) ids.set(key, id)
  return {
    id_of: (name) => ids.get(key_of(name)) ?? '',
    make: () => {
      const made_at = { created_at: context.now, updated_at: context.now, origin: context.origin }
      context.insert(
        'workstations',
        missing.map(({ id, name }, at) => ({ id, name, position: position + at, ...made_at })),
      )
      for (const { id } of missing) context.report(workstationCreated, { workstation_id: id })
      context.on_conflict('workstations_name', try_again())
    },
  }
}

/** As the database has it, see `name_key`. */
const key_of = (name: string): string => name.trim().replace(/\s+/g, ' ').toLowerCase()
const try_again = () => refusal('unavailable', 'try_again', 'Somebody just made a workstation of that name. Try again.').because()

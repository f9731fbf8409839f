import type { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { json } from '../../../kernel/sql.ts'
import { type NamedWorkstations, named_workstations } from '../../floor/workstations/workstation.ts'
import { type JobRow, jobNotMovable } from '../../jobs/job.ts'
import { partUpdated } from '../../jobs/parts/events.ts'
import { lay_out_parts } from '../../jobs/parts/lay-out.ts'
import { type PartRow, part_columns } from '../../jobs/parts/part.ts'
import { roll_up_start, start_job_of_part } from '../../jobs/roll-up.ts'
import { draw_code_numbers, lay_out_operations, workstation_names } from '../../operations/lay-out.ts'
import { operations_of_parts } from '../../operations/read-many.ts'
import { ways_of } from '../../routings/current.ts'
import { change_operations, changes_operations, synced_operations } from './plan-operations.ts'
import {
  type Meant,
  type PartSynced,
  type PartsPlan,
  type PartThere,
  partExternalTaken,
  parts_meant,
  plan_parts_sync,
  type SyncedPart,
  within_source,
} from './plan-parts.ts'

interface Asked {
  /** Null where the job itself is new. */
  readonly job_id: string | null
  readonly source: string
  readonly given: readonly PartSynced[]
  readonly path: (index: number) => readonly (string | number)[]
  readonly dry_run: boolean
}

export interface PlannedSync extends PartsPlan {
  readonly workstations: NamedWorkstations
  readonly first_position: number
  /** Drawn beforehand where it is known how many it takes. */
  readonly code_numbers: readonly number[]
}

/** Reads what there is of the parts given, their job's row being locked, and says what will be done to them. */
export async function planned_sync(context: Context, asked: Asked): Promise<PlannedSync> {
  const { job_id, path, dry_run } = asked
  const given = within_source(asked.given, asked.source)
  const routed = given.flatMap(({ product_id, operations }) => (product_id && operations === undefined ? [product_id] : []))
  const operations_given = given.flatMap(({ operations = [] }) => operations)
  const all_is_new = job_id === null && routed.length === 0 && !dry_run
  const [there, ways, workstations, elsewhere, code_numbers] = await Promise.all([
    job_id === null || given.length === 0 ? [] : parts_there(context, job_id),
    ways_of(context, given),
    named_workstations(context, workstation_names(operations_given)),
    known_elsewhere(context, given, path),
    all_is_new ? draw_code_numbers(context, operations_given.length + 1) : [],
  ])
  const meant = parts_meant(context, there, given, path)
  assert_not_elsewhere(context, meant, elsewhere)
  const ids = meant.flatMap((one) => one.there?.id ?? [])
  const [rows, operations] =
    ids.length === 0 ? [[], []] : await Promise.all([parts_of_ids(context, ids), operations_of_parts(context, ids)])
  const plan = plan_parts_sync(context, meant, { there, rows, operations, ways, workstations }, path)
  return { ...plan, workstations, first_position: Math.max(0, ...there.map(({ position }) => position)) + 1, code_numbers }
}

const parts_there = (context: Context, job_id: string): Promise<PartThere[]> =>
  context.read<PartThere>`select id, part_number, position, parent_id, external_source, external_id
    from parts where job_id = ${job_id} and deleted_at is null order by position`

const parts_of_ids = (context: Context, ids: readonly string[]): Promise<PartRow[]> =>
  context.read<PartRow>`select ${part_columns} from parts join jobs on jobs.id = parts.job_id where parts.id = any(${ids}::uuid[])`

interface Known {
  readonly kind: 'part' | 'operation'
  readonly index: number
  readonly at: (string | number)[]
  readonly part_id: string
}

/** Which of the external ids given are of something that is there already, and of which part. */
async function known_elsewhere(context: Context, given: readonly PartSynced[], path: Asked['path']): Promise<Known[]> {
  const asked = given.flatMap(({ external_source, external_id, operations = [] }, index) => [
    { kind: 'part', index, at: path(index), external_source, external_id },
    ...operations.map((one, at) => ({
      kind: 'operation',
      index,
      at: [...path(index), 'operations', at],
      external_source: one.external_source,
      external_id: one.external_id,
    })),
  ])
  const named = asked.filter(({ external_id }) => external_id)
  if (named.length === 0) return []
  return context.read<Known>`
    select given.kind, given.index, given.at, coalesce(p.id, o.part_id) as part_id
    from jsonb_to_recordset(${json(named)}::jsonb) as given (kind text, index int, at jsonb, external_source text, external_id text)
      left join parts p on given.kind = 'part' and p.external_source = given.external_source and p.external_id = given.external_id
        and p.deleted_at is null
      left join operations o on given.kind = 'operation' and o.external_source = given.external_source
        and o.external_id = given.external_id and o.deleted_at is null
    where p.id is not null or o.id is not null`
}

/** An external id is of one thing: it does not wander to another job, or to another part. */
function assert_not_elsewhere(context: Context, meant: readonly Meant[], known: readonly Known[]): void {
  for (const { kind, index, at, part_id } of known) {
    if (part_id === meant[index]?.there?.id) continue
    const whose = kind === 'part' ? 'A part of another job' : 'An operation of another part'
    context.problem([...at, 'external_id'], 'duplicate', `${whose} has this external id.`)
  }
}

export const changes_anything = ({ matches }: PartsPlan): boolean =>
  matches.some(({ row, columns, operations }) => row === null || Object.keys(columns).length > 0 || changes_operations(operations))

/** Writes what was planned, on a job whose row is locked. `code_numbers` are drawn beforehand, one for each new operation. */
export function carry_out(context: Context, job: Pick<JobRow, 'id'>, plan: PlannedSync, code_numbers: readonly number[]): SyncedParts {
  const { matches, fresh, workstations } = plan
  context.on_conflict('parts_external', partExternalTaken.because())
  workstations.make()
  lay_out_parts(context, job.id, fresh, plan.first_position)
  for (const { id, row, columns, told, operations } of matches) {
    if (row && Object.keys(columns).length > 0) {
      context.change('parts', id, { ...columns, sync_hash: null, revision: row.revision + 1, updated_at: context.now })
      context.report(partUpdated, { part_id: id, job_id: job.id, changes: told })
    }
    change_operations(context, operations)
  }
  const laid_out = lay_out_operations(
    context,
    job.id,
    matches.map(({ id, operations }) => ({ id, operations: operations.fresh })),
    code_numbers,
    workstations,
  )
  return synced_parts(
    plan,
    Map.groupBy(laid_out, ({ part_id }) => part_id),
  )
}

type SyncedParts = z.output<typeof SyncedPart>[]
type Made = ReadonlyMap<string, readonly { readonly id: string }[]>

/** What came of each part, in the order in which they were given; without ids of what a dry run would make. */
export function synced_parts({ matches }: PartsPlan, made: Made | null = null): SyncedParts {
  return matches.map(({ id, row, given, told, operations }) => ({
    id: row === null && made === null ? null : id,
    external_id: given.external_id ?? row?.external_id ?? null,
    part_number: given.part_number,
    action: row === null ? 'created' : Object.keys(told).length === 0 ? 'unchanged' : 'updated',
    changes: told,
    operations: synced_operations(operations, made?.get(id) ?? []),
  }))
}

/** Numbers for the codes of all new operations, and `more`. */
export async function draw_numbers_for(context: Context, { matches, code_numbers }: PlannedSync, more = 0): Promise<readonly number[]> {
  const wanted = matches.reduce((all, { operations }) => all + operations.fresh.length, more)
  return wanted <= code_numbers.length ? code_numbers : draw_code_numbers(context, wanted)
}

/** New work brings back what was done. None goes to a job that was put away. */
export function reopen_for(context: Context, job: JobRow, { matches, fresh }: PartsPlan): void {
  const more = matches.filter(({ row, operations }) => row && operations.fresh.length > 0)
  if (fresh.length + more.length === 0) return
  if (job.status === 'closed' || job.status === 'cancelled')
    throw jobNotMovable.because(`Job ${job.job_number} is ${job.status}.`, { job_id: job.id, status: job.status })
  let after = fresh.length > 0 && job.status === 'completed' ? start_job_of_part(context, job, context.now) : job
  for (const { row: part, operations } of more) {
    const is_open = operations.fresh.some(({ status }) => status !== 'completed')
    if (part?.status === 'completed' && is_open) after = roll_up_start(context, { job: after, part }, context.now).job
  }
}

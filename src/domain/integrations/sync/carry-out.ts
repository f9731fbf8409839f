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
import { current_steps } from '../../routings/current.ts'
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
} from './plan-parts.ts'

interface Asked {
  /** Null where the job itself is new. */
  readonly job_id: string | null
  readonly source: string
  readonly given: readonly PartSynced[]
  readonly path: (index: number) => readonly (string | number)[]
}

export interface PlannedSync extends PartsPlan {
  readonly workstations: NamedWorkstations
  readonly first_position: number
}

/** Reads what there is of the parts given, their job's row being locked, and says what will be done to them. */
export async function planned_sync(context: Context, { job_id, source, given, path }: Asked): Promise<PlannedSync> {
  const routed = given.flatMap(({ product_id, operations }) => (product_id && operations === undefined ? [product_id] : []))
  const [there, steps, workstations] = await Promise.all([
    job_id === null || given.length === 0 ? [] : parts_there(context, job_id),
    current_steps(context, routed),
    named_workstations(context, workstation_names(given.flatMap(({ operations = [] }) => operations))),
  ])
  const meant = parts_meant(context, there, given, source, path)
  const ids = meant.flatMap((one) => one.there?.id ?? [])
  const [rows, operations] = await Promise.all([
    ids.length === 0 ? [] : parts_of_ids(context, ids),
    ids.length === 0 ? [] : operations_of_parts(context, ids),
    assert_not_elsewhere(context, meant, path),
  ])
  const plan = plan_parts_sync(context, meant, { there, rows, operations, steps, workstations }, path)
  return { ...plan, workstations, first_position: Math.max(0, ...there.map(({ position }) => position)) + 1 }
}

const parts_there = (context: Context, job_id: string): Promise<PartThere[]> =>
  context.read<PartThere>`select id, part_number, position, parent_id, external_source, external_id
    from parts where job_id = ${job_id} and deleted_at is null order by position`

const parts_of_ids = (context: Context, ids: readonly string[]): Promise<PartRow[]> =>
  context.read<PartRow>`select ${part_columns} from parts join jobs on jobs.id = parts.job_id where parts.id = any(${ids}::uuid[])`

interface Elsewhere {
  readonly path: readonly (string | number)[]
  readonly table: 'parts' | 'operations'
}

/** An external id is of one thing: it does not wander to another job, or to another part. */
async function assert_not_elsewhere(context: Context, meant: readonly Meant[], path: Asked['path']): Promise<void> {
  const wanted = meant.flatMap(({ given, there }, index) => [
    { table: 'parts', at: path(index), source: given.external_source, external: given.external_id, own: there?.id ?? null },
    ...(given.operations ?? []).map((operation, at) => ({
      table: 'operations',
      at: [...path(index), 'operations', at],
      source: operation.external_source,
      external: operation.external_id,
      own: there?.id ?? null,
    })),
  ])
  const asked = wanted.filter(({ external }) => external)
  if (asked.length === 0) return
  const found = await context.read<{ table: Elsewhere['table']; at: (string | number)[] }>`
    select given."table", given.at from jsonb_to_recordset(${json(asked)}::jsonb)
      as given ("table" text, at jsonb, source text, external text, own uuid)
    where (given."table" = 'parts' and exists (select from parts p where p.external_source = given.source and p.external_id = given.external
        and p.deleted_at is null and p.id is distinct from given.own))
      or (given."table" = 'operations' and exists (select from operations o where o.external_source = given.source
        and o.external_id = given.external and o.deleted_at is null and o.part_id is distinct from given.own))`
  for (const { table, at } of found)
    context.problem(
      [...at, 'external_id'],
      'duplicate',
      `${table === 'parts' ? 'A part of another job' : 'An operation of another part'} has this external id.`,
    )
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
export const draw_numbers_for = (context: Context, { matches }: PartsPlan, more = 0): Promise<number[]> =>
  draw_code_numbers(
    context,
    matches.reduce((all, { operations }) => all + operations.fresh.length, more),
  )

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

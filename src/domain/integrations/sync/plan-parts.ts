import { z } from 'zod'
import { ChangesTold, changes_between } from '../../../kernel/changes.ts'
import type { Context } from '../../../kernel/context.ts'
import { type Problem, refusal } from '../../../kernel/errors.ts'
import { Pieces } from '../../../kernel/fields.ts'
import { Id } from '../../../kernel/id.ts'
import type { Row } from '../../../kernel/sql.ts'
import { SyncAction } from '../../../kernel/synced.ts'
import type { NamedWorkstations } from '../../floor/workstations/workstation.ts'
import { type LaidOutPart, PartFields, plan_parts } from '../../jobs/parts/lay-out.ts'
import type { PartRow } from '../../jobs/parts/part.ts'
import { OperationGiven, type OperationToLayOut } from '../../operations/lay-out.ts'
import { laid_out_by } from '../../operations/lay-out-by-routing.ts'
import type { OperationRow } from '../../operations/operation.ts'
import type { Warning } from '../../operations/sequence.ts'
import type { Ways } from '../../routings/current.ts'
import { type OperationsPlan, plan_operations, SyncedOperation, with_source } from './plan-operations.ts'

export const partExternalTaken = refusal('conflict', 'part_external_taken', 'Another part has that external id.')

/** A part as it comes with its job, or by itself. */
export const PartSynced = PartFields.extend({
  quantity: Pieces.min(1).optional().meta({ description: 'A new part needs it.' }),
  operations: z
    .array(OperationGiven)
    .max(1000)
    .optional()
    .meta({ description: 'Of a new part left out, they come from the product’s current routing. Those not given stay as they are.' }),
})
  .strict()
  .meta({ id: 'PartSynced' })
export type PartSynced = z.output<typeof PartSynced>

export const SyncedPart = z
  .object({
    id: Id.nullable(),
    external_id: z.string().nullable(),
    part_number: z.string(),
    action: SyncAction,
    changes: ChangesTold,
    operations: z.array(SyncedOperation),
  })
  .meta({ id: 'SyncedPart' })

/** A part of the job, as far as it is needed to find out which one is meant. */
export interface PartThere {
  readonly id: string
  readonly part_number: string
  readonly position: number
  readonly parent_id: string | null
  readonly external_source: string | null
  readonly external_id: string | null
}

export interface Meant {
  readonly given: PartSynced
  readonly there: PartThere | null
}

/** Which part of the job is meant: that of the external id, else that of the number, unless it is another thing of another system. */
export function parts_meant(
  context: Context,
  there: readonly PartThere[],
  given: readonly PartSynced[],
  path: (index: number) => Problem['path'],
): Meant[] {
  const taken = new Set<string>()
  return given.map((part, index) => {
    const { external_id, external_source } = part
    const found =
      there.find((row) => external_id && row.external_id === external_id && row.external_source === external_source) ??
      there.find((row) => row.part_number === part.part_number && (!external_id || row.external_id === null)) ??
      null
    const key = found?.id ?? (external_id ? `${external_source} ${external_id}` : part.part_number)
    if (taken.has(key)) context.problem([...path(index), 'external_id'], 'duplicate', 'The same part is given twice.')
    taken.add(key)
    if (!found && there.some((row) => row.part_number === part.part_number))
      context.problem([...path(index), 'part_number'], 'duplicate', `Another part of this job has the number ${part.part_number}.`)
    return { given: part, there: found }
  })
}

/** External ids are of the source that all of it came from, unless told otherwise. */
export const within_source = (given: readonly PartSynced[], source: string): PartSynced[] =>
  given.map((part) => ({ ...with_source(part, source), operations: part.operations?.map((operation) => with_source(operation, source)) }))

interface Known {
  readonly there: readonly PartThere[]
  /** Of the parts that are meant. */
  readonly rows: readonly PartRow[]
  readonly operations: readonly OperationRow[]
  readonly ways: Ways
  readonly workstations: NamedWorkstations
}

export interface PartMatch {
  readonly id: string
  readonly given: PartSynced
  readonly row: PartRow | null
  readonly columns: Row
  readonly told: z.output<typeof ChangesTold>
  readonly operations: OperationsPlan
}

/** What a sync will do to parts of one job. */
export interface PartsPlan {
  readonly matches: readonly PartMatch[]
  readonly fresh: readonly LaidOutPart[]
  readonly warnings: readonly Warning[]
}

export function plan_parts_sync(
  context: Context,
  meant: readonly Meant[],
  known: Known,
  path: (index: number) => Problem['path'],
): PartsPlan {
  const numbers = new Map(known.there.map((part) => [part.part_number, part.id]))
  for (const { given, there } of meant) if (there) numbers.set(given.part_number, there.id)
  const fresh = lay_out_fresh(context, meant, numbers, known, path)
  for (const part of fresh.values()) numbers.set(part.given.part_number, part.id)

  const matches = meant.map((one, index): PartMatch => {
    const operations_at = (at: number): Problem['path'] => [...path(index), 'operations', at]
    const laid_out = fresh.get(index)
    if (laid_out) {
      const operations = plan_operations(context, [], laid_out.operations, known.workstations, operations_at)
      return { id: laid_out.id, given: one.given, row: null, columns: {}, told: {}, operations }
    }
    const row = known.rows.find(({ id }) => id === one.there?.id)
    if (!row) throw new Error('a part that was found was read')
    const existing = known.operations.filter(({ part_id }) => part_id === row.id)
    const operations = plan_operations(context, existing, one.given.operations ?? [], known.workstations, operations_at)
    const changes = changes_between(row, fields_of(context, one.given, numbers, known, path(index)))
    return { id: row.id, given: one.given, row, columns: changes.columns, told: changes.told, operations }
  })
  assert_no_circle(context, known.there, matches, [...fresh.values()], path)
  return { matches, fresh: [...fresh.values()], warnings: matches.flatMap((match) => [...kept(match), ...match.operations.warnings]) }
}

type Fresh = LaidOutPart & { readonly operations: readonly OperationToLayOut[] }

/** New parts by their place in what was given, with ids and parents, and with the operations they come with or their routing has. */
function lay_out_fresh(
  context: Context,
  meant: readonly Meant[],
  numbers: ReadonlyMap<string, string>,
  { ways }: Known,
  path: (index: number) => Problem['path'],
): Map<number, Fresh> {
  const places = [...meant.entries()].flatMap(([index, { given, there }]) => {
    if (there) return []
    if (given.quantity === undefined) context.problem([...path(index), 'quantity'], 'required', 'A new part needs a quantity.')
    return [{ index, given: { ...given, quantity: given.quantity ?? 1 } }]
  })
  const planned = plan_parts(
    context,
    places.map(({ given }) => given),
    numbers,
    (at) => path(places[at]?.index ?? 0),
  )
  return new Map(planned.map((part, at) => [places[at]?.index ?? 0, { ...part, ...laid_out_by(part.given, ways) }]))
}

function fields_of(
  context: Context,
  { operations: _, status: __, parent_part_number, ...fields }: PartSynced,
  numbers: ReadonlyMap<string, string>,
  { there }: Known,
  path: Problem['path'],
): Row {
  if (parent_part_number) {
    const parent_id = numbers.get(parent_part_number)
    if (parent_id) return { ...fields, parent_id }
    context.problem([...path, 'parent_part_number'], 'unknown_reference', `There is no part ${parent_part_number} in this job.`)
  }
  if (fields.parent_id && !there.some(({ id }) => id === fields.parent_id))
    context.problem([...path, 'parent_id'], 'unknown_reference', 'The part it goes into must be of the same job.')
  return parent_part_number === null ? { ...fields, parent_id: null } : fields
}

const kept = ({ row, given: { status } }: PartMatch): Warning[] =>
  row && status !== undefined && status !== row.status
    ? [{ reason: 'status_kept', message: `Part ${row.part_number} is ${row.status}, not ${status}: the floor says how far it is.` }]
    : []

function assert_no_circle(
  context: Context,
  there: readonly PartThere[],
  matches: readonly PartMatch[],
  fresh: readonly LaidOutPart[],
  path: (index: number) => Problem['path'],
): void {
  const parents = new Map(there.map(({ id, parent_id }) => [id, parent_id]))
  for (const { id, parent_id } of fresh) parents.set(id, parent_id)
  for (const { id, columns } of matches)
    if ('parent_id' in columns) parents.set(id, columns.parent_id === null ? null : String(columns.parent_id))
  for (const [index, { id, given }] of matches.entries()) {
    const seen = new Set<string>()
    for (let at = parents.get(id); at && !seen.has(at); at = parents.get(at)) {
      seen.add(at)
      if (at !== id) continue
      const field = given.parent_part_number ? 'parent_part_number' : 'parent_id'
      context.problem([...path(index), field], 'circular', 'A part cannot belong to itself.')
    }
  }
}

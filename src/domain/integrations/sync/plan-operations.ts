import { z } from 'zod'
import { ChangesTold, changes_between } from '../../../kernel/changes.ts'
import type { Context } from '../../../kernel/context.ts'
import { type Problem, refusal } from '../../../kernel/errors.ts'
import { Id } from '../../../kernel/id.ts'
import type { Row } from '../../../kernel/sql.ts'
import { SyncAction } from '../../../kernel/synced.ts'
import type { NamedWorkstations } from '../../floor/workstations/workstation.ts'
import { operationUpdated } from '../../operations/events.ts'
import type { OperationGiven } from '../../operations/lay-out.ts'
import type { OperationRow } from '../../operations/operation.ts'
import type { Warning } from '../../operations/sequence.ts'

export const operationExternalTaken = refusal('conflict', 'operation_external_taken', 'Another operation has that external id.')

export const SyncedOperation = z
  .object({
    id: Id.nullable(),
    external_id: z.string().nullable(),
    sequence: z.number().int(),
    action: SyncAction,
    changes: ChangesTold,
  })
  .meta({ id: 'SyncedOperation' })
type SyncedOperation = z.output<typeof SyncedOperation>

interface Match {
  readonly given: OperationGiven
  readonly row: OperationRow | null
  readonly columns: Row
  readonly told: z.output<typeof ChangesTold>
}

/** What a sync will do to the operations of one part. */
export interface OperationsPlan {
  readonly matches: readonly Match[]
  readonly fresh: readonly OperationGiven[]
  readonly warnings: readonly Warning[]
}

/** Its own external id, within the source of what it came with. */
export const with_source = <Given extends { external_source?: string | null | undefined; external_id?: string | null | undefined }>(
  given: Given,
  source: string,
): Given => (given.external_id && !given.external_source ? { ...given, external_source: source } : given)

const same_external = (row: OperationRow, { external_source, external_id }: OperationGiven): boolean =>
  Boolean(external_id) && row.external_id === external_id && row.external_source === external_source

/** Known by its external id; else by its place in the part, unless what stands there is another thing of another system. */
export function plan_operations(
  context: Context,
  existing: readonly OperationRow[],
  given: readonly OperationGiven[],
  workstations: NamedWorkstations,
  path: (index: number) => Problem['path'],
): OperationsPlan {
  const warnings: Warning[] = []
  const taken = new Set<string>()
  const matches = given.map((one, index): Match => {
    const row =
      existing.find((row) => same_external(row, one)) ??
      existing.find((row) => row.sequence === one.sequence && (!one.external_id || row.external_id === null)) ??
      null
    if (row && taken.has(row.id)) context.problem([...path(index), 'external_id'], 'duplicate', 'The same operation is given twice.')
    if (row) taken.add(row.id)
    if (row && one.status !== undefined && one.status !== row.status) warnings.push(status_kept(row, one.status))
    const changes = row ? changes_between(row, fields_of(one, workstations)) : { columns: {}, told: {} }
    return { given: one, row, columns: changes.columns, told: changes.told }
  })
  assert_places(context, existing, matches, path)
  return { matches, fresh: matches.flatMap(({ given: one, row }) => (row ? [] : [one])), warnings }
}

function fields_of({ status: _, workstation_name, ...fields }: OperationGiven, workstations: NamedWorkstations): Row {
  if (fields.workstation_id || !workstation_name) return fields
  return { ...fields, workstation_id: workstations.id_of(workstation_name) }
}

const status_kept = (row: OperationRow, wanted: string): Warning => ({
  reason: 'status_kept',
  message: `Operation ${row.sequence} ${row.name} is ${row.status}, not ${wanted}: the floor says how far it is.`,
})

/** Where everything stands afterwards, nothing stands twice. */
function assert_places(
  context: Context,
  existing: readonly OperationRow[],
  matches: readonly Match[],
  path: (index: number) => Problem['path'],
): void {
  const moved = new Set(matches.flatMap(({ row }) => row?.id ?? []))
  const held = new Set(existing.flatMap(({ id, sequence }) => (moved.has(id) ? [] : [sequence])))
  for (const [index, { given }] of matches.entries()) {
    if (held.has(given.sequence))
      context.problem([...path(index), 'sequence'], 'duplicate', `Another operation of this part has the sequence ${given.sequence}.`)
  }
}

/** Changes those that are there already. What moves makes room first, so that two may change places. */
export function change_operations(context: Context, { matches }: OperationsPlan): void {
  const changed = matches.flatMap(({ row, columns, told }) => (row && Object.keys(columns).length > 0 ? [{ row, columns, told }] : []))
  const moving = changed.filter(({ columns }) => 'sequence' in columns)
  const places = new Set(moving.map(({ row }) => row.sequence))
  if (moving.some(({ columns }) => places.has(Number(columns.sequence)))) {
    for (const [at, { row }] of moving.entries()) context.change('operations', row.id, { sequence: lowest + at })
  }
  context.on_conflict('operations_external', operationExternalTaken.because())
  for (const { row, columns, told } of changed) {
    context.change('operations', row.id, { ...columns, sync_hash: null, revision: row.revision + 1, updated_at: context.now })
    context.report(operationUpdated, { operation_id: row.id, part_id: row.part_id, job_id: row.job_id, changes: told })
  }
}
const lowest = -2_147_483_648

/** What came of each, in the order in which they were given. */
export function synced_operations({ matches }: OperationsPlan, made: readonly { readonly id: string }[]): SyncedOperation[] {
  const ids = made[Symbol.iterator]()
  return matches.map(({ given, row, told }) => {
    const unchanged = Object.keys(told).length === 0
    return {
      id: row?.id ?? ids.next().value?.id ?? null,
      external_id: given.external_id ?? row?.external_id ?? null,
      sequence: given.sequence,
      action: row === null ? 'created' : unchanged ? 'unchanged' : 'updated',
      changes: told,
    }
  })
}

export const changes_operations = ({ matches }: OperationsPlan): boolean =>
  matches.some(({ row, columns }) => row === null || Object.keys(columns).length > 0)

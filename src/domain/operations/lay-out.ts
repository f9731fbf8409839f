import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { External, Metadata, Name, Text } from '../../kernel/fields.ts'
import { new_id, reference } from '../../kernel/id.ts'
import type { NamedWorkstations } from '../floor/workstations/workstation.ts'
import { operationCreated } from './events.ts'
import { Dependency, OperationKind, OperationStatus, operationSequenceTaken, plan_fields } from './operation.ts'

/** An operation as it is given to lay it out on a part. */
export const OperationGiven = z
  .object({
    sequence: z.number().int().min(-2_147_483_648).max(2_147_483_647),
    name: Name,
    workstation_id: reference('workstations').nullable().optional(),
    workstation_name: Name.nullable().optional().meta({ description: 'Instead of an id. A name not known yet makes that workstation.' }),
    assigned_person_id: reference('people').nullable().optional(),
    kind: OperationKind.optional(),
    supplier: z.string().trim().max(255).nullable().optional(),
    planned_setup_s: plan_fields.planned_setup_s.optional(),
    planned_run_s_per_piece: plan_fields.planned_run_s_per_piece.optional(),
    planned_total_s: plan_fields.planned_total_s.optional(),
    instructions: Text.nullable().optional(),
    notes: Text.nullable().optional(),
    optional: z.boolean().optional(),
    dependency: Dependency.optional(),
    is_gate: z.boolean().optional(),
    status: OperationStatus.extract(['waiting', 'running', 'held', 'completed']).optional(),
    completion_percentage: z.number().int().min(0).max(100).optional(),
    metadata: Metadata.nullable().optional(),
    ...External,
  })
  .strict()
  .meta({ id: 'OperationGiven' })
export type OperationGiven = z.output<typeof OperationGiven>
/** Those made by a routing say which step they are copies of. */
export type OperationToLayOut = OperationGiven & { readonly routing_step_id?: string }

export interface LaidOutOperation {
  readonly id: string
  readonly code_number: number
  readonly part_id: string
  readonly given: OperationToLayOut
}

export const workstation_names = (operations: readonly OperationGiven[]): string[] =>
  operations.flatMap(({ workstation_id, workstation_name }) => (!workstation_id && workstation_name ? [workstation_name] : []))

/** Numbers for codes are drawn in the first round trip, so that the answer can show them. */
export const draw_code_numbers = async (context: Context, how_many: number): Promise<number[]> => {
  const rows = await context.read<{ n: number }>`select nextval('code_numbers') as n from generate_series(1, ${how_many}::int)`
  return rows.map(({ n }) => n)
}

/** Writes the operations of any number of parts at once. */
export function lay_out_operations(
  context: Context,
  job_id: string,
  parts: readonly { readonly id: string; readonly operations: readonly OperationToLayOut[] }[],
  code_numbers: readonly number[],
  workstations: NamedWorkstations,
): LaidOutOperation[] {
  const numbers = code_numbers[Symbol.iterator]()
  const laid_out = parts.flatMap((part) =>
    part.operations.map((given) => ({ id: new_id(), code_number: Number(numbers.next().value), part_id: part.id, given })),
  )
  context.on_conflict('operations_sequence', operationSequenceTaken.because())
  context.insert(
    'operations',
    laid_out.map((operation) => row_of(context, job_id, operation, workstations)),
  )
  for (const { id, part_id, given } of laid_out) {
    context.report(operationCreated, { operation_id: id, part_id, job_id })
    context.count('operations', given.status ?? 'waiting', 1)
  }
  return laid_out
}

function row_of(context: Context, job_id: string, { id, code_number, part_id, given }: LaidOutOperation, workstations: NamedWorkstations) {
  const status = given.status ?? 'waiting'
  const { now } = context
  return {
    id,
    code_number,
    job_id,
    part_id,
    sequence: given.sequence,
    name: given.name,
    workstation_id: given.workstation_id ?? (given.workstation_name ? workstations.id_of(given.workstation_name) : null),
    assigned_person_id: given.assigned_person_id ?? null,
    kind: given.kind ?? 'inside',
    supplier: given.supplier ?? null,
    status,
    planned_setup_s: given.planned_setup_s ?? null,
    planned_run_s_per_piece: given.planned_run_s_per_piece ?? null,
    planned_total_s: given.planned_total_s ?? null,
    instructions: given.instructions ?? null,
    notes: given.notes ?? null,
    optional: given.optional ?? false,
    dependency: given.dependency ?? 'preferred',
    is_gate: given.is_gate ?? false,
    routing_step_id: given.routing_step_id ?? null,
    completion_percentage: status === 'completed' ? 100 : (given.completion_percentage ?? 0),
    good: 0,
    scrap: 0,
    rework: 0,
    mrb: 0,
    worked_s: 0,
    metadata: given.metadata ?? null,
    external_source: given.external_source ?? null,
    external_id: given.external_id ?? null,
    started_at: status === 'waiting' ? null : now,
    held_at: status === 'held' ? now : null,
    completed_at: status === 'completed' ? now : null,
    created_at: now,
    updated_at: now,
    revision: 1,
  }
}

import { z } from 'zod'
import type { Problem } from '../../kernel/errors.ts'
import { External, Metadata, Name, Pieces, Text } from '../../kernel/fields.ts'
import { reference } from '../../kernel/id.ts'
import { Due } from '../../kernel/time.ts'

/** What a person or system may say of a job beside its number. */
export const job_fields = {
  name: Name,
  customer: z.string().trim().max(255).nullable(),
  quantity: Pieces.min(1).nullable(),
  due: Due.nullable(),
  due_override: Due.nullable(),
  priority: z.number().int().min(-2_147_483_648).max(2_147_483_647),
  notes: Text.nullable(),
  metadata: Metadata.nullable(),
  workstation_id: reference('workstations').nullable(),
  ...External,
}

/** What can be made out of a body that may be wrong anywhere: enough to see doubles and circles in it. */
const Loose = z
  .object({
    parts: z
      .array(
        z
          .object({
            part_number: z.string().trim().optional().catch(undefined),
            parent_part_number: z.string().trim().nullish().catch(undefined),
            operations: z
              .array(z.object({ sequence: z.number().optional().catch(undefined) }).catch({}))
              .optional()
              .catch([]),
          })
          .catch({}),
      )
      .optional()
      .catch([]),
  })
  .catch({})

/** Doubled part numbers and sequences, parts that belong to themselves or to nothing, whatever else is wrong in the body. */
export function faults_of_parts(raw: unknown): Problem[] {
  const { parts = [] } = Loose.parse(raw)
  const doubled_parts: Problem[] = has_double(parts.map((part) => part.part_number))
    ? [{ path: ['parts'], rule: 'duplicate', message: 'Two parts have the same part number.' }]
    : []
  const doubled_sequences = parts.flatMap((part, index) => faults_of_operations(part.operations ?? [], ['parts', index, 'operations']))
  const parents = new Map(parts.map((part) => [part.part_number, part.parent_part_number]))
  const circles = parts.flatMap((part, index): Problem[] =>
    is_in_circle(part.part_number, parents)
      ? [{ path: ['parts', index, 'parent_part_number'], rule: 'circular', message: `Part ${part.part_number} would belong to itself.` }]
      : [],
  )
  const orphans = parts.flatMap(({ parent_part_number: named }, index): Problem[] =>
    named && !parents.has(named)
      ? [{ path: ['parts', index, 'parent_part_number'], rule: 'unknown_reference', message: `There is no part ${named} in this job.` }]
      : [],
  )
  return [...doubled_parts, ...doubled_sequences, ...circles, ...orphans]
}

export const faults_of_operations = (operations: readonly { sequence?: number | undefined }[], path: Problem['path']): Problem[] =>
  has_double(operations.map((operation) => operation.sequence))
    ? [{ path, rule: 'duplicate', message: 'Two operations have the same sequence.' }]
    : []

function has_double(values: readonly unknown[]): boolean {
  const given = values.filter((value) => value !== undefined)
  return new Set(given).size !== given.length
}

function is_in_circle(start: string | undefined, parents: ReadonlyMap<string | undefined, string | null | undefined>): boolean {
  if (start === undefined) return false
  const seen = new Set<string>()
  for (let at = parents.get(start); at; at = parents.get(at)) {
    if (at === start) return true
    if (seen.has(at)) return false
    seen.add(at)
  }
  return false
}

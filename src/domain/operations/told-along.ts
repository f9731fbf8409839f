import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { Id } from '../../kernel/id.ts'

/** The operation that something belongs to, as people know it. */
export const OperationNamed = z.object({
  id: Id,
  name: z.string(),
  sequence: z.number().int(),
  part: z.object({ id: Id, part_number: z.string() }),
  job: z.object({ id: Id, job_number: z.string(), customer: z.string().nullable() }),
})
type OperationNamed = z.output<typeof OperationNamed>

export const PersonNamed = z.object({ id: Id, name: z.string(), email: z.string().nullable() })
type PersonNamed = z.output<typeof PersonNamed>

interface Row {
  readonly id: string
  readonly name: string
  readonly sequence: number
  readonly part_id: string
  readonly part_number: string
  readonly job_id: string
  readonly job_number: string
  readonly customer: string | null
}

export async function operations_named(context: Context, ids: readonly string[]): Promise<Map<string, OperationNamed>> {
  const rows = await context.read<Row>`
    select o.id, o.name, o.sequence, p.id as part_id, p.part_number, j.id as job_id, j.job_number, j.customer
    from operations o join parts p on p.id = o.part_id join jobs j on j.id = o.job_id where o.id = any(${[...new Set(ids)]}::uuid[])`
  return new Map(
    rows.map(({ id, name, sequence, part_id, part_number, job_id, job_number, customer }) => [
      id,
      { id, name, sequence, part: { id: part_id, part_number }, job: { id: job_id, job_number, customer } },
    ]),
  )
}

export async function people_named(context: Context, ids: readonly (string | null)[]): Promise<Map<string | null, PersonNamed>> {
  const asked = [...new Set(ids.filter((id) => id !== null))]
  const rows = await context.read<PersonNamed>`select id, name, email from people where id = any(${asked}::uuid[])`
  return new Map(rows.map((person) => [person.id, person]))
}

import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { Id } from '../../kernel/id.ts'
import { sql } from '../../kernel/sql.ts'
import { Due } from '../../kernel/time.ts'
import { ordered } from '../../kernel/walk.ts'
import { date_at } from '../../kernel/zone.ts'
import { JobStatus } from '../jobs/job.ts'

/** A step beside this one, as people know it. Statuses are words here: the list of them stands with the operation, which has this. */
const Step = z.object({ id: Id, sequence: z.number().int(), name: z.string(), status: z.string(), workstation: z.string().nullable() })

/** What the head of the paper says that goes along with the work. */
export const Traveller = z
  .object({
    job_status: JobStatus,
    part_name: z.string(),
    drawing_number: z.string().nullable(),
    drawing_revision: z.string().nullable(),
    cnc_program_name: z.string().nullable(),
    material_lot: z.string().nullable(),
    is_bullet_card: z.boolean(),
    priority: z.number().int().meta({ description: 'The higher one of the job and the part.' }),
    due: Due.nullable().meta({ description: 'The earlier one of the job and the part.' }),
    is_late: z.boolean(),
    before: Step.nullable().meta({ description: 'Where the pieces come from.' }),
    after: Step.nullable().meta({ description: 'Where they go.' }),
  })
  .meta({ id: 'Traveller' })
export type Traveller = z.output<typeof Traveller>

const rank = sql`least(jobs.rank, -(parts.priority::bigint))`
const due = sql`least(jobs.due_key, coalesce(parts.due, '9999') collate "C")`

/** What must go first, then the highest priority, then the earliest date, of the job or the part. */
export const by_rank = (order: 'asc' | 'desc') =>
  ordered(
    sql`(select row(not parts.is_bullet_card, ${rank}, ${due}) from parts join jobs on jobs.id = parts.job_id where parts.id = operations.part_id)`,
    order,
    'operations',
  )

const step = (beside: 'before' | 'after') => {
  const [compared, way] = beside === 'before' ? [sql`<`, sql`desc`] : [sql`>`, sql`asc`]
  return sql`(select json_build_object('id', b.id, 'sequence', b.sequence, 'name', b.name, 'status', b.status,
      'workstation', (select w.name from workstations w where w.id = b.workstation_id))
    from operations b where b.part_id = operations.part_id and b.sequence ${compared} operations.sequence and b.deleted_at is null
      and b.status not in ('skipped', 'cancelled') order by b.sequence ${way} limit 1)`
}

interface Row extends Omit<Traveller, 'priority' | 'due'> {
  readonly id: string
  readonly rank: number
  readonly due: string
}

/** However many operations there are, one more question. */
export async function travellers_of(context: Context, ids: readonly string[]): Promise<Map<string, Traveller>> {
  const today = date_at(context.now, context.policies.time_zone)
  const rows = await context.read<Row>`
    select operations.id, jobs.status as job_status, parts.name as part_name, parts.drawing_number, parts.drawing_revision,
      parts.cnc_program_name, parts.material_lot, parts.is_bullet_card, ${rank} as rank, ${due} as due,
      ${due} < ${context.now} and (length(${due}) > 10 or ${due} < ${today})
        and operations.status in ('waiting', 'running', 'held') as is_late,
      ${step('before')} as before, ${step('after')} as after
    from operations join parts on parts.id = operations.part_id join jobs on jobs.id = operations.job_id
    where operations.id = any(${[...ids]}::uuid[])`
  return new Map(
    rows.map(({ id, rank: low, due: first, ...row }) => [id, { ...row, priority: -low, due: first === '9999' ? null : first }]),
  )
}

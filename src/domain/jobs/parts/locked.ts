import type { Context } from '../../../kernel/context.ts'
import { sql } from '../../../kernel/sql.ts'
import { type JobRow, read_job } from '../job.ts'
import { lock_job_of_part, type PartRow, type PartStatus, read_part } from './part.ts'

export interface LockedPart {
  readonly job: JobRow
  readonly part: PartRow
  /** The job's other live parts. */
  readonly others: readonly { readonly id: string; readonly parent_id: string | null; readonly status: PartStatus }[]
}

export async function locked_part(context: Context, id: string): Promise<LockedPart> {
  const its_job = sql`(select p.job_id from parts p where p.id = ${id})`
  const [, part, job, others] = await Promise.all([
    lock_job_of_part(context, id),
    read_part(context, id),
    read_job(context, its_job),
    context.read<{ id: string; parent_id: string | null; status: PartStatus }>`
      select id, parent_id, status from parts where job_id = ${its_job} and id <> ${id} and deleted_at is null`,
  ])
  return { job, part, others }
}

import type { Context } from '../../../kernel/context.ts'
import { refusal } from '../../../kernel/errors.ts'
import { sql } from '../../../kernel/sql.ts'
import { jobNotMovable, read_job } from '../../jobs/job.ts'
import { jobOnHold, lock_job_of_operation, read_operation } from '../operation.ts'

export const operationNotRunning = refusal('conflict', 'operation_not_running', 'Nobody works on this operation yet. Start the operation.')

/** A further clock is started only where work goes on. Locks the job's row and answers its id. */
export async function assert_running(context: Context, operation_id: string): Promise<string> {
  const [, operation, job] = await Promise.all([
    lock_job_of_operation(context, operation_id),
    read_operation(context, operation_id),
    read_job(context, sql`(select o.job_id from operations o where o.id = ${operation_id})`),
  ])
  if (job.status === 'held') throw jobOnHold.because(`Job ${job.job_number} is on hold. Resume it first.`, { job_id: job.id })
  if (operation.status !== 'running') {
    const how = operation.status === 'held' ? 'Resume' : 'Start'
    throw operationNotRunning.because(`Operation ${operation.name} is ${operation.status}. ${how} the operation.`, {
      operation_id,
      status: operation.status,
    })
  }
  // A job may be completed while its operations stay as they are; no clock runs on it then.
  if (job.status !== 'running') {
    const way_back = job.status === 'completed' ? ' Reopen it first.' : ''
    throw jobNotMovable.because(`Job ${job.job_number} is ${job.status}.${way_back}`, { job_id: job.id, status: job.status })
  }
  return job.id
}

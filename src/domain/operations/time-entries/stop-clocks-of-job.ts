import type { Context } from '../../../kernel/context.ts'
import { close_entries, type TimeEntry, time_entry_columns } from './time-entry.ts'

/** Ends every clock of a job, and books the time on its operations. The job's row is locked by the caller. */
export async function stop_clocks_of_job(context: Context, job_id: string, at: string): Promise<void> {
  const open =
    await context.read<TimeEntry>`select ${time_entry_columns} from time_entries where job_id = ${job_id} and ended_at is null and deleted_at is null`
  const { closed } = close_entries(context, open, at)
  for (const [operation_id, entries] of Map.groupBy(closed, (entry) => entry.operation_id)) {
    const added_s = entries.reduce((all, entry) => all + (entry.duration_s ?? 0), 0)
    context.write`update operations set worked_s = worked_s + ${added_s}, updated_at = ${context.now} where id = ${operation_id}`
  }
}

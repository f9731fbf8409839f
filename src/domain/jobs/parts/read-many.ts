import type { Context } from '../../../kernel/context.ts'
import { type PartRow, part_columns } from './part.ts'

export const parts_of_jobs = (context: Context, job_ids: readonly string[]): Promise<PartRow[]> =>
  context.read<PartRow>`select ${part_columns} from parts join jobs on jobs.id = parts.job_id
    where parts.job_id = any(${job_ids}::uuid[]) and parts.deleted_at is null order by parts.job_id, parts.position, parts.id`

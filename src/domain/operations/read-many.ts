import type { Context } from '../../kernel/context.ts'
import { type OperationRow, operation_columns, operation_tables } from './operation.ts'

export const operations_of_jobs = (context: Context, job_ids: readonly string[]): Promise<OperationRow[]> =>
  context.read<OperationRow>`select ${operation_columns} from ${operation_tables}
    where operations.job_id = any(${job_ids}::uuid[]) and operations.deleted_at is null
    order by operations.part_id, operations.sequence`

export const operations_of_parts = (context: Context, part_ids: readonly string[]): Promise<OperationRow[]> =>
  context.read<OperationRow>`select ${operation_columns} from ${operation_tables}
    where operations.part_id = any(${part_ids}::uuid[]) and operations.deleted_at is null
    order by operations.part_id, operations.sequence`

import type { Row } from '../dialect.ts'
import { cell_rows } from './cells.ts'
import { job_rows } from './jobs.ts'
import { lifecycle_rows } from './lifecycle.ts'
import { operation_rows } from './operations.ts'
import { part_rows } from './parts.ts'
import { webhook_rows } from './webhooks.ts'

/** The whole table, in the order of the page. */
export const routes: readonly Row[] = [...job_rows, ...part_rows, ...operation_rows, ...lifecycle_rows, ...cell_rows, ...webhook_rows]

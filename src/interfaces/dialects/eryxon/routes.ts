import type { Row } from '../dialect.ts'
import { assignment_rows } from './assignments.ts'
import { batch_lifecycle_rows } from './batch-lifecycle.ts'
import { batch_rows } from './batches.ts'
import { cell_rows } from './cells.ts'
import { export_rows } from './export.ts'
import { issue_rows } from './issues.ts'
import { job_rows } from './jobs.ts'
import { lifecycle_rows } from './lifecycle.ts'
import { material_rows } from './materials.ts'
import { operation_quantity_rows } from './operation-quantities.ts'
import { operation_rows } from './operations.ts'
import { part_rows } from './parts.ts'
import { resource_rows } from './resources.ts'
import { scrap_reason_rows } from './scrap-reasons.ts'
import { substep_rows } from './substeps.ts'
import { sync_rows } from './sync.ts'
import { template_rows } from './templates.ts'
import { time_entry_rows } from './time-entries.ts'
import { webhook_rows } from './webhooks.ts'

const rows: readonly Row[] = [
  ...[...job_rows, ...part_rows, ...operation_rows, ...lifecycle_rows],
  ...[...issue_rows, ...substep_rows, ...webhook_rows],
  ...[...cell_rows, ...template_rows, ...scrap_reason_rows, ...operation_quantity_rows, ...time_entry_rows, ...material_rows],
  ...[...resource_rows, ...assignment_rows, ...batch_rows, ...batch_lifecycle_rows, ...sync_rows],
]

/** The whole table: what the page has, in its order, and what lies beyond it. */
export const routes: readonly Row[] = [...rows, ...export_rows(rows)]

import type { Row } from '../dialect.ts'
import { bulk_sync_rows } from './bulk-sync.ts'
import { erp_sync_rows } from './erp-sync.ts'
import { sync_row } from './sync-rows.ts'

/** Upserts by external id: one, many of a kind, or all kinds at once. */
export const sync_rows: readonly Row[] = [...Object.values(sync_row), ...bulk_sync_rows, ...erp_sync_rows]

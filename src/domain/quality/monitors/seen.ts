import type { Context } from '../../../kernel/context.ts'
import { type Sql, sql } from '../../../kernel/sql.ts'
import type { Severity } from '../alerts/alert.ts'
import type { MonitorKind } from './monitor.ts'

/** Something that a monitor saw. */
export interface Seen {
  readonly kind: MonitorKind
  readonly severity: Severity
  readonly subject_id: string
  readonly about: 'workstation_id' | 'machine_id' | 'defect_code_id'
  readonly says: string
  readonly facts: Readonly<Record<string, unknown>>
}

/** From when on a monitor looks at a thing: so far back, and not behind what somebody has acknowledged. */
export const since = (context: Context, within_minutes: number, kind: MonitorKind, subject: Sql): Sql => {
  const back = new Date(Date.parse(context.now) - within_minutes * 60_000).toISOString()
  return sql`greatest(${back}::timestamptz, (select max(a.acknowledged_at) from alerts a where a.kind = ${kind} and a.subject_id = ${subject}))`
}

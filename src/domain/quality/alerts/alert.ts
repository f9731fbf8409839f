import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { refusal } from '../../../kernel/errors.ts'
import { Text } from '../../../kernel/fields.ts'
import { Id } from '../../../kernel/id.ts'
import { sql } from '../../../kernel/sql.ts'
import { Moment } from '../../../kernel/time.ts'
import { MonitorKind } from '../monitors/monitor.ts'

export const Severity = z.enum(['info', 'warning', 'critical']).meta({ id: 'AlertSeverity' })
export type Severity = z.output<typeof Severity>

export const Alert = z
  .object({
    id: Id,
    kind: MonitorKind,
    severity: Severity,
    subject_id: Id.nullable().meta({ description: 'The workstation, machine or defect code it is about.' }),
    says: z.string().meta({ description: 'What was seen, in a sentence.' }),
    facts: z.record(z.string(), z.json()).meta({ description: 'The figures, and ids of the newest that stand behind them.' }),
    raised_at: Moment,
    acknowledged_at: Moment.nullable(),
    acknowledged_by: Id.nullable(),
    notes: Text.nullable().meta({ description: 'What was done about it.' }),
  })
  .meta({ id: 'Alert' })
export type Alert = z.output<typeof Alert>

export const alert_columns = sql`id, kind, severity, subject_id, says, facts, raised_at, acknowledged_at, acknowledged_by, notes`

export const alertUnknown = refusal('not_found', 'alert_unknown', 'There is no such alert.')
export const alertAcknowledgedAlready = refusal('conflict', 'alert_acknowledged_already', 'Somebody has acknowledged it already.')

export async function read_alert(context: Context, id: string): Promise<Alert> {
  const [alert] = await context.read<Alert>`select ${alert_columns} from alerts where id = ${id}`
  if (!alert) throw alertUnknown.because(`There is no alert ${id}.`)
  return alert
}

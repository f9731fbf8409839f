import { z } from 'zod'
import { Text } from '../../../kernel/fields.ts'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { Alert, alertAcknowledgedAlready, alertUnknown, read_alert } from './alert.ts'
import { alertAcknowledged } from './events.ts'

export const acknowledge = verb({
  name: 'alerts.acknowledge',
  does: 'Says that somebody has seen an alert. What happens from now on may raise it again.',
  kind: 'writes',
  allow: atLeast('operator'),
  input: z.object({ id: Id, notes: Text.nullable().optional().meta({ description: 'What was done about it.' }) }),
  output: Alert,
  refuses: [alertUnknown, alertAcknowledgedAlready],
  reports: [alertAcknowledged],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', notes: 'Nozzle cleaned.' } }],
  async run(context, { id, notes }) {
    context.read`select id from alerts where id = ${id} for no key update`
    const alert = await read_alert(context, id)
    if (alert.acknowledged_at !== null) throw alertAcknowledgedAlready.because(undefined, { acknowledged_at: alert.acknowledged_at })
    const acknowledged = {
      acknowledged_at: context.now,
      acknowledged_by: context.actor.person_id,
      notes: notes ?? null,
    }
    context.change('alerts', id, acknowledged)
    context.report(alertAcknowledged, { alert_id: id, kind: alert.kind, severity: alert.severity })
    return { ...alert, ...acknowledged }
  },
})

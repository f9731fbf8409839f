import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { reasonDeleted } from './events.ts'
import { OfKind, read_reason, reasonInUse, reasonUnknown } from './reason.ts'

export const remove = verb({
  name: 'reasons.delete',
  does: 'Removes a reason that nothing was reported with. One that was used is switched off instead.',
  kind: 'writes',
  allow: atLeast('planner'),
  input: z.object({ id: Id, of_kind: OfKind }),
  output: z.object({ id: Id }),
  refuses: [reasonUnknown, reasonInUse],
  reports: [reasonDeleted],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id, of_kind }) {
    context.read`select id from reasons where id = ${id} for update`
    const [reason, [use], [stop]] = await Promise.all([
      read_reason(context, id, of_kind),
      context.read<{ id: string }>`select id from quantity_reports where reason_id = ${id} limit 1`,
      context.read<{ id: string }>`select id from machine_state_changes where reason_id = ${id} limit 1`,
    ])
    if (use) {
      const message = `Quantities were reported with ${reason.kind} reason ${reason.code}. Switch it off instead.`
      throw reasonInUse.because(message, { quantity_report_id: use.id })
    }
    if (stop) {
      const message = `A machine was brought into another state with ${reason.kind} reason ${reason.code}. Switch it off instead.`
      throw reasonInUse.because(message, { machine_state_change_id: stop.id })
    }
    context.change('reasons', reason.id, { deleted_at: context.now, updated_at: context.now })
    context.report(reasonDeleted, { reason_id: reason.id })
    return { id: reason.id }
  },
})

import { z } from 'zod'
import { changes_between } from '../../../kernel/changes.ts'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { reasonUpdated } from './events.ts'
import { expect_conflict, locked_reason, OfKind, Reason, reason_fields, reasonCodeTaken, reasonStale, reasonUnknown } from './reason.ts'

export const update = verb({
  name: 'reasons.update',
  does: 'Changes a reason, or switches it on or off. Its kind stays.',
  kind: 'writes',
  allow: atLeast('planner'),
  input: z.object({ id: Id, of_kind: OfKind, ...z.object(reason_fields).partial().shape }),
  output: Reason,
  refuses: [reasonUnknown, reasonStale, reasonCodeTaken],
  reports: [reasonUpdated],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', is_active: false } }],
  async run(context, { id, of_kind, ...given }) {
    const reason = await locked_reason(context, id, of_kind)
    if (context.expected_revision !== null && context.expected_revision !== reason.revision) throw reasonStale.because()
    const changes = changes_between(reason, given)
    if (changes.none) return reason
    expect_conflict(context, reason.kind, given.code ?? reason.code)
    const written = { ...changes.columns, revision: reason.revision + 1, updated_at: context.now }
    context.change('reasons', reason.id, written)
    context.report(reasonUpdated, { reason_id: reason.id, changes: changes.told })
    return { ...reason, ...written }
  },
})

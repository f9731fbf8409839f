import { z } from 'zod'
import { new_id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { reasonCreated } from './events.ts'
import { expect_conflict, Reason, ReasonKind, read_reason, reason_fields, reasonCodeTaken } from './reason.ts'

export const create = verb({
  name: 'reasons.create',
  does: 'Adds a reason that people can give for scrap, rework, a stop or a correction.',
  kind: 'writes',
  allow: atLeast('planner'),
  input: z.object({
    kind: ReasonKind,
    ...reason_fields,
    category: reason_fields.category.default('other'),
    is_active: reason_fields.is_active.default(true),
  }),
  output: Reason,
  refuses: [reasonCodeTaken],
  reports: [reasonCreated],
  examples: [{ given: { kind: 'scrap', code: 'S-01', description: 'Out of tolerance', category: 'process' } }],
  async run(context, given) {
    const id = new_id()
    expect_conflict(context, given.kind, given.code)
    context.insert('reasons', [{ id, ...given, created_at: context.now, updated_at: context.now }])
    context.report(reasonCreated, { reason_id: id })
    return read_reason(context, id)
  },
})

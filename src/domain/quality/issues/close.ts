import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { issueClosed } from './events.ts'
import { Issue, issue_fields, issueNotMovable, issueNotVerified, issueUnknown, locked_issue } from './issue.ts'
import { move_issue } from './move.ts'
import { settled_issue, work_events, work_refusals } from './settle-work.ts'

export const close = verb({
  name: 'issues.close',
  does: 'Puts an issue away: it is put right and, where that is required, verified; or nothing was wrong.',
  kind: 'writes',
  allow: atLeast('supervisor'),
  input: z.object({
    id: Id,
    is_rejected: Issue.shape.is_rejected.default(false),
    resolution_notes: issue_fields.resolution_notes.optional(),
  }),
  output: Issue,
  refuses: [issueUnknown, issueNotMovable, issueNotVerified, ...work_refusals],
  reports: [issueClosed, ...work_events],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id, is_rejected, resolution_notes }) {
    const issue = await locked_issue(context, id)
    const said = { is_rejected, ...(resolution_notes === undefined ? {} : { resolution_notes }) }
    return settled_issue(context, issue, move_issue(context, issue, 'closed', context.now, said), context.now)
  },
})

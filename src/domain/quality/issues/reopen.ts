import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { issueReopened, issueUpdated } from './events.ts'
import { Issue, issueNotMovable, issueUnknown, locked_issue } from './issue.ts'
import { move_issue } from './move.ts'
import { settled_issue, work_events, work_refusals } from './settle-work.ts'

export const reopen = verb({
  name: 'issues.reopen',
  does: 'Says that it is wrong still, or again: its verification is void, and what stops the work stops it once more.',
  kind: 'writes',
  allow: atLeast('supervisor'),
  input: z.object({ id: Id }),
  output: Issue,
  refuses: [issueUnknown, issueNotMovable, ...work_refusals],
  reports: [issueReopened, issueUpdated, ...work_events],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id }) {
    const issue = await locked_issue(context, id)
    return settled_issue(context, issue, move_issue(context, issue, 'open', context.now), context.now)
  },
})

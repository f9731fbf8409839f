import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { issueDeleted } from './events.ts'
import { facts_of, issueUnknown, locked_issue } from './issue.ts'
import { settle_work, work_events, work_refusals } from './settle-work.ts'

export const remove = verb({
  name: 'issues.delete',
  does: 'Removes an issue that was reported by mistake. What it stopped goes on; its number is not drawn again.',
  kind: 'writes',
  allow: atLeast('supervisor'),
  input: z.object({ id: Id }),
  output: z.object({ id: Id }),
  refuses: [issueUnknown, ...work_refusals],
  reports: [issueDeleted, ...work_events],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id }) {
    const issue = await locked_issue(context, id)
    context.change('issues', id, { deleted_at: context.now, updated_at: context.now })
    context.report(issueDeleted, facts_of(issue))
    await settle_work(context, issue, null, context.now)
    return { id }
  },
})

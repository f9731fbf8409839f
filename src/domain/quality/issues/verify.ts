import { z } from 'zod'
import { Id, reference } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { ncrVerified } from './events.ts'
import { Issue, issue_of, issueNotNcr, issueUnknown, issueVerified, locked_issue, read_issue } from './issue.ts'
import { tell_verified } from './move.ts'

export const verify = verb({
  name: 'issues.verify',
  does: 'Says that the correction of an NCR has been seen to hold.',
  kind: 'writes',
  allow: atLeast('supervisor'),
  input: z.object({
    id: Id,
    person_id: reference('people').optional().meta({ description: 'Who has seen it. Left out: whoever is signed in, or whose key it is.' }),
  }),
  output: Issue,
  refuses: [issueUnknown, issueNotNcr, issueVerified],
  reports: [ncrVerified],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id, person_id }) {
    const issue = await locked_issue(context, id)
    if (issue.kind !== 'ncr') throw issueNotNcr.because()
    if (issue.verified_at !== null) throw issueVerified.because(`The correction was verified at ${issue.verified_at}.`)
    const verified = { verified_by: person_id ?? context.actor.person_id, verified_at: context.now, updated_at: context.now }
    context.change('issues', id, verified)
    tell_verified(context, { ...issue, ...verified })
    return issue_of(await read_issue(context, id))
  },
})

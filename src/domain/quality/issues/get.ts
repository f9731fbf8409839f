import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { Issue, issue_of, issueUnknown, read_issue } from './issue.ts'

export const get = verb({
  name: 'issues.get',
  does: 'Shows one issue.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: z.object({ id: Id }),
  output: Issue,
  refuses: [issueUnknown],
  reports: [],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  run: async (context, { id }) => issue_of(await read_issue(context, id)),
})

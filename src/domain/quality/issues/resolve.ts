import { z } from 'zod'
import { At, happened_at } from '../../../kernel/at.ts'
import { Id, reference } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { worker } from '../../operations/work.ts'
import { issueResolved } from './events.ts'
import { Issue, issue_fields, issueNotMovable, issueUnknown, locked_issue } from './issue.ts'
import { move_issue } from './move.ts'
import { settled_issue, work_events, work_refusals } from './settle-work.ts'

export const resolve = verb({
  name: 'issues.resolve',
  does: 'Says that what was wrong is put right. With the last issue that stopped it, the operation goes on.',
  kind: 'writes',
  allow: atLeast('supervisor'),
  input: z.object({
    id: Id,
    resolution_notes: issue_fields.resolution_notes.optional(),
    person_id: reference('people')
      .nullable()
      .optional()
      .meta({ description: 'Who put it right. Left out: whoever is signed in; with a key, nobody.' }),
    at: At,
  }),
  output: Issue,
  refuses: [issueUnknown, issueNotMovable, ...work_refusals],
  reports: [issueResolved, ...work_events],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', resolution_notes: 'All five machined again and measured.' } }],
  async run(context, { id, person_id, resolution_notes, ...given }) {
    const at = happened_at(context, given.at)
    const issue = await locked_issue(context, id)
    const said = { resolved_by: worker(context, person_id), ...(resolution_notes === undefined ? {} : { resolution_notes }) }
    return settled_issue(context, issue, move_issue(context, issue, 'resolved', at, said), at)
  },
})

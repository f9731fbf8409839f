import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { add_worked } from './book-time.ts'
import { timeEntryDeleted } from './events.ts'
import { locked_entry } from './locked-entry.ts'
import { timeEntryUnknown } from './time-entry.ts'
import { assert_may_correct, timeNotYours } from './whose.ts'

export const remove = verb({
  name: 'time_entries.delete',
  does: 'Takes a time entry out, running or not; the operation’s time falls with it.',
  kind: 'writes',
  allow: atLeast('operator'),
  input: z.object({ id: Id }),
  output: z.object({ id: Id }),
  refuses: [timeEntryUnknown, timeNotYours],
  reports: [timeEntryDeleted],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id }) {
    const { operation_id, job_id, person_id, machine_id, duration_s } = await locked_entry(context, id)
    assert_may_correct(context, person_id)
    context.change('time_entries', id, { deleted_at: context.now, updated_at: context.now })
    context.count('time_entries', 'live', -1)
    add_worked(context, [{ operation_id, duration_s: -(duration_s ?? 0) }])
    context.report(timeEntryDeleted, { time_entry_id: id, operation_id, job_id, person_id, machine_id, duration_s })
    return { id }
  },
})

import { z } from 'zod'
import { At, happened_at } from '../../../kernel/at.ts'
import { refusal } from '../../../kernel/errors.ts'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { add_worked } from './book-time.ts'
import { timeEntryEnded } from './events.ts'
import { locked_entry } from './locked-entry.ts'
import { close_entries, endBeforeStart, TimeEntry, timeEntryUnknown } from './time-entry.ts'
import { assert_may_work_for, timeNotYours } from './whose.ts'

export const timeEntryNotOpen = refusal('conflict', 'time_entry_not_open', 'This clock has been stopped already.')

export const stop = verb({
  name: 'time_entries.stop',
  does: 'Stops one clock. The operation stays as it is: others may go on with it, or somebody pauses or completes it.',
  kind: 'writes',
  allow: atLeast('operator'),
  input: z.object({ id: Id, at: At }),
  output: TimeEntry,
  refuses: [timeEntryUnknown, timeEntryNotOpen, endBeforeStart, timeNotYours],
  reports: [timeEntryEnded],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, given) {
    const at = happened_at(context, given.at)
    const entry = await locked_entry(context, given.id)
    assert_may_work_for(context, entry.person_id)
    if (entry.ended_at !== null)
      throw timeEntryNotOpen.because(`This clock was stopped at ${entry.ended_at}.`, { ended_at: entry.ended_at })
    const { entries, added_s } = close_entries(context, [entry], at)
    add_worked(context, [{ operation_id: entry.operation_id, duration_s: added_s }])
    return entries[0] ?? entry
  },
})

import { z } from 'zod'
import { refusal } from '../../../kernel/errors.ts'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { MomentGiven } from '../../../kernel/time.ts'
import { verb } from '../../../kernel/verb.ts'
import { correct_entry } from './correct.ts'
import { timeEntryConfirmed, timeEntryCorrected } from './events.ts'
import { locked_entry } from './locked-entry.ts'
import { assert_span } from './span.ts'
import { TimeEntry, timeEntryUnknown } from './time-entry.ts'
import { assert_may_correct, timeNotYours } from './whose.ts'

export const nothingToConfirm = refusal(
  'conflict',
  'nothing_to_confirm',
  'This time was not closed by itself, or has been confirmed already.',
)

export const confirm = verb({
  name: 'time_entries.confirm',
  does: 'Confirms the end of a clock that was forgotten and closed at shift end, or says when it really ended.',
  kind: 'writes',
  allow: atLeast('operator'),
  input: z.object({
    id: Id,
    ended_at: MomentGiven.optional().meta({ description: 'When it really ended, where that was not at shift end.' }),
  }),
  output: TimeEntry,
  refuses: [timeEntryUnknown, nothingToConfirm, timeNotYours],
  reports: [timeEntryConfirmed, timeEntryCorrected],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, given) {
    const entry = await locked_entry(context, given.id)
    assert_may_correct(context, entry.person_id)
    if (!entry.auto_closed || entry.confirmed_at !== null || entry.ended_at === null) throw nothingToConfirm.because()
    const ended_at = given.ended_at ?? entry.ended_at
    assert_span(context, entry.started_at, ended_at)
    const confirmed = correct_entry(context, entry, { ended_at }, null, { confirmed_at: context.now })
    const { id: time_entry_id, operation_id, job_id, person_id, machine_id, started_at, duration_s } = confirmed
    const facts = { time_entry_id, operation_id, job_id, person_id, machine_id, started_at, ended_at, duration_s: duration_s ?? 0 }
    context.report(timeEntryConfirmed, facts)
    return confirmed
  },
})

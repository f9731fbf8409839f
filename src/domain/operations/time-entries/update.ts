import { z } from 'zod'
import { changes_between } from '../../../kernel/changes.ts'
import { refusal } from '../../../kernel/errors.ts'
import { Text } from '../../../kernel/fields.ts'
import { Id, reference } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { MomentGiven } from '../../../kernel/time.ts'
import { verb } from '../../../kernel/verb.ts'
import { Warnings } from '../sequence.ts'
import { correct_entry } from './correct.ts'
import { timeEntryCorrected } from './events.ts'
import { locked_entry, timeEntryStale } from './locked-entry.ts'
import { assert_no_overlap } from './overlap.ts'
import { assert_span } from './span.ts'
import { personBusy, TimeEntry, TimeKind, timeEntryUnknown } from './time-entry.ts'
import { assert_may_correct, timeNotYours } from './whose.ts'

export const timeEntryOpen = refusal('conflict', 'time_entry_open', 'This clock still runs. Stop it instead.')

export const update = verb({
  name: 'time_entries.update',
  does: 'Corrects a time entry; the operation’s time follows. A clock that runs is corrected too, but not stopped by this.',
  kind: 'writes',
  allow: atLeast('operator'),
  input: z.object({
    id: Id,
    started_at: MomentGiven.optional(),
    ended_at: MomentGiven.optional(),
    person_id: reference('people').nullable().optional(),
    machine_id: reference('machines').nullable().optional(),
    kind: TimeKind.optional(),
    is_rework: z.boolean().optional(),
    notes: Text.nullable().optional(),
    reason: Text.nullable().optional().meta({ description: 'Why it is corrected; it stands in the log.' }),
  }),
  output: TimeEntry.extend({ warnings: Warnings }),
  refuses: [timeEntryUnknown, timeEntryStale, timeEntryOpen, personBusy, timeNotYours],
  reports: [timeEntryCorrected],
  examples: [
    { given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', ended_at: '2026-03-02T09:30:00+02:00', reason: 'Stopped at lunch already.' } },
  ],
  async run(context, { id, reason = null, ...given }) {
    const entry = await locked_entry(context, id)
    assert_may_correct(context, entry.person_id)
    if (given.person_id !== undefined) assert_may_correct(context, given.person_id)
    if (context.expected_revision !== null && context.expected_revision !== entry.revision) throw timeEntryStale.because()
    if (entry.ended_at === null && given.ended_at !== undefined) throw timeEntryOpen.because()

    const { columns, none } = changes_between(entry, given)
    if (none) return { ...entry, warnings: [] }
    // Columns of an entry, each parsed by the schema above.
    const right = columns as Partial<TimeEntry>
    const after = { ...entry, ...right }
    assert_span(context, after.started_at, after.ended_at)
    const moved = right.started_at ?? right.ended_at ?? right.person_id
    const warnings = moved ? await assert_no_overlap(context, after) : []
    return { ...correct_entry(context, entry, right, reason, { revision: entry.revision + 1 }), warnings }
  },
})

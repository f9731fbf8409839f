import { z } from 'zod'
import { changes_between } from '../../../kernel/changes.ts'
import type { Context } from '../../../kernel/context.ts'
import { refusal } from '../../../kernel/errors.ts'
import { Text } from '../../../kernel/fields.ts'
import { Id, reference } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { MomentGiven } from '../../../kernel/time.ts'
import { verb } from '../../../kernel/verb.ts'
import { Warnings } from '../sequence.ts'
import { add_worked } from './book-time.ts'
import { correct_entry } from './correct.ts'
import { timeEntryCorrected, timeEntryEnded } from './events.ts'
import { locked_entry, timeEntryStale } from './locked-entry.ts'
import { assert_no_overlap } from './overlap.ts'
import { assert_span, Duration, end_of } from './span.ts'
import { close_entries, endBeforeStart, personBusy, TimeEntry, TimeKind, timeEntryUnknown } from './time-entry.ts'
import { assert_may_correct, timeNotYours } from './whose.ts'

export const timeEntryOpen = refusal('conflict', 'time_entry_open', 'This clock still runs. Stop it instead.')

export const update = verb({
  name: 'time_entries.update',
  does: 'Corrects a time entry; the operation’s time follows. A clock that runs is corrected too, and stopped only where that is said.',
  kind: 'writes',
  allow: atLeast('operator'),
  input: z.object({
    id: Id,
    started_at: MomentGiven.optional(),
    ended_at: MomentGiven.optional(),
    duration_s: Duration.optional(),
    stops: z.boolean().optional().meta({ description: 'An end given to a clock that still runs stops it.' }),
    person_id: reference('people').nullable().optional(),
    machine_id: reference('machines').nullable().optional(),
    kind: TimeKind.optional(),
    is_rework: z.boolean().optional(),
    notes: Text.nullable().optional(),
    reason: Text.nullable().optional().meta({ description: 'Why it is corrected; it stands in the log.' }),
  }),
  output: TimeEntry.extend({ warnings: Warnings }),
  refuses: [timeEntryUnknown, timeEntryStale, timeEntryOpen, personBusy, timeNotYours, endBeforeStart],
  reports: [timeEntryCorrected, timeEntryEnded],
  examples: [
    { given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', ended_at: '2026-03-02T09:30:00+02:00', reason: 'Stopped at lunch already.' } },
  ],
  async run(context, { id, reason = null, stops = false, ended_at: end, duration_s, ...given }) {
    const entry = await locked_entry(context, id)
    assert_may_correct(context, entry.person_id)
    if (given.person_id !== undefined) assert_may_correct(context, given.person_id)
    if (context.expected_revision !== null && context.expected_revision !== entry.revision) throw timeEntryStale.because()
    const started_at = given.started_at ?? entry.started_at
    const ended_at = end_of(started_at, { ended_at: end, duration_s }) ?? undefined
    const runs = entry.ended_at === null
    if (runs && ended_at !== undefined && !stops) throw timeEntryOpen.because()

    const { columns, none } = changes_between(entry, { ...given, ...(runs || ended_at === undefined ? {} : { ended_at }) })
    if (none && (!runs || ended_at === undefined)) return { ...entry, warnings: [] }
    // Columns of an entry, each parsed by the schema above.
    const right = columns as Partial<TimeEntry>
    const after = { ...entry, ...right, ended_at: ended_at ?? entry.ended_at }
    assert_span(context, after.started_at, after.ended_at)
    context.settle()
    const moved = right.started_at ?? ended_at ?? right.person_id
    const warnings = moved ? await assert_no_overlap(context, after) : []
    const corrected = none ? entry : correct_entry(context, entry, right, reason, { revision: entry.revision + 1 })
    return { ...(runs && ended_at !== undefined ? stop_entry(context, corrected, ended_at) : corrected), warnings }
  },
})

function stop_entry(context: Context, entry: TimeEntry, at: string): TimeEntry {
  const { entries, added_s } = close_entries(context, [entry], at)
  add_worked(context, [{ operation_id: entry.operation_id, duration_s: added_s }])
  return entries[0] ?? entry
}

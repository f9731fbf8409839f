import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { External, Text } from '../../../kernel/fields.ts'
import { reference } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { MomentGiven } from '../../../kernel/time.ts'
import { verb } from '../../../kernel/verb.ts'
import { jobNotMovable, jobUnknown } from '../../jobs/job.ts'
import { jobOnHold, lock_job_of_operation, operationUnknown, read_operation } from '../operation.ts'
import { Warnings } from '../sequence.ts'
import { worker } from '../work.ts'
import { book_time, timeEntryExternalTaken } from './book-time.ts'
import { timeEntryBooked, timeEntryStarted } from './events.ts'
import { assert_no_overlap } from './overlap.ts'
import { assert_running, operationNotRunning } from './running.ts'
import { assert_span, Duration, end_of } from './span.ts'
import { open_entry, personBusy, TimeEntry, TimeKind } from './time-entry.ts'
import { assert_may_work_for, timeNotYours } from './whose.ts'

const Given = z.object({
  operation_id: reference('operations'),
  person_id: reference('people')
    .nullable()
    .optional()
    .meta({ description: 'Who worked. Left out: whoever is signed in; with a key, nobody.' }),
  machine_id: reference('machines').nullable().optional(),
  kind: TimeKind.default('run'),
  started_at: MomentGiven,
  ended_at: MomentGiven.nullable()
    .optional()
    .meta({ description: 'Left out, and no `duration_s` either, it is a clock that runs on, at an operation that runs.' }),
  duration_s: Duration.optional(),
  is_rework: z.boolean().default(false),
  notes: Text.nullable().optional(),
  ...External,
})
type Given = z.output<typeof Given>

export const create = verb({
  name: 'time_entries.create',
  does: 'Books time afterwards. It moves nothing: the operation stays as it is, whatever its status. Without an end it is one more clock.',
  kind: 'writes',
  allow: atLeast('operator'),
  input: Given,
  output: TimeEntry.extend({ warnings: Warnings }),
  refuses: [operationUnknown, jobUnknown, timeEntryExternalTaken, personBusy, timeNotYours, operationNotRunning, jobOnHold, jobNotMovable],
  reports: [timeEntryBooked, timeEntryStarted],
  examples: [
    {
      given: {
        operation_id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11',
        started_at: '2026-03-02T08:00:00+02:00',
        ended_at: '2026-03-02T09:30:00+02:00',
      },
    },
  ],
  async run(context, given) {
    const { started_at } = given
    const ended_at = end_of(started_at, given) ?? null
    assert_span(context, started_at, ended_at)
    context.settle()
    const person_id = worker(context, given.person_id)
    assert_may_work_for(context, person_id)
    const job_id = await locked_job_of(context, given.operation_id, ended_at === null)
    const warnings = await assert_no_overlap(context, { person_id, started_at, ended_at })
    return { ...write_entry(context, given, { job_id, person_id, ended_at }), warnings }
  },
})

/** A clock that runs is started only where work goes on; time that is over is booked anywhere. */
async function locked_job_of(context: Context, operation_id: string, runs: boolean): Promise<string> {
  if (runs) return assert_running(context, operation_id)
  const [, operation] = await Promise.all([lock_job_of_operation(context, operation_id), read_operation(context, operation_id)])
  return operation.job_id
}

interface Found {
  readonly job_id: string
  readonly person_id: string | null
  readonly ended_at: string | null
}

function write_entry(context: Context, given: Given, { job_id, person_id, ended_at }: Found): TimeEntry {
  const { operation_id, started_at, kind, is_rework, machine_id = null, notes = null, external_source = null, external_id = null } = given
  const entry = { job_id, operation_id, person_id, machine_id, kind, is_rework, notes, external_source, external_id }
  context.on_conflict('time_entries_external', timeEntryExternalTaken.because())
  if (ended_at === null) return open_entry(context, entry, started_at)
  const [booked] = book_time(context, [{ ...entry, started_at, ended_at }])
  if (!booked) throw operationUnknown.because()
  return booked
}

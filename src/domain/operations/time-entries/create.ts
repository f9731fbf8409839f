import { z } from 'zod'
import { External, Text } from '../../../kernel/fields.ts'
import { reference } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { MomentGiven } from '../../../kernel/time.ts'
import { verb } from '../../../kernel/verb.ts'
import { lock_job_of_operation, operationUnknown, read_operation } from '../operation.ts'
import { Warnings } from '../sequence.ts'
import { worker } from '../work.ts'
import { book_time, timeEntryExternalTaken } from './book-time.ts'
import { timeEntryBooked } from './events.ts'
import { assert_no_overlap } from './overlap.ts'
import { assert_span } from './span.ts'
import { personBusy, TimeEntry, TimeKind } from './time-entry.ts'
import { assert_may_work_for, timeNotYours } from './whose.ts'

export const create = verb({
  name: 'time_entries.create',
  does: 'Books time afterwards. It moves nothing: the operation stays as it is, whatever its status.',
  kind: 'writes',
  allow: atLeast('operator'),
  input: z.object({
    operation_id: reference('operations'),
    person_id: reference('people')
      .nullable()
      .optional()
      .meta({ description: 'Who worked. Left out: whoever is signed in; with a key, nobody.' }),
    machine_id: reference('machines').nullable().optional(),
    kind: TimeKind.default('run'),
    started_at: MomentGiven,
    ended_at: MomentGiven,
    is_rework: z.boolean().default(false),
    notes: Text.nullable().optional(),
    ...External,
  }),
  output: TimeEntry.extend({ warnings: Warnings }),
  refuses: [operationUnknown, timeEntryExternalTaken, personBusy, timeNotYours],
  reports: [timeEntryBooked],
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
    const { operation_id, started_at, ended_at, kind, is_rework } = given
    assert_span(context, started_at, ended_at)
    const person_id = worker(context, given.person_id)
    assert_may_work_for(context, person_id)
    const [, operation] = await Promise.all([lock_job_of_operation(context, operation_id), read_operation(context, operation_id)])
    const warnings = await assert_no_overlap(context, { person_id, started_at, ended_at })
    const booked = book_time(context, [
      {
        job_id: operation.job_id,
        operation_id,
        person_id,
        machine_id: given.machine_id ?? null,
        kind,
        started_at,
        ended_at,
        is_rework,
        notes: given.notes ?? null,
        external_source: given.external_source ?? null,
        external_id: given.external_id ?? null,
      },
    ])
    const [entry] = booked
    if (!entry) throw operationUnknown.because()
    return { ...entry, warnings }
  },
})

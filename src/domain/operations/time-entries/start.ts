import { z } from 'zod'
import { At, happened_at } from '../../../kernel/at.ts'
import { reference } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { jobNotMovable, jobUnknown } from '../../jobs/job.ts'
import { jobOnHold, operationUnknown } from '../operation.ts'
import { Warnings } from '../sequence.ts'
import { assert_free, worker } from '../work.ts'
import { timeEntryStarted } from './events.ts'
import { assert_running, operationNotRunning } from './running.ts'
import { open_entry, personBusy, TimeEntry, TimeKind } from './time-entry.ts'
import { assert_may_work_for, timeNotYours } from './whose.ts'

export const start = verb({
  name: 'time_entries.start',
  does: 'Starts one more clock on an operation that is running: a second person, another machine.',
  kind: 'writes',
  allow: atLeast('operator'),
  input: z.object({
    operation_id: reference('operations'),
    person_id: reference('people')
      .nullable()
      .optional()
      .meta({ description: 'Who works. Left out: whoever is signed in; with a key, nobody.' }),
    machine_id: reference('machines').nullable().optional().meta({ description: 'The machine that runs.' }),
    kind: TimeKind.default('run'),
    at: At,
  }),
  output: TimeEntry.extend({ warnings: Warnings }),
  refuses: [operationUnknown, jobUnknown, operationNotRunning, jobOnHold, jobNotMovable, personBusy, timeNotYours],
  reports: [timeEntryStarted],
  examples: [{ given: { operation_id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', kind: 'setup' } }],
  async run(context, { operation_id, kind, ...given }) {
    const at = happened_at(context, given.at)
    const person_id = worker(context, given.person_id)
    assert_may_work_for(context, person_id)
    const job_id = await assert_running(context, operation_id)
    const warnings = person_id === null ? [] : await assert_free(context, person_id)
    const machine_id = given.machine_id ?? null
    return { ...open_entry(context, { job_id, operation_id, person_id, machine_id, kind }, at), warnings }
  },
})

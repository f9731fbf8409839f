import { z } from 'zod'
import { event } from '../../../kernel/event.ts'
import { Seconds } from '../../../kernel/fields.ts'
import { Id } from '../../../kernel/id.ts'
import { Moment } from '../../../kernel/time.ts'

const facts = z.object({ time_entry_id: Id, operation_id: Id, job_id: Id, person_id: Id.nullable(), machine_id: Id.nullable() })
const subject = 'time_entry_id' as const
const ended = facts.extend({ started_at: Moment, ended_at: Moment, duration_s: Seconds })

export const timeEntryStarted = event({
  name: 'time_entry.started',
  says: 'A clock was started.',
  subject,
  facts: facts.extend({ kind: z.string(), started_at: Moment }),
})
export const timeEntryEnded = event({ name: 'time_entry.ended', says: 'A clock was stopped.', subject, facts: ended })
export const timeEntryBooked = event({
  name: 'time_entry.booked',
  says: 'Time was booked afterwards.',
  subject,
  facts: ended.extend({ kind: z.string() }),
})
export const timeEntryAutoClosed = event({
  name: 'time_entry.auto_closed',
  says: 'A forgotten clock was closed; somebody should confirm it.',
  subject,
  facts: ended,
})
export const timeEntryConfirmed = event({
  name: 'time_entry.confirmed',
  says: 'The end of a forgotten clock was confirmed.',
  subject,
  facts: ended,
})
export const timeEntryCorrected = event({
  name: 'time_entry.corrected',
  says: 'Booked time was corrected.',
  subject,
  facts: facts.extend({ changes: z.record(z.string(), z.json()), reason: z.string().nullable() }),
})
export const timeEntryDeleted = event({
  name: 'time_entry.deleted',
  says: 'Booked time was taken out.',
  subject,
  facts: facts.extend({ duration_s: Seconds.nullable() }),
})

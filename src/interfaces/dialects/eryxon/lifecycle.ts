import { z } from 'zod'
import { verbs } from '../../../domain/verbs.gen.ts'
import type { Output } from '../../../kernel/verb.ts'
import { answer, type Row } from '../dialect.ts'
import { Done, done } from './envelope.ts'
import { Uuid } from './members.ts'
import { EryxonJob, EryxonOperation, EryxonTimeEntry, job_out, operation_out, time_entry_out } from './shapes.ts'
import { job_status, job_words, operation_status } from './words.ts'

const Status = z.enum(job_words)
const at = { previous_status: Status, new_status: Status }

/** The word may stand behind the path, as the page has it, or in the query; id and the rest in the query or in the body. */
const on = (path: string, ...named: readonly [string, ...string[]]) => {
  const [first, ...others] = named.map((word) => `POST ${path}/${word}`)
  return [first ?? path, ...others, ...named.map((word) => `POST ${path}?action=${word}`)] as const
}

const Move = z.object({ id: Uuid.optional().meta({ description: 'Here or in the body.' }) })

type JobMoved = Output<(typeof verbs)['jobs.start']>
const job_moved =
  <Word extends string>(operation: Word) =>
  ({ job, previous_status, new_status }: JobMoved) =>
    done({
      job: job_out(job),
      operation,
      previous_status: job_status.theirs(previous_status),
      new_status: job_status.theirs(new_status),
    })
const JobMoved = <Word extends string>(operation: Word) => Done({ job: EryxonJob, operation: z.literal(operation), ...at })

const of_job = { entity: 'job', query: Move, body: Move, blank: 'absent', takes: { id: 'id' } } as const
const jobs = (...named: readonly [string, ...string[]]) => on('/api-job-lifecycle', ...named)

const Completion = Move.extend({ force: z.boolean().optional().meta({ description: '`true` stops the clocks that still run.' }) })

const job_lifecycle: readonly Row[] = [
  answer(jobs('start'), verbs['jobs.start'], { ...of_job, reply: JobMoved('start'), gives: job_moved('start') }),
  answer(jobs('stop', 'pause'), verbs['jobs.hold'], {
    ...of_job,
    adds: { from: ['running'] },
    reply: JobMoved('stop'),
    gives: job_moved('stop'),
  }),
  answer(jobs('complete'), verbs['jobs.complete'], {
    ...of_job,
    query: Completion,
    body: Completion,
    takes: { id: 'id', force: 'force' },
    reply: JobMoved('complete'),
    gives: job_moved('complete'),
  }),
  answer(jobs('resume'), verbs['jobs.resume'], { ...of_job, reply: JobMoved('resume'), gives: job_moved('resume') }),
]

type Worked = Output<(typeof verbs)['operations.start']>
const worked =
  <Word extends string>(operation_type: Word) =>
  ({ operation, previous_status, new_status, time_entries_started, time_entries_ended }: Worked) => {
    const last = [...time_entries_ended, ...time_entries_started].at(-1)
    const entry = operation.time_entries.find(({ id }) => id === last)
    return done({
      operation: operation_out(operation),
      operation_type,
      previous_status: operation_status.theirs(previous_status),
      new_status: operation_status.theirs(new_status),
      time_entry_created: time_entries_started.length > 0,
      time_entry_ended: time_entries_ended.length > 0,
      time_entry: entry ? time_entry_out(entry) : null,
    })
  }
const Worked = <Word extends string>(operation_type: Word) =>
  Done({
    operation: EryxonOperation,
    operation_type: z.literal(operation_type),
    ...at,
    time_entry_created: z.boolean(),
    time_entry_ended: z.boolean(),
    time_entry: EryxonTimeEntry.nullable(),
  })

const of_operation = { entity: 'operation', query: Move, body: Move, blank: 'absent', takes: { id: 'id' } } as const
const Start = Move.extend({
  user_id: Uuid.optional().meta({ description: 'Who works; without it the time is booked for nobody in particular.' }),
})
const of_start = { ...of_operation, query: Start, body: Start, takes: { id: 'id', user_id: 'person_id' } } as const
const operations = (word: string) => on('/api-operation-lifecycle', word)

const operation_lifecycle: readonly Row[] = [
  answer(operations('start'), verbs['operations.start'], { ...of_start, reply: Worked('start'), gives: worked('start') }),
  answer(operations('pause'), verbs['operations.pause'], { ...of_operation, reply: Worked('pause'), gives: worked('pause') }),
  answer(operations('resume'), verbs['operations.resume'], { ...of_start, reply: Worked('resume'), gives: worked('resume') }),
  answer(operations('complete'), verbs['operations.complete'], { ...of_operation, reply: Worked('complete'), gives: worked('complete') }),
]

export const lifecycle_rows: readonly Row[] = [...job_lifecycle, ...operation_lifecycle]

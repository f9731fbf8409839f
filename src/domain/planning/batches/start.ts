import { z } from 'zod'
import { At, happened_at } from '../../../kernel/at.ts'
import type { Context } from '../../../kernel/context.ts'
import { Id, reference } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { operationResumed, operationStarted } from '../../operations/events.ts'
import { jobOnHold } from '../../operations/operation.ts'
import { Warnings } from '../../operations/sequence.ts'
import { open_entry } from '../../operations/time-entries/time-entry.ts'
import { assert_free, locked_work, start_refusals, start_reports, start_work, worker } from '../../operations/work.ts'
import { assert_batch_movable, batchEmpty, batchNotMovable, batchUnknown, locked_batch, operationFinished, read_batch } from './batch.ts'
import { assert_unfinished, BatchWithOperations, lock_jobs_of, operations_of_batch, whole_batch } from './batch-operation.ts'
import { batchStarted } from './events.ts'

export const start = verb({
  name: 'batches.start',
  does: 'Starts a batch: every operation in it runs, each with a clock, all or none.',
  kind: 'writes',
  allow: atLeast('operator'),
  input: z.object({
    id: Id,
    person_id: reference('people').nullable().optional().meta({
      description: 'Who runs it. Left out: whoever is signed in. An automated batch needs nobody.',
    }),
    machine_id: reference('machines').nullable().optional(),
    at: At,
  }),
  output: z.object({ batch: BatchWithOperations, time_entries_started: z.array(Id), warnings: Warnings }),
  refuses: [batchUnknown, batchNotMovable, batchEmpty, operationFinished, ...start_refusals],
  reports: [batchStarted, operationStarted, operationResumed, ...start_reports],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', person_id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id, machine_id = null, ...given }) {
    const at = happened_at(context, given.at)
    const person_id = worker(context, given.person_id)
    const [batch, inside] = await Promise.all([locked_batch(context, id), operations_of_batch(context, id)])
    assert_batch_movable(batch, 'running')
    if (batch.production_mode === 'manual' && person_id === null) context.problem(['person_id'], 'required', 'Say who starts the batch.')
    context.settle()
    if (inside.length === 0) throw batchEmpty.because()
    await lock_jobs_of(context, inside)
    assert_unfinished(inside.map(({ operation_id, name, status }) => ({ id: operation_id, name, status })))

    const warnings = person_id === null ? [] : await assert_free(context, person_id)
    const entries: string[] = []
    for (const row of inside) {
      const begun = await begin(context, row.operation_id, { person_id, machine_id }, at)
      context.change('batch_operations', row.id, { time_entry_id: begun.time_entry_id })
      entries.push(begun.time_entry_id)
      warnings.push(...begun.warnings)
    }
    context.change('batches', id, { status: 'running', started_at: at, started_by: person_id, machine_id, updated_at: context.now })
    const operation_ids = inside.map(({ operation_id }) => operation_id)
    const { workstation_id } = batch
    context.report(batchStarted, { batch_id: id, workstation_id, operation_ids, person_id, machine_id }, { occurred_at: at })
    const [after, rows] = await Promise.all([read_batch(context, id), operations_of_batch(context, id)])
    return { batch: whole_batch(after, rows), time_entries_started: entries, warnings }
  },
})

interface Who {
  readonly person_id: string | null
  readonly machine_id: string | null
}

/** Each is read anew: the one before may have started its part and its job. One that runs already gets a further clock. */
async function begin(context: Context, operation_id: string, who: Who, at: string) {
  const place = await locked_work(context, operation_id)
  const { job, operation } = place
  if (operation.status !== 'running') {
    const worked = await start_work(context, place, { ...who, kind: 'run', may_overlap: true }, at)
    return { time_entry_id: worked.time_entries_started[0] ?? '', warnings: worked.warnings }
  }
  if (job.status === 'held') throw jobOnHold.because(`Job ${job.job_number} is on hold. Resume it first.`, { job_id: job.id })
  const { id } = open_entry(context, { job_id: job.id, operation_id, ...who, kind: 'run' }, at)
  return { time_entry_id: id, warnings: [] }
}

import { z } from 'zod'
import { At, happened_at } from '../../../kernel/at.ts'
import { Seconds } from '../../../kernel/fields.ts'
import { Id, reference } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { jobCompleted } from '../../jobs/events.ts'
import { partCompleted, partStarted } from '../../jobs/parts/events.ts'
import { operationCompleted } from '../../operations/events.ts'
import { timeEntryEnded } from '../../operations/time-entries/events.ts'
import { complete_work, work_refusals, worker } from '../../operations/work.ts'
import { along_refusals, along_reports } from '../../units/declared.ts'
import { locked_work_with_units, take_units_along } from '../../units/take-along.ts'
import { assert_batch_movable, batchNotMovable, batchUnknown, Distribution, locked_batch, read_batch } from './batch.ts'
import { BatchWithOperations, operations_of_batch, whole_batch } from './batch-operation.ts'
import { end_batch } from './end.ts'
import { batchCompleted } from './events.ts'

export const stop = verb({
  name: 'batches.stop',
  does: 'Ends a batch: its time is shared among its operations, by plan where all have one, and those that run are done. One that was put on hold meanwhile stays so.',
  kind: 'writes',
  allow: atLeast('operator'),
  input: z.object({
    id: Id,
    person_id: reference('people').nullable().optional().meta({ description: 'Who ended it. Left out: whoever is signed in.' }),
    at: At,
  }),
  output: z.object({
    batch: BatchWithOperations,
    elapsed_s: Seconds,
    distribution: Distribution,
    shares: z.array(z.object({ operation_id: Id, share_s: Seconds })),
    time_entries_ended: z.array(Id),
  }),
  refuses: [batchUnknown, batchNotMovable, ...work_refusals, ...along_refusals],
  reports: [batchCompleted, operationCompleted, timeEntryEnded, partStarted, partCompleted, jobCompleted, ...along_reports],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id, ...given }) {
    const at = happened_at(context, given.at)
    const [batch, inside] = await Promise.all([locked_batch(context, id), operations_of_batch(context, id)])
    assert_batch_movable(batch, 'completed')
    const { started_at, distribution, elapsed_s, shares, stretches } = await end_batch(context, batch, inside, at)
    const time_entries_ended: string[] = []
    for (const { operation_id } of inside) {
      const place = await locked_work_with_units(context, operation_id)
      if (place.operation.status !== 'running') continue
      time_entries_ended.push(
        ...complete_work(context, await take_units_along(context, place, 'passed', at), at, stretches).time_entries_ended,
      )
    }
    const ended_by = worker(context, given.person_id)
    context.change('batches', id, { status: 'completed', ended_at: at, ended_by, elapsed_s, distribution, updated_at: context.now })
    const operation_ids = inside.map(({ operation_id }) => operation_id)
    const { workstation_id, machine_id } = batch
    const facts = {
      batch_id: id,
      workstation_id,
      operation_ids,
      person_id: ended_by,
      machine_id,
      started_at,
      elapsed_s,
      distribution,
      shares,
    }
    context.report(batchCompleted, facts, { occurred_at: at })
    const [after, rows] = await Promise.all([read_batch(context, id), operations_of_batch(context, id)])
    return { batch: whole_batch(after, rows), elapsed_s, distribution, shares, time_entries_ended }
  },
})

import { z } from 'zod'
import { changes_between } from '../../../kernel/changes.ts'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import {
  assert_batch_movable,
  assert_parent,
  Batch,
  BatchStatus,
  batch_fields,
  batch_of,
  batchExternalTaken,
  batchNotMovable,
  batchNumberTaken,
  batchStale,
  batchUnknown,
  expect_conflicts,
  faults_of_mode,
  locked_batch,
  read_batch,
} from './batch.ts'
import { batchUpdated } from './events.ts'

export const update = verb({
  name: 'batches.update',
  does: 'Changes fields of a batch. Operations are added and removed, and batches are started, stopped and cancelled, by verbs of their own.',
  kind: 'writes',
  allow: atLeast('supervisor'),
  input: z.object({
    id: Id,
    ...z.object(batch_fields).partial().shape,
    status: BatchStatus.extract(['draft', 'ready', 'blocked']).optional(),
  }),
  output: Batch,
  refuses: [batchUnknown, batchStale, batchNotMovable, batchNumberTaken, batchExternalTaken],
  reports: [batchUpdated],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', status: 'ready' } }],
  async run(context, { id, ...given }) {
    const [batch] = await Promise.all([locked_batch(context, id), assert_parent(context, id, given.parent_id)])
    if (context.expected_revision !== null && context.expected_revision !== batch.revision) throw batchStale.because()
    if (given.status !== undefined && given.status !== batch.status) assert_batch_movable(batch, given.status)
    for (const { path, rule, message } of faults_of_mode({ ...batch, ...given })) context.problem(path, rule, message)
    context.settle()
    const changes = changes_between(batch, given)
    if (changes.none) return batch_of(batch)
    expect_conflicts(context, given.batch_number ?? batch.batch_number)
    context.change('batches', id, { ...changes.columns, revision: batch.revision + 1, updated_at: context.now })
    const workstation_id = given.workstation_id ?? batch.workstation_id
    context.report(batchUpdated, { batch_id: id, workstation_id, changes: changes.told })
    return batch_of(await read_batch(context, id))
  },
})

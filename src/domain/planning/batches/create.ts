import { z } from 'zod'
import { new_id, reference } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { draw_code_numbers } from '../../operations/lay-out.ts'
import {
  assert_parent,
  BatchStatus,
  batch_fields,
  batchExternalTaken,
  batchNumberTaken,
  expect_conflicts,
  faults_of_mode,
  operationFinished,
  operationInBatch,
  read_batch,
} from './batch.ts'
import { BatchWithOperations, free_operations, operations_of_batch, put_into_batch, whole_batch } from './batch-operation.ts'
import { batchCreated } from './events.ts'

export const create = verb({
  name: 'batches.create',
  does: 'Puts operations of any jobs together, to be run at once.',
  kind: 'writes',
  allow: atLeast('supervisor'),
  input: z.object({
    ...z.object(batch_fields).partial().shape,
    batch_number: batch_fields.batch_number.optional().meta({ description: 'Left out, one is drawn.' }),
    type: batch_fields.type.default('general'),
    production_mode: batch_fields.production_mode.default('manual'),
    workstation_id: batch_fields.workstation_id,
    status: BatchStatus.extract(['draft', 'ready', 'blocked']).default('draft'),
    operation_ids: z.array(reference('operations')).max(1000).default([]),
  }),
  output: BatchWithOperations,
  refuses: [batchNumberTaken, batchExternalTaken, operationInBatch, operationFinished],
  reports: [batchCreated],
  examples: [
    {
      given: {
        type: 'laser_nesting',
        workstation_id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11',
        material: 'S235',
        thickness_mm: 3,
        operation_ids: ['019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11'],
      },
    },
  ],
  faults: (raw) => faults_of_mode(raw),
  async run(context, { operation_ids, ...given }) {
    const id = new_id()
    const [operations, [drawn]] = await Promise.all([
      free_operations(context, operation_ids),
      given.batch_number === undefined ? draw_code_numbers(context, 1) : [],
      assert_parent(context, id, given.parent_id),
    ])
    context.settle()
    const batch_number = given.batch_number ?? `B-${drawn}`
    expect_conflicts(context, batch_number)
    context.insert('batches', [{ ...given, id, batch_number, created_at: context.now, updated_at: context.now, revision: 1 }])
    put_into_batch(context, id, operations, 1)
    context.report(batchCreated, { batch_id: id, workstation_id: given.workstation_id, operation_ids })
    const [batch, rows] = await Promise.all([read_batch(context, id), operations_of_batch(context, id)])
    return whole_batch(batch, rows)
  },
})

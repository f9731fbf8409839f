import { reference } from '../../kernel/id.ts'
import { atLeast } from '../../kernel/role.ts'
import { sql } from '../../kernel/sql.ts'
import { verb } from '../../kernel/verb.ts'
import { workstationCreated } from '../floor/workstations/events.ts'
import { named_workstations } from '../floor/workstations/workstation.ts'
import { jobReopened } from '../jobs/events.ts'
import { jobNotMovable, jobUnknown, read_job } from '../jobs/job.ts'
import { partReopened } from '../jobs/parts/events.ts'
import { lock_job_of_part, partUnknown, read_part } from '../jobs/parts/part.ts'
import { roll_up_start } from '../jobs/roll-up.ts'
import { operationCreated } from './events.ts'
import { draw_code_numbers, lay_out_operations, OperationGiven, workstation_names } from './lay-out.ts'
import { Operation, operation_of, operationSequenceTaken, read_operation } from './operation.ts'

export const create = verb({
  name: 'operations.create',
  does: 'Adds an operation to a part. On a completed part it brings the part and its job back.',
  kind: 'writes',
  allow: atLeast('planner'),
  input: OperationGiven.extend({ part_id: reference('parts') }),
  output: Operation,
  refuses: [partUnknown, jobUnknown, operationSequenceTaken, jobNotMovable],
  reports: [operationCreated, workstationCreated, partReopened, jobReopened],
  examples: [{ given: { part_id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', sequence: 20, name: 'Deburring', planned_total_s: 600 } }],
  async run(context, { part_id, ...given }) {
    const [, part, job, taken, named, code_numbers] = await Promise.all([
      lock_job_of_part(context, part_id),
      read_part(context, part_id),
      read_job(context, sql`(select p.job_id from parts p where p.id = ${part_id})`),
      context.read<{
        id: string
      }>`select id from operations where part_id = ${part_id} and sequence = ${given.sequence} and deleted_at is null`,
      named_workstations(context, workstation_names([given])),
      draw_code_numbers(context, 1),
    ])
    if (job.status === 'closed' || job.status === 'cancelled') {
      throw jobNotMovable.because(`Job ${job.job_number} is ${job.status}.`, { job_id: job.id, status: job.status })
    }
    if (taken.length > 0)
      throw operationSequenceTaken.because(`Part ${part.part_number} has an operation ${given.sequence} already.`, {
        sequence: given.sequence,
      })
    named.make()
    const [made] = lay_out_operations(context, job.id, [{ id: part_id, operations: [given] }], code_numbers, named)
    const is_open = given.status !== 'completed'
    if (part.status === 'completed' && is_open) roll_up_start(context, { job, part }, context.now)
    if (!made) throw new Error('one operation given is one laid out')
    return operation_of(await read_operation(context, made.id))
  },
})

import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { reference } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { workstationCreated } from '../../floor/workstations/events.ts'
import { named_workstations } from '../../floor/workstations/workstation.ts'
import { operationCreated } from '../../operations/events.ts'
import { draw_code_numbers, lay_out_operations, OperationGiven, workstation_names } from '../../operations/lay-out.ts'
import { laid_out_by, note_wrong_ways } from '../../operations/lay-out-by-routing.ts'
import { Operation, operation_of, operationSequenceTaken } from '../../operations/operation.ts'
import { operations_of_parts } from '../../operations/read-many.ts'
import { ways_of } from '../../routings/current.ts'
import { jobReopened } from '../events.ts'
import { type JobRow, jobNotMovable, jobUnknown, lock_job, read_job, reopen_job } from '../job.ts'
import { faults_of_operations } from '../lay-out.ts'
import { assert_within_quota, overQuota } from '../quota.ts'
import { partCreated } from './events.ts'
import { lay_out_parts, PartFields, plan_parts, RoutingAsked } from './lay-out.ts'
import { Part, part_of, partNumberTaken, read_part } from './part.ts'

export const create = verb({
  name: 'parts.create',
  does: 'Adds a part, with its operations, to a job. On a completed job it brings the job back.',
  kind: 'writes',
  allow: atLeast('planner'),
  input: PartFields.extend({
    job_id: reference('jobs'),
    routing_id: RoutingAsked,
    operations: z
      .array(OperationGiven)
      .max(1000)
      .optional()
      .meta({ description: 'Left out, they come from the product’s current routing.' }),
  }),
  output: Part.extend({ operations: z.array(Operation) }),
  refuses: [jobUnknown, partNumberTaken, operationSequenceTaken, jobNotMovable, overQuota],
  reports: [partCreated, operationCreated, workstationCreated, jobReopened],
  examples: [{ given: { job_id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', part_number: 'P-2', quantity: 5 } }],
  faults: (raw) => faults_of_operations(Loose.parse(raw).operations, ['operations']),
  async run(context, { job_id, ...given }) {
    const [, job, already, ways, named] = await Promise.all([
      lock_job(context, job_id),
      read_job(context, job_id),
      context.read<{ id: string; part_number: string; position: number; parent_id: string | null }>`
        select id, part_number, position, parent_id from parts where job_id = ${job_id} and deleted_at is null order by position`,
      ways_of(context, [given]),
      named_workstations(context, workstation_names(given.operations ?? [])),
      assert_within_quota(context, 0, given.quantity),
    ])
    if (job.status === 'closed' || job.status === 'cancelled')
      throw jobNotMovable.because(`Job ${job.job_number} is ${job.status}.`, { job_id, status: job.status })
    if (already.some((part) => part.part_number === given.part_number))
      throw partNumberTaken.because(`Job ${job.job_number} has a part ${given.part_number} already.`)
    if (given.parent_part_number === given.part_number)
      context.problem(['parent_part_number'], 'circular', 'A part cannot belong to itself.')
    const numbers = new Map(already.map((part) => [part.part_number, part.id]))
    const [planned] = plan_parts(context, [given], numbers, () => [])
    note_wrong_ways(context, [given], ways, () => [])
    context.settle()
    if (!planned) throw new Error('one part given is one part planned')
    const part = { ...planned, ...laid_out_by(given, ways) }
    const code_numbers = await draw_code_numbers(context, part.operations.length)

    named.make()
    lay_out_parts(context, job_id, [part], (already.at(-1)?.position ?? 0) + 1)
    lay_out_operations(context, job_id, [part], code_numbers, named)
    if (job.status === 'completed') bring_back(context, job)
    const [row, operations] = await Promise.all([read_part(context, part.id), operations_of_parts(context, [part.id])])
    return { ...part_of(row), operations: operations.map(operation_of) }
  },
})

const Loose = z
  .object({
    operations: z
      .array(z.object({ sequence: z.number().optional().catch(undefined) }).catch({}))
      .catch([])
      .default([]),
  })
  .catch({ operations: [] })

function bring_back(context: Context, job: JobRow): void {
  const reopened = reopen_job(context, job, context.now, 'roll_up')
  context.report(jobReopened, { job_id: job.id, previous_status: job.status, new_status: reopened.status })
}

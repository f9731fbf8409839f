import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { new_id } from '../../kernel/id.ts'
import { atLeast } from '../../kernel/role.ts'
import { verb } from '../../kernel/verb.ts'
import { workstationCreated } from '../floor/workstations/events.ts'
import { named_workstations } from '../floor/workstations/workstation.ts'
import { operationCreated } from '../operations/events.ts'
import { draw_code_numbers, lay_out_operations, OperationGiven, workstation_names } from '../operations/lay-out.ts'
import { laid_out_by, note_wrong_ways } from '../operations/lay-out-by-routing.ts'
import { Operation, operation_of, operationSequenceTaken } from '../operations/operation.ts'
import { operations_of_jobs } from '../operations/read-many.ts'
import { ways_of } from '../routings/current.ts'
import { jobCreated } from './events.ts'
import { Job, JobStatus, job_of, jobExternalTaken, jobNumberTaken, read_job } from './job.ts'
import { faults_of_parts, job_fields } from './lay-out.ts'
import { partCreated } from './parts/events.ts'
import { lay_out_parts, PartFields, plan_parts, RoutingAsked } from './parts/lay-out.ts'
import { Part, part_of, partNumberTaken } from './parts/part.ts'
import { parts_of_jobs } from './parts/read-many.ts'
import { assert_within_quota, overQuota } from './quota.ts'
import { write_job } from './write-job.ts'

const PartGiven = PartFields.extend({
  routing_id: RoutingAsked,
  operations: z.array(OperationGiven).max(1000).optional().meta({ description: 'Left out, they come from the product’s current routing.' }),
})
  .strict()
  .meta({ id: 'PartGiven' })
type PartGiven = z.output<typeof PartGiven>

const optional_fields = z.object(job_fields).partial().shape

export const create = verb({
  name: 'jobs.create',
  does: 'Takes in a job with its parts and operations, all or nothing.',
  kind: 'writes',
  allow: atLeast('planner'),
  input: z.object({
    job_number: Job.shape.job_number.optional().meta({ description: 'Left out, it is made from the name.' }),
    series: z
      .string()
      .regex(/^[A-Za-z]{1,20}$/, 'Give letters, such as PO.')
      .optional()
      .meta({ description: 'With no job_number: it is the next of this series, such as PO-0001.', examples: ['PO'] }),
    status: JobStatus.extract(['draft', 'released', 'running', 'held', 'completed']).default('released'),
    ...optional_fields,
    parts: z.array(PartGiven).max(1000).default([]),
  }),
  output: Job.extend({ parts: z.array(Part.extend({ operations: z.array(Operation) })) }),
  refuses: [jobNumberTaken, jobExternalTaken, partNumberTaken, operationSequenceTaken, overQuota],
  reports: [jobCreated, partCreated, operationCreated, workstationCreated],
  examples: [
    {
      given: {
        job_number: 'EX-1',
        customer: 'Acme',
        parts: [{ part_number: 'P-1', quantity: 10, operations: [{ sequence: 10, name: 'Turning' }] }],
      },
    },
    { given: { name: 'Brackets for Acme', quantity: 5 } },
  ],
  faults: (raw) => [...faults_of_parts(raw), ...faults_of_naming(raw)],
  async run(context, { series, ...given }) {
    const names = given.parts.flatMap((part) => workstation_names(part.operations ?? []))
    const [ways, job_number, named] = await Promise.all([
      ways_of(context, given.parts),
      given.job_number === undefined && series ? drawn_number(context, series) : free_number(context, given.job_number, given.name),
      named_workstations(context, names),
      assert_within_quota(context, 1, pieces_of(given.parts)),
    ])

    const job_id = new_id()
    const parts = plan_parts(context, given.parts, new Map(), (index) => ['parts', index]).map((part) => ({
      ...part,
      ...laid_out_by(part.given, ways),
    }))
    note_wrong_ways(context, given.parts, ways, (index) => ['parts', index])
    context.settle()
    const how_many = parts.reduce((all, part) => all + part.operations.length, 0)
    const [job_code = 0, ...code_numbers] = await draw_code_numbers(context, how_many + 1)

    named.make()
    const { parts: _, ...fields } = given
    write_job(context, { ...fields, job_number, id: job_id, code_number: job_code })
    context.report(jobCreated, { job_id, parts_count: parts.length, operations_count: how_many })
    lay_out_parts(context, job_id, parts, 1)
    lay_out_operations(context, job_id, parts, code_numbers, named)
    return read_back(context, job_id)
  },
})

const pieces_of = (parts: readonly PartGiven[]): number => parts.reduce((all, part) => all + part.quantity, 0)

const Naming = z.record(z.string(), z.unknown()).catch({})

function faults_of_naming(raw: unknown) {
  const { job_number, name, series } = Naming.parse(raw)
  const missing = [job_number, name, series].every((one) => one === undefined || one === null)
  return missing ? [{ path: ['job_number'], rule: 'required' as const, message: 'Give a job_number, or a name to make one from.' }] : []
}

/** So many numbers are looked for at a time, each by its index. */
const tries = [1, 32, 1024, 32_768, 1_048_576]

/** The number asked for, or the first free one after the name: `Bracket`, `Bracket-2`, … */
async function free_number(context: Context, wanted: string | undefined, name: string | undefined): Promise<string> {
  const stem = wanted ?? (name ?? '').slice(0, 240)
  let from = 1
  for (const many of wanted === undefined ? tries : [1]) {
    const numbers = Array.from({ length: many }, (_, at) => (from + at === 1 ? stem : `${stem}-${from + at}`))
    const taken = await context.read<{ job_number: string }>`
      select job_number from jobs where job_number = any(${numbers}) and deleted_at is null`
    const held = new Set(taken.map((row) => row.job_number))
    const free = numbers.find((number) => !held.has(number))
    if (free !== undefined) return free
    from += many
  }
  throw jobNumberTaken.because(`There is already a job ${stem}.`, { job_number: stem })
}

/** Whoever draws from the same series waits. A number that somebody took by hand is passed over. */
async function drawn_number(context: Context, series: string): Promise<string> {
  for (;;) {
    const [drawn] = await context.read<{ last: number }>`
      insert into job_series (series, last) values (${series}, 1)
      on conflict (tenant_id, series) do update set last = job_series.last + 1 returning last`
    const job_number = `${series}-${String(drawn?.last ?? 0).padStart(4, '0')}`
    const [taken] = await context.read<{ id: string }>`select id from jobs where job_number = ${job_number} and deleted_at is null`
    if (!taken) return job_number
  }
}

async function read_back(context: Context, job_id: string) {
  const [job, parts, operations] = await Promise.all([
    read_job(context, job_id),
    parts_of_jobs(context, [job_id]),
    operations_of_jobs(context, [job_id]),
  ])
  const by_part = Map.groupBy(operations.map(operation_of), (operation) => operation.part_id)
  return { ...job_of(job), parts: parts.map((part) => ({ ...part_of(part), operations: by_part.get(part.id) ?? [] })) }
}

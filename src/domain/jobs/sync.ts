import { z } from 'zod'
import { changes_between } from '../../kernel/changes.ts'
import type { Context } from '../../kernel/context.ts'
import { new_id } from '../../kernel/id.ts'
import { way } from '../../kernel/path.ts'
import { atLeast } from '../../kernel/role.ts'
import { sql } from '../../kernel/sql.ts'
import { SyncInput, SyncOutput, sync_hash_of, take_sync_turn } from '../../kernel/synced.ts'
import { verb } from '../../kernel/verb.ts'
import { workstationCreated } from '../floor/workstations/events.ts'
import {
  carry_out,
  changes_anything,
  draw_numbers_for,
  type PlannedSync,
  planned_sync,
  reopen_for,
  synced_parts,
} from '../integrations/sync/carry-out.ts'
import { operationExternalTaken } from '../integrations/sync/plan-operations.ts'
import { PartSynced, partExternalTaken, SyncedPart } from '../integrations/sync/plan-parts.ts'
import { operationCreated, operationUpdated } from '../operations/events.ts'
import { operationSequenceTaken } from '../operations/operation.ts'
import { type Warning, Warnings } from '../operations/sequence.ts'
import { unitHeld } from '../units/events.ts'
import { hold_units } from '../units/stop-units.ts'
import { jobCreated, jobReopened, jobUpdated } from './events.ts'
import {
  Job,
  type JobRow,
  JobStatus,
  job_columns,
  job_moves,
  job_of,
  jobExternalTaken,
  jobNotMovable,
  jobNumberTaken,
  jobUnknown,
  lock_job,
  read_job,
} from './job.ts'
import { faults_of_parts, job_fields } from './lay-out.ts'
import { assert_no_clock, clockRunning, move_events, walk_job } from './move.ts'
import { partCreated, partReopened, partUpdated } from './parts/events.ts'
import { partNumberTaken } from './parts/part.ts'
import { assert_within_quota, overQuota } from './quota.ts'
import { write_job } from './write-job.ts'

const input = z.object({
  ...z.object(job_fields).partial().shape,
  ...SyncInput,
  job_number: Job.shape.job_number.optional().meta({ description: 'A new job needs it.' }),
  status: JobStatus.extract(['draft', 'released', 'running', 'held', 'completed'])
    .optional()
    .meta({ description: 'Of a job that is there already: moves it forward where the table of moves leads there, and never back.' }),
  parts: z.array(PartSynced).max(1000).optional().meta({ description: 'Those not given stay as they are.' }),
})
const output = z.object({ ...SyncOutput, warnings: Warnings, job: Job.nullable(), parts: z.array(SyncedPart) })
type Asked = z.output<typeof input>
type Answer = z.input<typeof output>

export const sync = verb({
  name: 'jobs.sync',
  does: 'Takes in a job as another system has it, with parts and operations: made where they are new, changed where they differ, all or nothing.',
  kind: 'writes',
  allow: atLeast('planner'),
  input,
  output,
  refuses: [
    ...[jobNumberTaken, jobExternalTaken, partNumberTaken, partExternalTaken, operationSequenceTaken, operationExternalTaken],
    ...[jobUnknown, jobNotMovable, clockRunning, overQuota],
  ],
  reports: [
    ...[jobCreated, jobUpdated, jobReopened, ...move_events],
    ...[partCreated, partUpdated, partReopened, operationCreated, operationUpdated, workstationCreated, unitHeld],
  ],
  examples: [
    {
      given: {
        external_source: 'erp',
        external_id: 'SO-1001',
        job_number: 'SO-1001',
        customer: 'Acme',
        parts: [{ external_id: 'SO-1001/1', part_number: 'P-1', quantity: 10, operations: [{ sequence: 10, name: 'Turning' }] }],
      },
    },
  ],
  faults: (raw) => faults_of_parts(raw).filter(({ rule }) => rule !== 'unknown_reference'),
  async run(context, asked): Promise<Answer> {
    const sync_hash = sync_hash_of(asked)
    const found = await find(context, asked)
    if (found && !asked.force && found.sync_hash === sync_hash) {
      const { sync_hash: _, ...job } = found
      return { action: 'unchanged', id: job.id, changes: {}, warnings: [], job: job_of(job), parts: [] }
    }
    if (!found && asked.job_number === undefined) context.problem(['job_number'], 'required', 'A new job needs a job_number.')
    const given = { job_id: found?.id ?? null, source: asked.external_source, given: asked.parts ?? [], dry_run: asked.dry_run }
    const [, job, other, plan] = await Promise.all([
      found && lock_job(context, found.id),
      found && read_job(context, found.id),
      holder_of_number(context, asked.job_number, found?.id ?? null),
      planned_sync(context, { ...given, path: (index) => ['parts', index] }),
    ])
    context.settle()
    if (other !== undefined) {
      const message = `There is already a job ${asked.job_number}, which did not come by this external id.`
      throw jobNumberTaken.because(message, { job_number: asked.job_number, job_id: other })
    }
    const pieces = plan.fresh.reduce((all, part) => all + part.given.quantity, 0)
    await assert_within_quota(context, job ? 0 : 1, pieces)
    return job ? adapt(context, job, asked, plan, sync_hash) : make(context, asked, plan, sync_hash)
  },
})

async function find(context: Context, asked: Asked): Promise<(JobRow & { sync_hash: string | null }) | undefined> {
  const { external_source, external_id } = asked
  const [, [found]] = await Promise.all([
    take_sync_turn(context, 'jobs', asked),
    context.read<JobRow & { sync_hash: string | null }>`select ${job_columns}, jobs.sync_hash from jobs
      where jobs.external_source = ${external_source} and jobs.external_id = ${external_id} and deleted_at is null`,
  ])
  return found
}

/** Another job that has the number. It is looked for here, so that a dry run tells of it too. */
async function holder_of_number(context: Context, job_number: string | undefined, own: string | null): Promise<string | undefined> {
  if (job_number === undefined) return undefined
  const [other] = await context.read<{ id: string }>`
    select id from jobs where job_number = ${job_number} and deleted_at is null and id is distinct from ${own}::uuid`
  return other?.id
}

async function make(context: Context, asked: Asked, plan: PlannedSync, sync_hash: string): Promise<Answer> {
  const { dry_run, force: _, parts: __, status = 'released', job_number = '', ...fields } = asked
  const warnings = [...plan.warnings]
  if (dry_run) return { action: 'created', id: null, changes: {}, warnings, job: null, parts: synced_parts(plan) }
  const id = new_id()
  const [code_number = 0, ...code_numbers] = await draw_numbers_for(context, plan, 1)
  write_job(context, { ...fields, job_number, status, id, code_number, sync_hash })
  const parts = carry_out(context, { id }, plan, code_numbers)
  context.report(jobCreated, { job_id: id, parts_count: parts.length, operations_count: code_numbers.length })
  return { action: 'created', id, changes: {}, warnings, job: job_of(await read_job(context, id)), parts }
}

async function adapt(context: Context, job: JobRow, asked: Asked, plan: PlannedSync, sync_hash: string): Promise<Answer> {
  const { dry_run, force: _, parts: __, status, ...fields } = asked
  const changes = changes_between(job, fields)
  const { moves, warning } = move_of(job, status)
  const action: Answer['action'] = changes.none && moves === null && !changes_anything(plan) ? 'unchanged' : 'updated'
  const told = moves === null ? changes.told : { ...changes.told, status: { before: job.status, after: moves } }
  const answer = { action, id: job.id, changes: told, warnings: [...plan.warnings, ...warning] } satisfies Partial<Answer>
  if (dry_run) return { ...answer, job: job_of(job), parts: synced_parts(plan) }
  if (moves === 'completed') await assert_no_clock(context, job)
  const code_numbers = await draw_numbers_for(context, plan)
  context.on_conflict('jobs_number', jobNumberTaken.because(`There is already a job ${asked.job_number}.`))
  const written = changes.none ? {} : { ...changes.columns, revision: job.revision + 1, updated_at: context.now }
  context.change('jobs', job.id, { ...written, sync_hash })
  if (!changes.none) context.report(jobUpdated, { job_id: job.id, changes: changes.told })
  reopen_for(context, job, plan)
  const parts = carry_out(context, job, plan, code_numbers)
  const after = await read_job(context, job.id)
  if (moves === null) return { ...answer, job: job_of(after), parts }
  const walked = walk_job(context, after, moves, context.now)
  if (moves === 'cancelled' || moves === 'closed') await hold_units(context, sql`job_id = ${job.id}`, context.now)
  return { ...answer, job: job_of(walked), parts }
}

/** Another system never takes work back: where the floor is further, that is told and nothing moved. */
function move_of(job: JobRow, wanted: JobStatus | undefined): { moves: JobStatus | null; warning: Warning[] } {
  if (wanted === undefined || wanted === job.status) return { moves: null, warning: [] }
  if (way(job_moves, job.status, wanted)) return { moves: wanted, warning: [] }
  const message = `Job ${job.job_number} is ${job.status}, not ${wanted}: a sync takes no work back.`
  return { moves: null, warning: [{ reason: 'status_kept', message }] }
}

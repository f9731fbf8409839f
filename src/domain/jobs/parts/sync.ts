import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { reference } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { SyncInput, SyncOutput, sync_hash_of, take_sync_turn } from '../../../kernel/synced.ts'
import { verb } from '../../../kernel/verb.ts'
import { workstationCreated } from '../../floor/workstations/events.ts'
import {
  carry_out,
  changes_anything,
  draw_numbers_for,
  type PlannedSync,
  planned_sync,
  reopen_for,
  synced_parts,
} from '../../integrations/sync/carry-out.ts'
import { operationExternalTaken, SyncedOperation } from '../../integrations/sync/plan-operations.ts'
import { PartSynced, partExternalTaken } from '../../integrations/sync/plan-parts.ts'
import { operationCreated, operationUpdated } from '../../operations/events.ts'
import { operationSequenceTaken } from '../../operations/operation.ts'
import { Warnings } from '../../operations/sequence.ts'
import { jobReopened } from '../events.ts'
import { type JobRow, jobNotMovable, jobUnknown, lock_job, read_job } from '../job.ts'
import { faults_of_operations } from '../lay-out.ts'
import { assert_within_quota, overQuota } from '../quota.ts'
import { partCreated, partReopened, partUpdated } from './events.ts'
import { Part, part_of, partNumberTaken, partUnknown, read_part } from './part.ts'

const input = z.object({
  ...PartSynced.shape,
  ...SyncInput,
  part_number: PartSynced.shape.part_number.optional().meta({ description: 'A new part needs it.' }),
  job_id: reference('jobs').optional(),
  job_external_id: z.string().trim().min(1).max(255).optional().meta({ description: 'Instead of `job_id`.' }),
  job_external_source: z.string().trim().min(1).max(255).optional().meta({ description: 'The part’s own source unless told.' }),
  expects_job: z.boolean().default(false).meta({ description: 'Of a dry run: take it that the job will be there by then.' }),
})
const output = z.object({ ...SyncOutput, warnings: Warnings, part: Part.nullable(), operations: z.array(SyncedOperation) })
type Asked = z.output<typeof input>
type Answer = z.input<typeof output>

export const sync = verb({
  name: 'parts.sync',
  does: 'Takes in a part as another system has it, with its operations: made where they are new, changed where they differ, all or nothing.',
  kind: 'writes',
  allow: atLeast('planner'),
  input,
  output,
  refuses: [
    ...[partNumberTaken, partExternalTaken, operationSequenceTaken, operationExternalTaken],
    ...[jobUnknown, partUnknown, jobNotMovable, overQuota],
  ],
  reports: [partCreated, partUpdated, partReopened, operationCreated, operationUpdated, workstationCreated, jobReopened],
  examples: [
    {
      given: {
        external_source: 'erp',
        external_id: 'SO-1002/1',
        job_id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11',
        part_number: 'P-77',
        quantity: 4,
      },
    },
  ],
  faults: (raw) => faults_of_operations(Loose.parse(raw).operations, ['operations']),
  async run(context, asked): Promise<Answer> {
    const sync_hash = sync_hash_of({ ...asked, expects_job: false })
    const [found, wanted] = await find(context, asked)
    if (found && !asked.force && found.sync_hash === sync_hash) {
      const part = part_of(await read_part(context, found.id))
      return { action: 'unchanged', id: found.id, changes: {}, warnings: [], part, operations: [] }
    }
    const job_id = job_of_sync(context, asked, found?.job_id ?? null, wanted)
    const part_number = asked.part_number ?? found?.part_number
    if (part_number === undefined) context.problem(['part_number'], 'required', 'A new part needs a part_number.')
    if (!found && asked.quantity === undefined) context.problem(['quantity'], 'required', 'A new part needs a quantity.')
    context.settle()
    if (job_id === null || part_number === undefined)
      return { action: 'created', id: null, changes: {}, warnings: [], part: null, operations: [] }

    const { dry_run, force: _, job_id: __, job_external_id: ___, job_external_source: ____, expects_job: _____, ...given } = asked
    const asked_of_job = { job_id, source: given.external_source, given: [{ ...given, part_number }], dry_run }
    const [, job, plan] = await Promise.all([
      lock_job(context, job_id),
      read_job(context, job_id),
      planned_sync(context, { ...asked_of_job, path: () => [] }),
    ])
    context.settle()
    const pieces = plan.fresh.reduce((all, part) => all + part.given.quantity, 0)
    await assert_within_quota(context, 0, pieces)
    return dry_run ? preview(context, plan) : write(context, job, plan, sync_hash)
  },
})

const action_of = (plan: PlannedSync): Answer['action'] =>
  plan.fresh.length > 0 ? 'created' : changes_anything(plan) ? 'updated' : 'unchanged'

async function preview(context: Context, plan: PlannedSync): Promise<Answer> {
  const [{ id, changes, operations } = { id: null, changes: {}, operations: [] }] = synced_parts(plan)
  const part = id === null ? null : part_of(await read_part(context, id))
  return { action: action_of(plan), id, changes, warnings: [...plan.warnings], part, operations }
}

async function write(context: Context, job: JobRow, plan: PlannedSync, sync_hash: string): Promise<Answer> {
  const action = action_of(plan)
  const code_numbers = await draw_numbers_for(context, plan)
  if (action !== 'unchanged') {
    reopen_for(context, job, plan)
    // The job is no longer as it was sent: its own next sync compares anew.
    context.write`update jobs set sync_hash = null where id = ${job.id} and sync_hash is not null`
  }
  const [done] = carry_out(context, job, plan, code_numbers)
  if (!done?.id) throw new Error('one part given is one part synced')
  const { id, changes, operations } = done
  context.change('parts', id, { sync_hash })
  return { action, id, changes, warnings: [...plan.warnings], part: part_of(await read_part(context, id)), operations }
}

const Loose = z
  .object({
    operations: z
      .array(z.object({ sequence: z.number().optional().catch(undefined) }).catch({}))
      .catch([])
      .default([]),
  })
  .catch({ operations: [] })

interface Found {
  readonly id: string
  readonly job_id: string
  readonly part_number: string
  readonly sync_hash: string | null
}

async function find(context: Context, asked: Asked): Promise<[Found | undefined, string | undefined]> {
  const { external_source, external_id, job_external_id = null, job_external_source = external_source } = asked
  const [, [found], [job]] = await Promise.all([
    take_sync_turn(context, 'parts', asked),
    context.read<Found>`select id, job_id, part_number, sync_hash from parts
      where external_source = ${external_source} and external_id = ${external_id} and deleted_at is null`,
    context.read<{ id: string }>`select id from jobs
      where external_source = ${job_external_source} and external_id = ${job_external_id} and deleted_at is null`,
  ])
  return [found, job?.id]
}

/** Which job it belongs to; null in a dry run where the job is yet to come. */
function job_of_sync(context: Context, asked: Asked, found: string | null, wanted: string | undefined): string | null {
  const { job_id, job_external_id, expects_job, dry_run } = asked
  const field = job_id === undefined ? 'job_external_id' : 'job_id'
  const named = job_id ?? wanted
  if (job_id === undefined && job_external_id === undefined) {
    if (found === null) context.problem(['job_id'], 'required', 'Give job_id or job_external_id.')
  } else if (named === undefined) {
    if (dry_run && expects_job) return null
    context.problem([field], 'unknown_reference', `There is no job ${job_external_id}.`)
  } else if (found !== null && named !== found) {
    context.problem([field], 'unknown_reference', 'The part belongs to another job.')
  }
  return found ?? named ?? null
}

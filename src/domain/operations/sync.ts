import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { reference } from '../../kernel/id.ts'
import { atLeast } from '../../kernel/role.ts'
import { SyncInput, SyncOutput, sync_hash_of, take_sync_turn } from '../../kernel/synced.ts'
import { verb } from '../../kernel/verb.ts'
import { workstationCreated } from '../floor/workstations/events.ts'
import { type NamedWorkstations, named_workstations } from '../floor/workstations/workstation.ts'
import {
  change_operations,
  changes_operations,
  type OperationsPlan,
  operationExternalTaken,
  plan_operations,
  synced_operations,
} from '../integrations/sync/plan-operations.ts'
import { jobReopened } from '../jobs/events.ts'
import { jobNotMovable, jobUnknown, read_job } from '../jobs/job.ts'
import { partReopened } from '../jobs/parts/events.ts'
import { lock_job_of_part, type PartRow, partUnknown, read_part } from '../jobs/parts/part.ts'
import { roll_up_start } from '../jobs/roll-up.ts'
import { operationCreated, operationUpdated } from './events.ts'
import { draw_code_numbers, lay_out_operations, OperationGiven } from './lay-out.ts'
import { Operation, type OperationRow, operation_of, operationSequenceTaken, operationUnknown, read_operation } from './operation.ts'
import { operations_of_parts } from './read-many.ts'
import { Warnings } from './sequence.ts'

const { external_source: _, external_id: __, ...fields } = OperationGiven.partial().shape

const given_part = {
  part_id: reference('parts').optional(),
  part_external_id: z.string().trim().min(1).max(255).optional().meta({ description: 'Instead of `part_id`.' }),
  part_external_source: z.string().trim().min(1).max(255).optional().meta({ description: 'The operation’s own source unless told.' }),
  expects_part: z.boolean().default(false).meta({ description: 'Of a dry run: take it that the part will be there by then.' }),
}

const input = z.object({ ...fields, ...given_part, ...SyncInput })
const output = z.object({ ...SyncOutput, warnings: Warnings, operation: Operation.nullable() })
type Asked = z.output<typeof input>
type Answer = z.input<typeof output>

export const sync = verb({
  name: 'operations.sync',
  does: 'Takes in an operation as another system has it: laid out where it is new, changed where it differs. How far it is says the floor.',
  kind: 'writes',
  allow: atLeast('planner'),
  input,
  output,
  refuses: [operationSequenceTaken, operationExternalTaken, jobUnknown, partUnknown, operationUnknown, jobNotMovable],
  reports: [operationCreated, operationUpdated, workstationCreated, partReopened, jobReopened],
  examples: [
    {
      given: {
        external_source: 'erp',
        external_id: 'OP-100',
        part_id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11',
        name: 'Grinding',
        workstation_name: 'Grinder',
        planned_total_s: 900,
      },
    },
  ],
  async run(context, asked): Promise<Answer> {
    const sync_hash = sync_hash_of({ ...asked, expects_part: false })
    const [found, wanted] = await find(context, asked)
    if (found && !asked.force && found.sync_hash === sync_hash) {
      const operation = operation_of(await read_operation(context, found.id))
      return { action: 'unchanged', id: found.id, changes: {}, warnings: [], operation }
    }
    const part_id = part_of_sync(context, asked, found?.part_id ?? null, wanted)
    if (!found && asked.name === undefined) context.problem(['name'], 'required', 'A new operation needs this.')
    context.settle()
    if (part_id === null) return { action: 'created', id: null, changes: {}, warnings: [], operation: null }

    const [, part, existing, named] = await Promise.all([
      lock_job_of_part(context, part_id),
      read_part(context, part_id),
      operations_of_parts(context, [part_id]),
      named_workstations(context, asked.workstation_name ? [asked.workstation_name] : []),
    ])
    const row = existing.find(({ id }) => id === found?.id)
    const given = whole_of(asked, row, existing)
    const plan = plan_operations(context, existing, [given], named, () => [])
    context.settle()
    if (!asked.dry_run) return write(context, part, plan, named, sync_hash)
    const [{ id, action, changes } = nothing] = synced_operations(plan, [])
    return { action, id, changes, warnings: [...plan.warnings], operation: row ? operation_of(row) : null }
  },
})

const nothing = { id: null, action: 'unchanged', changes: {} } as const

/** What it is called and where it stands, also where that was not said: as it is, or behind the last one. */
function whole_of(asked: Asked, row: OperationRow | undefined, existing: readonly OperationRow[]): OperationGiven {
  const { dry_run: _, force: __, part_id: ___, part_external_id: ____, part_external_source: _____, expects_part: ______, ...given } = asked
  const last = Math.max(0, ...existing.map(({ sequence }) => sequence))
  return { ...given, name: given.name ?? row?.name ?? '', sequence: given.sequence ?? row?.sequence ?? last + 10 }
}

async function write(context: Context, part: PartRow, plan: OperationsPlan, named: NamedWorkstations, sync_hash: string): Promise<Answer> {
  const job = await read_job(context, part.job_id)
  const [fresh] = plan.fresh
  if (fresh && (job.status === 'closed' || job.status === 'cancelled'))
    throw jobNotMovable.because(`Job ${job.job_number} is ${job.status}.`, { job_id: job.id, status: job.status })
  const code_numbers = fresh ? await draw_code_numbers(context, 1) : []
  if (changes_operations(plan)) {
    named.make()
    forget_hashes(context, part.id, job.id)
  }
  change_operations(context, plan)
  const made = lay_out_operations(context, job.id, [{ id: part.id, operations: plan.fresh }], code_numbers, named)
  if (fresh && part.status === 'completed' && fresh.status !== 'completed') roll_up_start(context, { job, part }, context.now)
  const [{ id, action, changes } = nothing] = synced_operations(plan, made)
  if (id === null) throw new Error('one operation given is one operation synced')
  context.change('operations', id, { sync_hash })
  return { action, id, changes, warnings: [...plan.warnings], operation: operation_of(await read_operation(context, id)) }
}

interface Found {
  readonly id: string
  readonly part_id: string
  readonly sync_hash: string | null
}

async function find(context: Context, asked: Asked): Promise<[Found | undefined, string | undefined]> {
  const { external_source, external_id, part_external_id = null, part_external_source = external_source } = asked
  const [, [found], [part]] = await Promise.all([
    take_sync_turn(context, 'operations', asked),
    context.read<Found>`select id, part_id, sync_hash from operations
      where external_source = ${external_source} and external_id = ${external_id} and deleted_at is null`,
    context.read<{ id: string }>`select id from parts
      where external_source = ${part_external_source} and external_id = ${part_external_id} and deleted_at is null`,
  ])
  return [found, part?.id]
}

/** Which part it belongs to; null in a dry run where the part is yet to come. */
function part_of_sync(context: Context, asked: Asked, found: string | null, wanted: string | undefined): string | null {
  const { part_id, part_external_id, expects_part, dry_run } = asked
  const field = part_id === undefined ? 'part_external_id' : 'part_id'
  const named = part_id ?? wanted
  if (part_id === undefined && part_external_id === undefined) {
    if (found === null) context.problem(['part_id'], 'required', 'Give part_id or part_external_id.')
  } else if (named === undefined) {
    if (dry_run && expects_part) return null
    context.problem([field], 'unknown_reference', `There is no part ${part_external_id}.`)
  } else if (found !== null && named !== found) {
    context.problem([field], 'unknown_reference', 'The operation belongs to another part.')
  }
  return found ?? named ?? null
}

/** The part and the job are no longer as they were sent: the next sync of them compares anew. */
function forget_hashes(context: Context, part_id: string, job_id: string): void {
  context.write`update parts set sync_hash = null where id = ${part_id} and sync_hash is not null`
  context.write`update jobs set sync_hash = null where id = ${job_id} and sync_hash is not null`
}

import { z } from 'zod'
import { changes_between } from '../../../kernel/changes.ts'
import type { Context } from '../../../kernel/context.ts'
import { new_id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { SyncInput, SyncOutput, sync_hash_of, take_sync_turn } from '../../../kernel/synced.ts'
import { verb } from '../../../kernel/verb.ts'
import { hold_line } from '../lines/line.ts'
import { workstationCreated, workstationUpdated } from './events.ts'
import {
  expect_conflicts,
  next_position,
  read_workstation,
  told_of_change,
  Workstation,
  workstation_columns,
  workstation_fields,
  workstationExternalTaken,
  workstationNameTaken,
} from './workstation.ts'

const input = z.object({ ...z.object(workstation_fields).partial().shape, ...SyncInput })
const output = z.object({ ...SyncOutput, workstation: Workstation.nullable() })
type Asked = z.output<typeof input>
type Answer = z.input<typeof output>

export const sync = verb({
  name: 'workstations.sync',
  does: 'Takes in a workstation as another system has it: made where it is new, changed where it differs.',
  kind: 'writes',
  allow: atLeast('planner'),
  input,
  output,
  refuses: [workstationNameTaken, workstationExternalTaken],
  reports: [workstationCreated, workstationUpdated],
  examples: [{ given: { external_source: 'erp', external_id: 'WC-7', name: 'Saw 7' } }],
  async run(context, asked): Promise<Answer> {
    const sync_hash = sync_hash_of(asked)
    const { workstation, before } = await find(context, asked)
    if (workstation && before === sync_hash && !asked.force) return { action: 'unchanged', id: workstation.id, changes: {}, workstation }
    if (!workstation && asked.name === undefined) context.problem(['name'], 'required', 'A new workstation needs this.')
    context.settle()
    const placed = await place(context, workstation, asked)
    return workstation ? adapt(context, workstation, placed, sync_hash) : make(context, placed, sync_hash)
  },
})

async function find(context: Context, asked: Asked): Promise<{ workstation: Workstation | null; before: string | null }> {
  const { external_source, external_id } = asked
  const [, , [row]] = await Promise.all([
    take_sync_turn(context, 'workstations', asked),
    context.read`select id from workstations
      where external_source = ${external_source} and external_id = ${external_id} and deleted_at is null for no key update`,
    context.read<Workstation & { sync_hash: string | null }>`select ${workstation_columns}, sync_hash from workstations
      where external_source = ${external_source} and external_id = ${external_id} and deleted_at is null`,
  ])
  if (!row) return { workstation: null, before: null }
  const { sync_hash: before, ...workstation } = row
  return { workstation, before }
}

/** On its line, behind the last one there where it is new to it; under a name that nobody has there. */
async function place(context: Context, workstation: Workstation | null, asked: Asked): Promise<Asked> {
  const line_id = asked.line_id === undefined ? (workstation?.line_id ?? null) : asked.line_id
  const name = asked.name ?? workstation?.name ?? ''
  const moves = workstation === null || line_id !== workstation.line_id
  const [, last, named] = await Promise.all([
    moves && line_id !== null ? hold_line(context, line_id) : null,
    moves ? next_position(context, line_id) : undefined,
    context.read<{ id: string }>`select id from workstations
      where name_key = name_key(${name}) and line_id is not distinct from ${line_id} and deleted_at is null`,
  ])
  if (named.some(({ id }) => id !== workstation?.id))
    throw workstationNameTaken.because(`There is already a workstation ${name} on this line.`)
  expect_conflicts(context, name)
  return last === undefined || asked.position !== undefined ? asked : { ...asked, position: last }
}

async function make(context: Context, { dry_run, force: _, ...given }: Asked, sync_hash: string): Promise<Answer> {
  if (dry_run) return { action: 'created', id: null, changes: {}, workstation: null }
  const id = new_id()
  const { now, origin } = context
  context.insert('workstations', [{ type: 'machine', is_active: true, ...given, id, origin, sync_hash, created_at: now, updated_at: now }])
  context.report(workstationCreated, { workstation_id: id })
  return { action: 'created', id, changes: {}, workstation: await read_workstation(context, id) }
}

function adapt(context: Context, workstation: Workstation, { dry_run, force: _, ...given }: Asked, sync_hash: string): Answer {
  const { id } = workstation
  const changes = changes_between(workstation, given)
  const action = changes.none ? 'unchanged' : 'updated'
  if (dry_run) return { action, id, changes: changes.told, workstation }
  const written = changes.none ? {} : { ...changes.columns, revision: workstation.revision + 1, updated_at: context.now }
  context.change('workstations', id, { ...written, sync_hash })
  if (!changes.none) context.report(workstationUpdated, { workstation_id: id, changes: told_of_change(changes) })
  return { action, id, changes: changes.told, workstation: { ...workstation, ...written } }
}

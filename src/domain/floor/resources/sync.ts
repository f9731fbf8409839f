import { z } from 'zod'
import { changes_between } from '../../../kernel/changes.ts'
import type { Context } from '../../../kernel/context.ts'
import { new_id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { SyncInput, SyncOutput, sync_hash_of, take_sync_turn } from '../../../kernel/synced.ts'
import { verb } from '../../../kernel/verb.ts'
import { resourceCreated, resourceUpdated } from './events.ts'
import {
  expect_conflicts,
  Resource,
  read_resource,
  resource_columns,
  resource_fields,
  resource_row,
  resourceExternalTaken,
  resourceNameTaken,
} from './resource.ts'

const input = z.object({ ...z.object(resource_fields).partial().shape, ...SyncInput })
const output = z.object({ ...SyncOutput, resource: Resource.nullable() })
type Asked = z.output<typeof input>
type Answer = z.input<typeof output>

export const sync = verb({
  name: 'resources.sync',
  does: 'Takes in a resource as another system has it: made where it is new, changed where it differs.',
  kind: 'writes',
  allow: atLeast('planner'),
  input,
  output,
  refuses: [resourceNameTaken, resourceExternalTaken],
  reports: [resourceCreated, resourceUpdated],
  examples: [{ given: { external_source: 'erp', external_id: 'FX-42', name: 'Vice 200', type: 'fixture' } }],
  async run(context, asked): Promise<Answer> {
    const sync_hash = sync_hash_of(asked)
    const { row, is_name_taken } = await find(context, asked)
    if (!row) {
      for (const field of ['name', 'type'] as const)
        if (asked[field] === undefined) context.problem([field], 'required', 'A new resource needs this.')
      context.settle()
    }
    if (is_name_taken) throw resourceNameTaken.because(`There is already a resource ${asked.name}.`)
    if (!row) return make(context, asked, sync_hash)
    const { sync_hash: before, ...resource } = row
    if (before === sync_hash && !asked.force) return { action: 'unchanged', id: resource.id, changes: {}, resource }
    return adapt(context, resource, asked, sync_hash)
  },
})

async function find(context: Context, asked: Asked) {
  const { external_source, external_id, name = null } = asked
  const [, , [row], named] = await Promise.all([
    take_sync_turn(context, 'resources', asked),
    context.read`select id from resources
      where external_source = ${external_source} and external_id = ${external_id} and deleted_at is null for no key update`,
    context.read<Resource & { sync_hash: string | null }>`select ${resource_columns}, sync_hash from resources
      where external_source = ${external_source} and external_id = ${external_id} and deleted_at is null`,
    context.read<{ id: string }>`select id from resources where name_key = name_key(${name}) and deleted_at is null`,
  ])
  return { row, is_name_taken: named.some(({ id }) => id !== row?.id) }
}

async function make(context: Context, { dry_run, force: _, ...given }: Asked, sync_hash: string): Promise<Answer> {
  if (dry_run) return { action: 'created', id: null, changes: {}, resource: null }
  const id = new_id()
  expect_conflicts(context, given.name ?? '')
  context.insert('resources', [resource_row(context, id, { ...given, sync_hash })])
  context.report(resourceCreated, { resource_id: id })
  return { action: 'created', id, changes: {}, resource: await read_resource(context, id) }
}

function adapt(context: Context, resource: Resource, { dry_run, force: _, ...given }: Asked, sync_hash: string): Answer {
  const { id } = resource
  const changes = changes_between(resource, given)
  const action = changes.none ? 'unchanged' : 'updated'
  if (dry_run) return { action, id, changes: changes.told, resource }
  const written = changes.none ? {} : { ...changes.columns, revision: resource.revision + 1, updated_at: context.now }
  expect_conflicts(context, given.name ?? resource.name)
  context.change('resources', id, { ...written, sync_hash })
  if (!changes.none) context.report(resourceUpdated, { resource_id: id, changes: changes.told })
  return { action, id, changes: changes.told, resource: { ...resource, ...written } }
}

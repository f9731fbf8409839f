import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { refusal } from '../../../kernel/errors.ts'
import { External, Metadata, Name, Revision, Text } from '../../../kernel/fields.ts'
import { Id } from '../../../kernel/id.ts'
import { type Row, sql } from '../../../kernel/sql.ts'
import { Moment } from '../../../kernel/time.ts'

export const ResourceType = z.enum(['tooling', 'fixture', 'mold', 'material', 'equipment'])
export const ResourceStatus = z.enum(['available', 'in_use', 'maintenance'])

const Label = z.string().trim().max(255).nullable()

/** What may be said of a resource. */
export const resource_fields = {
  name: Name.meta({ description: 'Unique.' }),
  type: ResourceType,
  status: ResourceStatus.meta({ description: '`in_use` while it is lent to an operation; in `maintenance` it is lent to nobody.' }),
  identifier: Label.meta({ description: 'What is engraved or printed on it.', examples: ['FX-0042'] }),
  description: Text.nullable(),
  location: Label.meta({ description: 'Where it lies when nobody has it.' }),
  is_active: z.boolean().meta({ description: 'Off: it stays on record, but is lent to nobody.' }),
  metadata: Metadata.nullable(),
  ...External,
}

export const Resource = z
  .object({
    id: Id,
    ...resource_fields,
    origin: z.string(),
    external_source: z.string().nullable(),
    external_id: z.string().nullable(),
    created_at: Moment,
    updated_at: Moment,
    revision: Revision,
  })
  .meta({ id: 'Resource', description: 'A tool, fixture, mould, material or piece of equipment that operations borrow.' })
export type Resource = z.output<typeof Resource>

export const Loan = z
  .object({
    id: Id,
    resource_id: Id,
    operation_id: Id,
    quantity: z.number(),
    notes: Text.nullable(),
    assigned_at: Moment,
    assigned_by: Id.nullable(),
    released_at: Moment.nullable(),
  })
  .meta({ id: 'Loan', description: 'A resource with an operation, from assigning to releasing it.' })
export type Loan = z.output<typeof Loan>

export const resource_columns = sql`resources.id, resources.name, resources.type, resources.status, resources.identifier, resources.description,
  resources.location, resources.is_active, resources.metadata, resources.origin, resources.external_source, resources.external_id,
  resources.created_at, resources.updated_at, resources.revision`
export const loan_columns = sql`id, resource_id, operation_id, quantity, notes, assigned_at, assigned_by, released_at`

export const resourceUnknown = refusal('not_found', 'resource_unknown', 'There is no such resource.')
export const resourceNameTaken = refusal('conflict', 'resource_name_taken', 'Another resource has that name.')
export const resourceExternalTaken = refusal('conflict', 'resource_external_taken', 'Another resource has that external id.')
export const resourceStale = refusal('stale', 'resource_stale', 'The resource was changed since you read it. Read it again.')
export const resourceLent = refusal('conflict', 'resource_lent', 'The resource is lent to an operation. Release it first.')
export const resourceNotAvailable = refusal('conflict', 'resource_not_available', 'The resource is in maintenance or switched off.')

export async function read_resource(context: Context, id: string): Promise<Resource> {
  const [row] = await context.read<Resource>`select ${resource_columns} from resources where id = ${id} and deleted_at is null`
  if (!row) throw resourceUnknown.because(`There is no resource ${id}.`)
  return row
}

export async function locked_resource(context: Context, id: string): Promise<Resource> {
  context.read`select id from resources where id = ${id} for no key update`
  return read_resource(context, id)
}

/** Loans that have not come back. What was removed with its part or job wants nothing any more. */
export const open_loans = (context: Context, resource_id: string): Promise<Loan[]> =>
  context.read<Loan>`select ${loan_columns} from operation_resources
    where resource_id = ${resource_id} and released_at is null
      and exists (select from operations o where o.id = operation_resources.operation_id and o.deleted_at is null)
    order by assigned_at, id`

/** What to answer where a name or an external id has just been taken by another. */
export function expect_conflicts(context: Context, name: string): void {
  context.on_conflict('resources_name', resourceNameTaken.because(`There is already a resource ${name}.`))
  context.on_conflict('resources_external', resourceExternalTaken.because())
}

/** A new resource as its table has it. */
export const resource_row = (context: Context, id: string, given: Row): Row => ({
  status: 'available',
  is_active: true,
  ...given,
  id,
  origin: context.origin,
  created_at: context.now,
  updated_at: context.now,
  revision: 1,
})

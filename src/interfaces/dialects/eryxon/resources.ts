import { z } from 'zod'
import { Loan, type Resource, ResourceStatus, ResourceType } from '../../../domain/floor/resources/resource.ts'
import { verbs } from '../../../domain/verbs.gen.ts'
import type { Input } from '../../../kernel/verb.ts'
import { answer, type Row } from '../dialect.ts'
import type { Takes } from '../taking.ts'
import { Done, done, Listed, listed } from './envelope.ts'
import { alias, ById, LongText, Metadata, Paging, paging_takes, Text } from './members.ts'

const entity = 'resource'
const text = z.string().nullable()

const given = {
  status: ResourceStatus.optional().meta({ description: '`available` unless told.' }),
  identifier: Text.nullish(),
  description: LongText.nullish(),
  location: Text.nullish(),
  active: z.boolean().optional(),
  metadata: Metadata.nullish(),
  external_id: Text.nullish(),
  external_source: Text.nullish(),
}
export const ResourceGiven = z.object({ name: Text.optional(), type: ResourceType.optional(), ...given })

export const resource_takes = {
  name: 'name',
  type: 'type',
  status: 'status',
  identifier: 'identifier',
  description: 'description',
  location: 'location',
  active: 'is_active',
  metadata: 'metadata',
  external_id: 'external_id',
  external_source: 'external_source',
} as const satisfies Takes<z.input<typeof ResourceGiven>, Input<(typeof verbs)['resources.update']>>

export const EryxonResource = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    type: ResourceType,
    status: ResourceStatus,
    identifier: text,
    description: text,
    location: text,
    active: z.boolean(),
    metadata: z.record(z.string(), z.json()).nullable(),
    external_id: text,
    external_source: text,
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .meta({ id: 'EryxonResource' })

export const resource_out = (resource: Resource): z.input<typeof EryxonResource> => ({
  id: resource.id,
  name: resource.name,
  type: resource.type,
  status: resource.status,
  identifier: resource.identifier,
  description: resource.description,
  location: resource.location,
  active: resource.is_active,
  metadata: resource.metadata,
  external_id: resource.external_id,
  external_source: resource.external_source,
  created_at: resource.created_at,
  updated_at: resource.updated_at,
})

const SortBy = z.enum(['name', 'type', 'status', 'created_at']).optional()
const SortOrder = z.enum(['asc', 'desc']).optional()

const list = answer('GET /api-resources', verbs['resources.list'], {
  entity,
  says: 'Lists resources, by name unless told.',
  query: z.object({
    ...Paging,
    type: ResourceType.optional(),
    status: ResourceStatus.optional(),
    active: z.boolean().optional(),
    external_source: Text.optional(),
    external_id: Text.optional(),
    search: Text.optional().meta({ description: 'Part of the name, the description or the identifier.' }),
    sort: SortBy,
    sort_by: alias(SortBy, 'sort'),
    order: SortOrder,
    sort_order: alias(SortOrder, 'order'),
  }),
  blank: 'absent',
  takes: {
    ...paging_takes,
    type: 'type',
    status: 'status',
    active: 'is_active',
    external_source: 'external_source',
    external_id: 'external_id',
    search: 'search',
    sort: 'sort',
    sort_by: 'sort',
    order: 'order',
    sort_order: 'order',
  },
  adds: { sort: 'name', with_total: true },
  reply: Listed({ resources: z.array(EryxonResource) }),
  gives: (output, asked) => listed({ resources: output.data.map(resource_out) }, output, asked),
})

const get = answer('GET /api-resources?id', verbs['resources.get'], {
  entity,
  query: ById,
  blank: 'absent',
  takes: { id: 'id' },
  reply: Done({ resource: EryxonResource.extend({ operation_resources: z.array(Loan) }) }),
  gives: ({ loans, ...resource }) => done({ resource: { ...resource_out(resource), operation_resources: loans } }),
})

const create = answer('POST /api-resources', verbs['resources.create'], {
  entity,
  body: z.object({ ...ResourceGiven.shape, name: Text, type: ResourceType }),
  blank: 'absent',
  takes: resource_takes,
  success: 201,
  reply: Done({ resource: EryxonResource }),
  gives: (resource) => done({ resource: resource_out(resource) }),
})

const update = answer(['PATCH /api-resources', 'PUT /api-resources'], verbs['resources.update'], {
  entity,
  query: ById,
  body: ResourceGiven,
  blank: 'null',
  takes: { id: 'id', ...resource_takes },
  needs_a_field: true,
  reply: Done({ resource: EryxonResource }),
  gives: (resource) => done({ resource: resource_out(resource) }),
})

const remove = answer('DELETE /api-resources', verbs['resources.delete'], {
  entity,
  query: ById,
  blank: 'absent',
  takes: { id: 'id' },
  reply: Done({ message: z.string(), resource_id: z.string() }),
  gives: ({ id }) => done({ message: 'Resource deleted successfully', resource_id: id }),
})

export const resource_rows: readonly Row[] = [list, get, create, update, remove]

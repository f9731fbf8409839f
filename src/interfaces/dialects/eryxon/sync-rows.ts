import { z } from 'zod'
import { verbs } from '../../../domain/verbs.gen.ts'
import { answer, type Row } from '../dialect.ts'
import { CellGiven, cell_takes } from './cells.ts'
import { Done, done } from './envelope.ts'
import { JobGiven, job_takes } from './jobs.ts'
import { Text, Uuid } from './members.ts'
import { GivenOperation, operation_takes } from './operations.ts'
import { NestedPart, part_takes } from './parts.ts'
import { EryxonResource, ResourceGiven, resource_out, resource_takes } from './resources.ts'
import { cell_out, EryxonCell, EryxonJob, EryxonOperation, EryxonPart, job_out, operation_out, part_out } from './shapes.ts'
import { changes_told } from './sync-changes.ts'

const external = { external_id: Text, external_source: Text }
const external_takes = { external_id: 'external_id', external_source: 'external_source' } as const

const Action = z.enum(['created', 'updated', 'unchanged'])
export const Told = z.array(z.string()).meta({ description: 'Each field that differs: `customer: "ACME" -> "Bolt & Co"`.' })
const Warned = z.array(z.string()).meta({ description: 'What somebody should look at; nothing was refused.' })
const answered = { action: Action, changes: Told, warnings: Warned }

const upsert = { blank: 'cleared', created: ({ action }: { readonly action: string }) => action === 'created' } as const

const warned = (warnings: readonly { readonly message: string }[]): string[] => warnings.map(({ message }) => message)

const PartSynced = NestedPart.partial({ quantity: true, operations: true })

const job: Row = answer('PUT /api-jobs/sync', verbs['jobs.sync'], {
  entity: 'job',
  says: 'Creates the job of an external id, or changes it where it differs, with parts and operations, all or nothing. Parts that are not given stay as they are.',
  body: z.object({ job_number: Text.optional(), ...JobGiven.shape, ...external, parts: z.array(PartSynced).optional() }),
  takes: { job_number: 'job_number', ...job_takes, ...external_takes, parts: { to: 'parts', each: part_takes } },
  ...upsert,
  reply: Done({ ...answered, job: EryxonJob.nullable() }),
  gives: (output) => {
    const { action, warnings } = output
    return done({ action, job: output.job && job_out(output.job), changes: changes_told(output, job), warnings: warned(warnings) })
  },
})

const part: Row = answer('PUT /api-parts/sync', verbs['parts.sync'], {
  entity: 'part',
  says: 'Creates the part of an external id, or changes it where it differs, with its operations. A new part needs `job_id` or `job_external_id`.',
  body: z.object({
    ...PartSynced.shape,
    ...external,
    part_number: Text.optional(),
    job_id: Uuid.optional(),
    job_external_id: Text.optional(),
    job_external_source: Text.optional().meta({ description: 'The part’s own source unless told.' }),
  }),
  takes: {
    ...part_takes,
    job_id: 'job_id',
    job_external_id: 'job_external_id',
    job_external_source: 'job_external_source',
  },
  ...upsert,
  reply: Done({ ...answered, part: EryxonPart.nullable() }),
  gives: (output) => {
    const { action, warnings } = output
    return done({ action, part: output.part && part_out(output.part), changes: changes_told(output, part), warnings: warned(warnings) })
  },
})

const operation: Row = answer('PUT /api-operations/sync', verbs['operations.sync'], {
  entity: 'operation',
  says: 'Creates the operation of an external id, or changes it where it differs. A new one needs `part_id` or `part_external_id`; without `sequence` it goes behind the last.',
  body: z.object({
    ...GivenOperation.shape,
    ...external,
    operation_name: Text.optional(),
    sequence: z.number().int().optional(),
    part_id: Uuid.optional(),
    part_external_id: Text.optional(),
    part_external_source: Text.optional().meta({ description: 'The operation’s own source unless told.' }),
  }),
  takes: {
    ...operation_takes,
    part_id: 'part_id',
    part_external_id: 'part_external_id',
    part_external_source: 'part_external_source',
  },
  ...upsert,
  reply: Done({ ...answered, operation: EryxonOperation.nullable() }),
  gives: (output) => {
    const { action, warnings } = output
    const shown = output.operation && operation_out(output.operation)
    return done({ action, operation: shown, changes: changes_told(output, operation), warnings: warned(warnings) })
  },
})

const cell: Row = answer('PUT /api-cells/sync', verbs['workstations.sync'], {
  entity: 'cell',
  says: 'Creates the cell of an external id, or changes it where it differs.',
  body: z.object({ ...CellGiven.shape, ...external, name: Text.optional() }),
  takes: { ...cell_takes, name: 'name' },
  ...upsert,
  reply: Done({ ...answered, cell: EryxonCell.nullable() }),
  gives: (output) => {
    const shown = output.workstation && cell_out(output.workstation)
    return done({ action: output.action, cell: shown, changes: changes_told(output, cell), warnings: [] })
  },
})

const resource: Row = answer('PUT /api-resources/sync', verbs['resources.sync'], {
  entity: 'resource',
  says: 'Creates the resource of an external id, or changes it where it differs.',
  body: z.object({ ...ResourceGiven.shape, ...external }),
  takes: resource_takes,
  ...upsert,
  reply: Done({ ...answered, resource: EryxonResource.nullable() }),
  gives: (output) => {
    const shown = output.resource && resource_out(output.resource)
    return done({ action: output.action, resource: shown, changes: changes_told(output, resource), warnings: [] })
  },
})

/** What one thing of each kind takes and answers. */
export const sync_row = { jobs: job, parts: part, operations: operation, cells: cell, resources: resource } as const
export type Plural = keyof typeof sync_row

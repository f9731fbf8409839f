import { z } from 'zod'
import { verbs } from '../../../domain/verbs.gen.ts'
import { answer, playing } from '../dialect.ts'
import { counts_of } from './bulk-sync.ts'
import { Done, done } from './envelope.ts'
import { type Asking, type Synced, sync_items, text_of } from './sync-items.ts'
import { assert_asked, Lists, lists_taken, played, plurals } from './sync-lists.ts'
import type { Plural } from './sync-rows.ts'

const whole = z.number().int()

type Sent = { readonly [plural in Plural]?: readonly unknown[] }
const key_of = (item: unknown, id: string, source: string): string =>
  JSON.stringify([text_of(item, source) ?? text_of(item, 'external_source'), text_of(item, id)])

/** In a dry run nothing is there yet of what comes along: a part may belong to a job of the same call, an operation to a part. */
function expecting(sent: Sent, failed: ReadonlyMap<Plural, ReadonlySet<string>>): Partial<Record<Plural, Asking['expects']>> {
  const own = (item: unknown): string => key_of(item, 'external_id', 'external_source')
  const jobs = new Set((sent.jobs ?? []).map(own))
  const nested = (sent.jobs ?? []).flatMap((job) => {
    const parts: unknown = job !== null && typeof job === 'object' && 'parts' in job ? job.parts : []
    const source = text_of(job, 'external_source')
    return Array.isArray(parts)
      ? parts.map((part) => JSON.stringify([text_of(part, 'external_source') ?? source, text_of(part, 'external_id')]))
      : []
  })
  const parts = new Set([...(sent.parts ?? []).map(own), ...nested])
  return {
    parts: (item) => {
      const key = key_of(item, 'job_external_id', 'job_external_source')
      return jobs.has(key) && !failed.get('jobs')?.has(key)
    },
    operations: (item) => {
      const key = key_of(item, 'part_external_id', 'part_external_source')
      return parts.has(key) && !failed.get('parts')?.has(key)
    },
  }
}

const statuses = { created: 'create', updated: 'update', unchanged: 'unchanged', error: 'error' } as const
const DiffRecord = z.strictObject({
  external_id: z.string(),
  external_source: z.string(),
  status: z.enum(['create', 'update', 'unchanged', 'error']),
  existing_id: z.string().optional(),
  changes: z.array(z.string()).optional(),
  warnings: z.array(z.string()).optional(),
  error: z.string().optional(),
})
const Diff = z.strictObject({
  entity_type: z.string(),
  total: whole,
  to_create: whole,
  to_update: whole,
  unchanged: whole,
  errors: whole,
  records: z.array(DiffRecord),
})

const diff_record = ({ external_id, external_source, action, id, changes, warnings, error }: Synced): z.input<typeof DiffRecord> => ({
  external_id: external_id ?? 'unknown',
  external_source: external_source ?? 'unknown',
  status: statuses[action],
  ...(id === null ? {} : { existing_id: id }),
  ...(action === 'updated' ? { changes } : {}),
  ...(warnings.length > 0 ? { warnings } : {}),
  ...(error === undefined ? {} : { error }),
})

export const diff_row = playing(
  answer('POST /api-erp-sync/diff', verbs['jobs.sync'], {
    entity: 'sync',
    says: 'Says what a sync would create, update and leave as it is, record by record. It changes nothing.',
    body: Lists,
    takes: lists_taken,
    reply: Done({
      summary: z.strictObject({
        total_entities: whole,
        total_records: whole,
        total_to_create: whole,
        total_to_update: whole,
        total_unchanged: whole,
        total_errors: whole,
      }),
      entities: z.partialRecord(z.enum(plurals), Diff),
    }),
    gives: played,
  }),
  async (player, { theirs, faults }) => {
    await assert_asked(player, faults)
    // It has passed `Lists`: there are no faults.
    const sent = theirs as Sent
    const failed = new Map<Plural, Set<string>>()
    const expects = expecting(sent, failed)
    const entities: Partial<Record<Plural, z.input<typeof Diff>>> = {}
    for (const plural of plurals) {
      const items = sent[plural]
      if (!items) continue
      const asking = { dry_run: true, ...(expects[plural] ? { expects: expects[plural] } : {}) }
      const records = await sync_items(player, plural, items, asking)
      failed.set(
        plural,
        new Set(records.flatMap((one) => (one.action === 'error' ? [JSON.stringify([one.external_source, one.external_id])] : []))),
      )
      const { created: to_create, updated: to_update, unchanged, failed: errors } = counts_of(records)
      entities[plural] = {
        entity_type: plural,
        total: items.length,
        to_create,
        to_update,
        unchanged,
        errors,
        records: records.map(diff_record),
      }
    }
    const all = Object.values(entities)
    const sum = (of: (one: z.input<typeof Diff>) => number): number => all.reduce((total, one) => total + of(one), 0)
    const summary = {
      total_entities: all.length,
      total_records: sum(({ total }) => total),
      total_to_create: sum(({ to_create }) => to_create),
      total_to_update: sum(({ to_update }) => to_update),
      total_unchanged: sum(({ unchanged }) => unchanged),
      total_errors: sum(({ errors }) => errors),
    }
    return { body: done({ summary, entities }) }
  },
)

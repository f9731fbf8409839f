import { z } from 'zod'
import type { SyncRun } from '../../../domain/integrations/sync-runs/sync-run.ts'
import { verbs } from '../../../domain/verbs.gen.ts'
import { answer, playing, type Row } from '../dialect.ts'
import type { Player } from '../several.ts'
import { counts_of, recorded } from './bulk-sync.ts'
import { Done, done } from './envelope.ts'
import { diff_row } from './erp-diff.ts'
import { Text } from './members.ts'
import { type Synced, sync_items } from './sync-items.ts'
import { assert_asked, Lists, lists_taken, played, plurals } from './sync-lists.ts'
import type { Plural } from './sync-rows.ts'

const whole = z.number().int()

const Options = z.object({
  skip_unchanged: z.boolean().optional().meta({ description: '`false` compares every field also where the same was sent last time.' }),
  batch_size: z.number().int().optional().meta({ description: 'Taken, and without effect: each record stands by itself.' }),
  continue_on_error: z.boolean().optional().meta({ description: '`false` tries none after the first that fails.' }),
  record_history: z.boolean().optional().meta({ description: '`false` leaves it out of the history.' }),
})

const SyncedRecord = z.strictObject({
  external_id: z.string(),
  id: z.string().optional(),
  action: z.enum(['created', 'updated', 'skipped', 'error']),
  changes: z.array(z.string()).optional(),
  warnings: z.array(z.string()).optional(),
  error: z.string().optional(),
})
const Result = z.strictObject({
  total: whole,
  created: whole,
  updated: whole,
  skipped: whole.meta({ description: 'Those that were the same.' }),
  errors: whole,
  results: z.array(SyncedRecord),
  duration_ms: whole,
})

const synced_record = ({ external_id, action, id, changes, warnings, error }: Synced): z.input<typeof SyncedRecord> => ({
  external_id: external_id ?? 'unknown',
  ...(id === null ? {} : { id }),
  action: action === 'unchanged' ? 'skipped' : action,
  ...(action === 'updated' ? { changes } : {}),
  ...(warnings.length > 0 ? { warnings } : {}),
  ...(error === undefined ? {} : { error }),
})

async function sync_kind(player: Player, plural: Plural, items: readonly unknown[], { source, options = {} }: Whole) {
  const began = performance.now()
  const asking = { force: options.skip_unchanged === false, stops: options.continue_on_error === false }
  const run = (): Promise<Synced[]> => sync_items(player, plural, items, asking)
  const results = options.record_history === false ? await run() : await recorded(player, { plural, items, source }, run)
  const { created, updated, unchanged: skipped, failed: errors } = counts_of(results)
  const duration_ms = Math.round(performance.now() - began)
  return { total: items.length, created, updated, skipped, errors, results: results.map(synced_record), duration_ms }
}

const Whole = Lists.extend({ source: Text.optional().meta({ description: 'How the history calls it.' }), options: Options.optional() })
type Whole = z.output<typeof Whole>

const sync = playing(
  answer('POST /api-erp-sync/sync', verbs['jobs.sync'], {
    entity: 'sync',
    says: 'Syncs cells, resources, jobs, parts and operations in that order, each record by itself. Parts may belong to jobs of the same call.',
    body: Whole,
    takes: { ...lists_taken, source: null, options: null },
    reply: Done({
      summary: z.strictObject({
        total_entities: whole,
        total_records: whole,
        total_created: whole,
        total_updated: whole,
        total_skipped: whole,
        total_errors: whole,
        duration_ms: whole,
      }),
      entities: z.partialRecord(z.enum(plurals), Result),
    }),
    gives: played,
  }),
  async (player, { theirs, faults }) => {
    await assert_asked(player, faults)
    // It has passed `Whole`: there are no faults.
    const sent = theirs as Whole
    const began = performance.now()
    const entities: Partial<Record<Plural, z.input<typeof Result>>> = {}
    for (const plural of plurals) {
      const items = sent[plural]
      if (items && items.length > 0) entities[plural] = await sync_kind(player, plural, items, sent)
    }
    const all = Object.values(entities)
    const sum = (of: (one: z.input<typeof Result>) => number): number => all.reduce((total, one) => total + of(one), 0)
    const summary = {
      total_entities: all.length,
      total_records: sum(({ total }) => total),
      total_created: sum(({ created }) => created),
      total_updated: sum(({ updated }) => updated),
      total_skipped: sum(({ skipped }) => skipped),
      total_errors: sum(({ errors }) => errors),
      duration_ms: Math.round(performance.now() - began),
    }
    return { body: done({ summary, entities }) }
  },
)

const their_plural = { workstations: 'cells', resources: 'resources', jobs: 'jobs', parts: 'parts', operations: 'operations' } as const
const EryxonSyncRun = z
  .strictObject({
    id: z.string(),
    source: z.string(),
    entity_type: z.enum(plurals),
    status: z.enum(['running', 'completed', 'failed']),
    total_count: whole,
    created_count: whole,
    updated_count: whole,
    skipped_count: whole,
    error_count: whole,
    errors: z.array(z.strictObject({ index: whole, external_id: z.string().nullable(), error: z.string() })),
    created_at: z.iso.datetime(),
    completed_at: z.iso.datetime().nullable(),
  })
  .meta({ id: 'EryxonSyncRun' })

const run_out = (run: SyncRun): z.input<typeof EryxonSyncRun> => ({
  id: run.id,
  source: run.source,
  entity_type: their_plural[run.entity_type],
  status: run.status,
  total_count: run.total,
  created_count: run.created,
  updated_count: run.updated,
  skipped_count: run.unchanged,
  error_count: run.failed,
  errors: run.faults.map(({ at, external_id, message }) => ({ index: at, external_id, error: message })),
  created_at: run.started_at,
  completed_at: run.ended_at,
})

const status = answer('GET /api-erp-sync/status', verbs['sync_runs.list'], {
  entity: 'sync',
  says: 'Lists what was synced, newest first, and what all of it came to.',
  query: z.object({
    entity_type: z.enum(plurals).optional(),
    source: Text.optional(),
    limit: whole.optional().meta({ description: '20 unless told, at most 100.' }),
  }),
  blank: 'absent',
  takes: {
    entity_type: { to: 'entity_type', as: (word) => (word === 'cells' ? 'workstations' : word) },
    source: 'source',
    limit: { to: 'limit', as: (limit) => (Number.isInteger(limit) ? Math.min(100, Math.max(1, Number(limit))) : limit) },
  },
  adds: { limit: 20 },
  reply: Done({
    stats: z.strictObject({
      total_syncs: whole,
      successful: whole,
      failed: whole,
      total_created: whole,
      total_updated: whole,
      total_errors: whole,
    }),
    history: z.array(EryxonSyncRun),
  }),
  gives: ({ data, sums }) =>
    done({
      stats: {
        total_syncs: sums.runs,
        successful: sums.completed,
        failed: sums.failed_runs,
        total_created: sums.created,
        total_updated: sums.updated,
        total_errors: sums.failed,
      },
      history: data.map(run_out),
    }),
})

export const erp_sync_rows: readonly Row[] = [diff_row, sync, status]

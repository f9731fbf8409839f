import { z } from 'zod'
import { verbs } from '../../../domain/verbs.gen.ts'
import { invalid } from '../../../engine/transaction.ts'
import type { Problem } from '../../../kernel/errors.ts'
import { answer, playing, type Row } from '../dialect.ts'
import type { Player } from '../several.ts'
import { Done, done } from './envelope.ts'
import { Synced, sync_items, text_of } from './sync-items.ts'
import { list_of, most_items, played, plurals, unless_out_of_scope } from './sync-lists.ts'
import { type Plural, sync_row } from './sync-rows.ts'

const whole = z.number().int()

export const counts_of = (results: readonly Synced[]) => {
  const of = (action: Synced['action']): number => results.filter((one) => one.action === action).length
  return { created: of('created'), updated: of('updated'), unchanged: of('unchanged'), failed: of('error') }
}

const Counts = { created: whole, updated: whole, unchanged: whole, failed: whole }
const Summary = z.strictObject({
  ...Counts,
  errors: z.array(z.strictObject({ index: whole, external_id: z.string().nullable(), item: z.unknown(), error: z.string() })),
})

const entity_types = { jobs: 'jobs', parts: 'parts', operations: 'operations', cells: 'workstations', resources: 'resources' } as const

interface Asked {
  readonly plural: Plural
  readonly items: readonly unknown[]
  readonly source?: string | undefined
  /** What is wrong with the request as a whole. */
  readonly faults?: readonly Problem[]
}

/** What comes of it stands in the history. A key that may sync only does so without. */
export async function recorded(player: Player, asked: Asked, sync: () => Promise<Synced[]>): Promise<Synced[]> {
  const { faults: wrong = [] } = asked
  const run = await begin(player, asked).catch(unless_out_of_scope)
  if (wrong.length > 0) throw invalid(wrong)
  const results = await sync()
  const faults = results
    .filter(({ action }) => action === 'error')
    .map(({ index, external_id, error = '' }) => ({
      at: index,
      external_id: external_id?.slice(0, 255) ?? null,
      message: error.slice(0, 2000),
    }))
  if (run) await player.run(verbs['sync_runs.finish'], { id: run.id, ...counts_of(results), faults }, `end ${asked.plural}`)
  return results
}

/** What is quoted of a request that may hold anything. */
const storable = (text: string, longest: number): string => text.slice(0, longest).toWellFormed().replaceAll('\0', '').trim()

function begin(player: Player, { plural, items, source, faults = [] }: Asked) {
  const sources = new Set(items.flatMap((item) => text_of(item, 'external_source') ?? []))
  const said = storable(source ?? (sources.size === 1 ? [...sources].join() : ''), 255)
  const ours = { entity_type: entity_types[plural], source: said === '' ? 'several' : said, total: items.length }
  return player.run(verbs['sync_runs.create'], ours, `begin ${plural}`, faults)
}

const nothing_given = (plural: Plural): Problem => ({
  path: [],
  rule: 'required',
  message: `The body must hold a list, as \`items\` or \`${plural}\`.`,
})

function bulk_row(plural: Plural): Row {
  const list = list_of(plural)
  const row = answer(`POST /api-${plural}/bulk-sync`, sync_row[plural].verb, {
    entity: sync_row[plural].entity,
    says: `Syncs up to ${most_items} ${plural}, each by itself: what is wrong with one stops no other. Every one has its result.`,
    body: z.object({ [plural]: list, items: list }),
    takes: { [plural]: null, items: null },
    reply: Done({
      total: whole,
      ...Counts,
      errors: whole.meta({ description: 'The same as `failed`.' }),
      results: z.union([z.array(Synced), Summary]).meta({
        description: `One for each, in their order, where they came as \`${plural}\`; where they came as \`items\`, the counts and what failed.`,
      }),
      items: z.array(Synced).meta({ description: 'One for each, in their order.' }),
    }),
    gives: played,
  })
  return playing(row, async (player, { theirs, faults }) => {
    // The row knows two members, and both are lists or there are faults.
    const sent = theirs as { readonly items?: unknown; readonly [plural: string]: unknown }
    const given = sent.items ?? sent[plural]
    const items: readonly unknown[] = Array.isArray(given) ? given : []
    const wrong = given === undefined ? [nothing_given(plural)] : faults
    const results = await recorded(player, { plural, items, faults: wrong }, () => sync_items(player, plural, items))
    const counts = counts_of(results)
    const errors = results.flatMap(({ index, external_id, action, error = '' }) =>
      action === 'error' ? [{ index, external_id, item: items[index], error }] : [],
    )
    return {
      body: done({
        total: items.length,
        ...counts,
        errors: counts.failed,
        results: sent.items === undefined ? results : { ...counts, errors },
        items: results,
      }),
    }
  })
}

export const bulk_sync_rows: readonly Row[] = plurals.map(bulk_row)

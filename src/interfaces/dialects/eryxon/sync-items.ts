import { z } from 'zod'
import type { verbs } from '../../../domain/verbs.gen.ts'
import { GembaError } from '../../../kernel/errors.ts'
import type { Output } from '../../../kernel/verb.ts'
import { as_gemba_error } from '../../http/server.ts'
import { in_lanes } from '../../in-lanes.ts'
import { in_their_names, question_of } from '../asking.ts'
import type { Question } from '../dialect.ts'
import type { Player } from '../several.ts'
import { EryxonFailure, fails } from './errors.ts'
import { changes_told } from './sync-changes.ts'
import { type Plural, sync_row, Told } from './sync-rows.ts'

const Details = EryxonFailure.shape.error.shape.details

export const Synced = z
  .strictObject({
    index: z.number().int(),
    external_id: z.string().nullable(),
    external_source: z.string().nullable(),
    id: z.string().nullable(),
    action: z.enum(['created', 'updated', 'unchanged', 'error']),
    changes: Told,
    warnings: z.array(z.string()),
    error: z.string().optional().meta({ description: 'Why not.' }),
    code: z.string().optional(),
    details: Details.optional(),
  })
  .meta({ id: 'EryxonSynced', description: 'What came of one of them.' })
export type Synced = z.output<typeof Synced>

export interface Asking {
  readonly dry_run?: boolean
  readonly force?: boolean
  /** Of a dry run: what it belongs to is among what is asked for along with it. */
  readonly expects?: (item: unknown) => boolean
  /** After one that fails none is tried. */
  readonly stops?: boolean
}

/** Each by itself: what is wrong with one stops no other, and none is passed over. */
export async function sync_items(player: Player, plural: Plural, items: readonly unknown[], asking: Asking = {}): Promise<Synced[]> {
  let is_over = false
  return in_lanes(
    items,
    (item) => lane_of(plural, item),
    async (item, index) => {
      const answer = is_over ? not_tried(item, index) : await sync_item(player, plural, item, index, asking)
      if (asking.stops && answer.action === 'error') is_over = true
      return answer
    },
    asking.stops ? 1 : undefined,
  )
}

type Answer = Pick<Output<(typeof verbs)['jobs.sync']>, 'id' | 'action' | 'changes'> & {
  readonly warnings?: readonly { readonly message: string }[]
}

async function sync_item(player: Player, plural: Plural, item: unknown, index: number, asking: Asking): Promise<Synced> {
  const row = sync_row[plural]
  let question: Question | null = null
  try {
    question = question_of(row, { params: {}, query: {}, body: item })
    // What every sync answers, see `kernel/synced.ts`.
    const output = (await player.run(row.verb, asked_for(plural, question, item, asking), `${plural} ${index}`, question.faults)) as Answer
    const warnings = (output.warnings ?? []).map(({ message }) => message)
    return { index, ...known_by(item), id: output.id, action: output.action, changes: changes_told(output, row), warnings }
  } catch (thrown) {
    const error = as_gemba_error(thrown)
    if (is_of_all(error)) throw error
    player.note(error)
    return failed(item, index, question ? in_their_names(error, question) : error, question)
  }
}

const asked_for = (plural: Plural, { ours }: Question, item: unknown, { dry_run = false, force = false, expects }: Asking): object => ({
  ...ours,
  ...(dry_run ? { dry_run } : {}),
  ...(force ? { force } : {}),
  ...(expects?.(item) ? { [plural === 'parts' ? 'expects_job' : 'expects_part']: true } : {}),
})

const reasons_of_all = new Set([
  'role_too_low',
  'key_reads_only',
  'scope_missing',
  'database_away',
  'outcome_unknown',
  'idempotency_key_reused',
])

/** Who asks, and whether the server is well, is no fault of one of them. */
const is_of_all = ({ code, reason }: GembaError): boolean => code === 'unauthenticated' || reasons_of_all.has(reason)

const Failed = z.object({ error: EryxonFailure.shape.error })

const most_details = 100
const most_told = 20

function failed(item: unknown, index: number, fault: GembaError, question: Question | null): Synced {
  const { message, code, details } = Failed.parse(fails(fault, question).body).error
  const all = Array.isArray(details) ? details : []
  const told = all.slice(0, most_told).map((detail) => (detail.field === '' ? detail.message : `${detail.field}: ${detail.message}`))
  const more = all.length > most_told ? [`and ${all.length - most_told} more`] : []
  return {
    index,
    ...known_by(item),
    id: null,
    action: 'error',
    changes: [],
    warnings: [],
    error: fault.problems.length > 0 && told.length > 0 ? [...told, ...more].join('; ') : message,
    code,
    details: Array.isArray(details) ? details.slice(0, most_details) : details,
  }
}

const not_tried = (item: unknown, index: number): Synced =>
  failed(item, index, new GembaError('refused', 'not_tried', 'Not tried: one before it failed.'), null)

const member = (item: unknown, name: string): unknown =>
  // An object has members; what is not there is undefined.
  item !== null && typeof item === 'object' ? (item as Record<string, unknown>)[name] : undefined
export const text_of = (item: unknown, name: string): string | null => {
  const value = member(item, name)
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null
}

const known_by = (item: unknown) => ({
  external_id: text_of(item, 'external_id'),
  external_source: text_of(item, 'external_source'),
})

const belongs: Readonly<Record<Plural, readonly string[]>> = {
  jobs: [],
  parts: ['job_external_id', 'job_id'],
  operations: ['part_external_id', 'part_id'],
  cells: [],
  resources: [],
}

/** Things of one job or part come in their order, and so does the same thing twice. */
const lane_of = (plural: Plural, item: unknown): string =>
  [...belongs[plural], 'external_id'].flatMap((name) => text_of(item, name) ?? []).at(0) ?? ''

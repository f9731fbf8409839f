import { z } from 'zod'
import { verbs } from '../../../domain/verbs.gen.ts'
import { invalid } from '../../../engine/transaction.ts'
import { GembaError, type Problem } from '../../../kernel/errors.ts'
import type { Player } from '../several.ts'
import type { Plural } from './sync-rows.ts'

export const most_items = 1000
/** In the order in which one needs the other. */
export const plurals = ['cells', 'resources', 'jobs', 'parts', 'operations'] as const satisfies readonly Plural[]

/** Each of them is looked at by itself, so that what is wrong with one is told of that one. */
export const list_of = (plural: Plural) =>
  z
    .array(z.unknown())
    .max(most_items)
    .optional()
    .meta({ description: `Each as \`PUT /api-${plural}/sync\` takes it; at most ${most_items}.` })

export const Lists = z.object({
  cells: list_of('cells'),
  resources: list_of('resources'),
  jobs: list_of('jobs'),
  parts: list_of('parts'),
  operations: list_of('operations'),
})
export const lists_taken = { cells: null, resources: null, jobs: null, parts: null, operations: null } as const

/** For rows that are played: the verb is not run once, so nothing is made of what it would answer. */
export const played = (): never => {
  throw new Error('this row is played')
}

/** A key whose scopes name only what is synced may do that; the rest goes without. */
export function unless_out_of_scope(thrown: unknown): null {
  if (thrown instanceof GembaError && thrown.reason === 'scope_missing') return null
  throw thrown
}

/** Somebody who is signed in asks, and the request as a whole is right; also where it holds nothing to sync. */
export async function assert_asked(player: Player, faults: readonly Problem[]): Promise<void> {
  await player.run(verbs['sync_runs.list'], { limit: 1 }, 'may', faults).catch(unless_out_of_scope)
  if (faults.length > 0) throw invalid(faults)
}

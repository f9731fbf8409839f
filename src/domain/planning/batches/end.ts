import type { Context } from '../../../kernel/context.ts'
import { seconds_between } from '../../../kernel/time.ts'
import { endBeforeStart, type Stretch } from '../../operations/time-entries/time-entry.ts'
import type { BatchRow } from './batch.ts'
import { type BatchOperationRow, lock_jobs_of } from './batch-operation.ts'
import { share_out, stretches_of } from './shares.ts'

interface OpenEntry {
  readonly id: string
  readonly started_at: string
}

/** Shares the time of a running batch among those operations whose clock still runs, and lets all its operations go. */
export async function end_batch(context: Context, batch: BatchRow, inside: readonly BatchOperationRow[], at: string) {
  const clocks = inside.flatMap(({ time_entry_id }) => time_entry_id ?? [])
  await lock_jobs_of(context, inside)
  const open = await context.read<OpenEntry>`
    select id, started_at from time_entries where id = any(${clocks}::uuid[]) and ended_at is null and deleted_at is null`
  const by_id = new Map(open.map((entry) => [entry.id, entry]))
  const sharing = inside.flatMap((row) => (by_id.has(row.time_entry_id ?? '') ? [row] : []))
  const started_at = open.map((entry) => entry.started_at).sort()[0] ?? batch.started_at ?? at
  if (at < started_at) throw endBeforeStart.because(`The batch was started at ${started_at}; it cannot end at ${at}.`, { started_at })

  const elapsed_s = seconds_between(started_at, at)
  const { distribution, shares } = share_out(elapsed_s, sharing)
  const booked = stretches_of({ started_at, ended_at: at }, shares)
  const stretches = new Map<string, Stretch>()
  for (const [index, { id, time_entry_id }] of sharing.entries()) {
    const stretch = booked[index]
    if (time_entry_id !== null && stretch) stretches.set(time_entry_id, stretch)
    context.change('batch_operations', id, { share_s: shares[index] ?? 0 })
  }
  context.write`update batch_operations set is_live = false where batch_id = ${batch.id}`
  return {
    started_at,
    elapsed_s,
    distribution,
    stretches,
    shares: sharing.map(({ operation_id }, index) => ({ operation_id, share_s: shares[index] ?? 0 })),
  }
}

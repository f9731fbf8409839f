import type { Context } from '../../kernel/context.ts'
import { refusal } from '../../kernel/errors.ts'

export const overQuota = refusal('over_quota', 'quota_reached', 'The limit that was agreed for this company is reached.')

/** Only where a company has been given a limit. Pieces count, in the calendar month of UTC. */
export async function assert_within_quota(context: Context, more_jobs: number, more_pieces: number): Promise<void> {
  const { jobs, parts_per_month } = context.policies.limits
  if (jobs === undefined && parts_per_month === undefined) return
  const [used] = await context.read<{ jobs: number; pieces: number }>`
    select (select count(*) from jobs where deleted_at is null) as jobs,
      (select coalesce(sum(quantity), 0) from parts where created_at >= date_trunc('month', ${context.now}::timestamptz)) as pieces`
  assert_below('jobs', used?.jobs ?? 0, more_jobs, jobs)
  assert_below('parts', used?.pieces ?? 0, more_pieces, parts_per_month)
}

function assert_below(limit_type: string, current_usage: number, more: number, limit: number | undefined): void {
  if (limit === undefined || more === 0 || current_usage + more <= limit) return
  throw overQuota.because(`The limit of ${limit} ${limit_type} is reached: ${current_usage} are there already.`, {
    limit_type,
    current_usage,
    limit,
  })
}

import { setTimeout as delay } from 'node:timers/promises'
import type pg from 'pg'

/** Whether the database answers in time; a pool that is worn out or a server that hangs is not ready. */
export async function is_ready(pool: pg.Pool, within_ms: number): Promise<boolean> {
  const answers = pool.query('select 1').then(
    () => true,
    () => false,
  )
  const late = new AbortController()
  const answered = await Promise.race([answers, delay(within_ms, false, { signal: late.signal }).catch(() => false)])
  late.abort()
  return answered
}

import type pg from 'pg'
import { moment } from '../kernel/time.ts'
import { with_connection } from './connection.ts'

/** When each key was last used: at once in memory, a few seconds later in the table. */
export class KeyUse {
  readonly #pool: pg.Pool
  readonly #latest = new Map<string, { tenant_id: string; at: string }>()
  #unsaved = new Set<string>()

  constructor(pool: pg.Pool) {
    this.#pool = pool
  }

  note(key_id: string, tenant_id: string, at: number): void {
    this.#latest.set(key_id, { tenant_id, at: moment(at) })
    this.#unsaved.add(key_id)
  }

  latest(key_id: string): string | null {
    return this.#latest.get(key_id)?.at ?? null
  }

  /** One short transaction a tenant; a key used again meanwhile is saved next time. */
  async save(): Promise<void> {
    const unsaved = [...this.#unsaved]
    this.#unsaved = new Set()
    const uses = unsaved.flatMap((id) => {
      const use = this.#latest.get(id)
      return use ? [{ id, ...use }] : []
    })
    try {
      for (const [tenant_id, used] of Map.groupBy(uses, (use) => use.tenant_id)) {
        await with_connection(this.#pool, (client) => save_uses(client, tenant_id, used))
      }
    } catch (error) {
      for (const id of unsaved) this.#unsaved.add(id)
      throw error
    }
  }
}

const save_uses = (client: pg.PoolClient, tenant_id: string, used: readonly { id: string; at: string }[]): Promise<unknown> =>
  Promise.all([
    client.query('begin'),
    client.query("select set_config('gemba.tenant', $1, true)", [tenant_id]),
    client.query(
      'update api_keys k set last_used_at = greatest(k.last_used_at, used.at) from jsonb_to_recordset($1::jsonb) as used (id uuid, at timestamptz) where k.id = used.id',
      [JSON.stringify(used)],
    ),
    client.query('commit'),
  ])

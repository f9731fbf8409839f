import pg from 'pg'
import type { z } from 'zod'
import type { Actor, Bytes, Context, CountedList, Origin, Policies } from '../kernel/context.ts'
import { GembaError, type Problem, type Rule } from '../kernel/errors.ts'
import type { Event } from '../kernel/event.ts'
import { new_id } from '../kernel/id.ts'
import { change, identifier, insertion, joined, json, none, type Row, Sql, sql, statement } from '../kernel/sql.ts'
import { gather } from '../postgres/pool.ts'
import { of_database } from './failures.ts'
import type { KeyUse } from './key-use.ts'
import type { Found } from './references.ts'

export interface Setting {
  readonly actor: Actor
  readonly policies: Policies
  readonly now: string
  readonly origin: Origin
  readonly verb: string
  readonly request_id: string
  readonly expected_revision: number | null
  readonly address: string
  readonly webhook_allow: readonly string[]
  readonly bytes?: Bytes | undefined
  readonly may_cross_tenants: boolean
}

interface Reported {
  readonly tenant_id: string
  readonly row: Row
}

/** A refusal that is committed with what was written before it. */
export class Kept extends Error {
  readonly error: GembaError
  constructor(error: GembaError) {
    super(error.message)
    this.error = error
  }
}

const quietly = (): void => {}

/**
 * One open transaction, as a verb sees it. Everything is sent at once and answered in order; nothing is seen by the verb before the
 * gate has opened: the engine's own questions (is this still the same key, is this a repeat) are on the way in the same round trip.
 */
export class Transaction implements Context {
  readonly actor: Actor
  readonly policies: Policies
  readonly now: string
  readonly origin: Origin
  readonly expected_revision: number | null
  readonly address: string
  readonly webhook_allow: readonly string[]
  readonly bytes: Bytes | null
  readonly problems: Problem[] = []
  readonly reported: Reported[] = []

  readonly #client: pg.PoolClient
  readonly #setting: Setting
  readonly #key_use: KeyUse
  readonly #sent: Promise<unknown>[] = []
  readonly #counts = new Map<string, { list: CountedList; status: string; n: number }>()
  readonly #conflicts = new Map<string, GembaError>()
  /** Rejects when the gate stays shut or a read fails; never resolves. */
  readonly failed: Promise<never>
  readonly #fail: (reason: unknown) => void
  #gate: Promise<void> = Promise.resolve()
  #tenant_id: string

  constructor(client: pg.PoolClient, setting: Setting, key_use: KeyUse) {
    this.#client = client
    this.#setting = setting
    this.#key_use = key_use
    this.actor = setting.actor
    this.policies = setting.policies
    this.now = setting.now
    this.origin = setting.origin
    this.expected_revision = setting.expected_revision
    this.address = setting.address
    this.webhook_allow = setting.webhook_allow
    this.bytes = setting.bytes ?? null
    this.#tenant_id = setting.actor.tenant_id
    const { promise, reject } = Promise.withResolvers<never>()
    promise.catch(quietly)
    this.failed = promise
    this.#fail = reject
  }

  /** The engine's own statements: answered without waiting for the gate. */
  send<R extends object>(query: Sql): Promise<R[]> {
    gather(this.#client)
    const { name, text, values } = statement(query)
    const rows = new Promise<R[]>((resolve, reject) => {
      // The row's shape is the statement's; nobody but the statement's author can know it.
      const asked = new pg.Query(text, values, (error, result) => (error ? reject(error) : resolve(result.rows as R[])))
      // A plain object with a name would be copied by `pg`, property by property with its descriptors.
      this.#client.query(Object.assign(asked, { name }))
    })
    rows.catch(quietly)
    this.#sent.push(rows)
    return rows
  }

  command(text: 'begin' | 'begin read only' | 'commit' | 'rollback'): Promise<string> {
    gather(this.#client)
    const tag = this.#client.query(text).then((result) => result.command)
    tag.catch(quietly)
    return tag
  }

  enter(tenant_id: string): void {
    this.send(sql`select set_config('gemba.tenant', ${tenant_id}, true)`)
  }

  /** Nothing read is handed out before `gate` has resolved. */
  close_gate(gate: Promise<void>): void {
    gate.catch(this.#fail)
    this.#gate = gate
  }

  /**
   * Settles only with rows. Where the gate stays shut or a statement fails, the transaction is over: the engine hears of it by
   * `failed`, and the verb simply is not gone on with, so no read of its can be left rejected and unheard.
   */
  read<R extends object>(strings: TemplateStringsArray, ...values: readonly unknown[]): Promise<R[]> {
    const rows = this.send<R>(new Sql(strings, values))
    return new Promise((resolve) => {
      this.#gate.then(() => rows).then(resolve, this.#fail)
    })
  }

  write(strings: TemplateStringsArray, ...values: readonly unknown[]): void {
    this.send(new Sql(strings, values))
  }

  insert(table: string, rows: readonly Row[]): void {
    if (rows.length > 0) this.send(insertion(table, rows))
  }

  change(table: string, id: string, changes: Row): void {
    if (Object.keys(changes).length > 0) this.send(change(table, id, changes))
  }

  problem(path: Problem['path'], rule: Rule, message: string): void {
    this.problems.push({ path, rule, message })
  }

  settle(): void {
    if (this.problems.length > 0) throw invalid(this.problems)
  }

  /** One statement a table; what is missing becomes a problem at its path. A writer holds what it points to until it has committed. */
  check(references: readonly Found[], holds: boolean): Promise<void> {
    const tables = Map.groupBy(references, (found) => found.table)
    const checks = [...tables].map(async ([table, found]) => {
      const ids = [...new Set(found.map(({ id }) => id))]
      const rows = await this.send<{ id: string }>(
        sql`select id from ${identifier(table)} where id = any(${ids}::uuid[]) and ${live(table)} ${holds ? sql`order by id for key share` : none}`,
      )
      const there = new Set(rows.map(({ id }) => id))
      for (const { id, path } of found) {
        if (!there.has(id)) this.problem(path, 'unknown_reference', `There is no ${singular(table)} ${id}.`)
      }
    })
    return Promise.all(checks).then(quietly)
  }

  report<Facts extends z.ZodObject>(event: Event<string, Facts>, facts: z.input<Facts>, when: { occurred_at?: string } = {}): string {
    // Facts are a plain object of JSON values by their schema.
    const given = facts as Record<string, unknown>
    const subject_ids = Object.entries(given).flatMap(([key, value]) => (key.endsWith('_id') && typeof value === 'string' ? [value] : []))
    const { actor, request_id, verb, origin } = this.#setting
    const row = {
      id: new_id(),
      name: event.name,
      subject_id: given[event.subject],
      subject_ids: [...new Set(subject_ids)],
      facts: given,
      actor: { kind: actor.kind, person_id: actor.person_id, key_id: actor.key_id },
      verb,
      request_id,
      origin,
      occurred_at: when.occurred_at ?? this.now,
      recorded_at: this.now,
    }
    this.reported.push({ tenant_id: this.#tenant_id, row })
    return row.id
  }

  count(list: CountedList, status: string, n: number): void {
    const key = `${list} ${status}`
    this.#counts.set(key, { list, status, n: n + (this.#counts.get(key)?.n ?? 0) })
  }

  async in_tenant<T>(tenant_id: string, work: () => Promise<T>): Promise<T> {
    if (!this.#setting.may_cross_tenants) throw new Error(`${this.#setting.verb} does not say that it crosses tenants`)
    const before = this.#tenant_id
    this.#tenant_id = tenant_id
    this.enter(tenant_id)
    const result = await work()
    this.#tenant_id = before
    if (before) this.enter(before)
    return result
  }

  keeping(error: GembaError): Error {
    return new Kept(error)
  }

  on_conflict(index: string, error: GembaError): void {
    this.#conflicts.set(index, error)
  }

  last_use_of_key(key_id: string): string | null {
    return this.#key_use.latest(key_id)
  }

  /** Behind the verb's own writes: the events, the totals, and the answer that a repeat will get, in one statement. */
  flush(answer: Row | null = null): void {
    const elsewhere = this.reported.filter(({ tenant_id }) => tenant_id !== this.#tenant_id)
    for (const [tenant_id, reported] of Map.groupBy(elsewhere, (one) => one.tenant_id)) {
      this.enter(tenant_id)
      this.insert(
        'events',
        reported.map(({ row }) => row),
      )
      if (this.#tenant_id) this.enter(this.#tenant_id)
    }
    const events = this.reported.filter(({ tenant_id }) => tenant_id === this.#tenant_id).map(({ row }) => row)
    // In one order everywhere, so that two writers that share a slot cannot wait for each other in a circle.
    const counts = [...this.#counts.entries()].filter(([, { n }]) => n !== 0).sort(([a], [b]) => (a < b ? -1 : 1))
    const written = [
      ...(events.length > 0 ? [insertion('events', events)] : []),
      ...(counts.length > 0 ? [counting(counts.map(([, count]) => count))] : []),
      ...(answer ? [keeping(answer)] : []),
    ]
    const [last, ...before] = written.reverse()
    if (!last) return
    const named = before.map((query, at) => sql`${identifier(`written_${at}`)} as (${query})`)
    this.send(named.length === 0 ? last : sql`with ${joined(named, ', ')} ${last}`)
  }

  /** Waits for all that was sent; throws the first real failure, in the words the verb gave for it. */
  async all_done(): Promise<void> {
    const results = await Promise.allSettled(this.#sent)
    const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []))
    if (failures.length > 0) throw of_database(failures, this.#conflicts)
  }
}

const counting = (
  counts: readonly { list: string; status: string; n: number }[],
): Sql => sql`insert into list_counts (list, status, slot, n)
  select list, status, pg_backend_pid() % 256, n from jsonb_to_recordset(${json(counts)}::jsonb) as given (list text, status text, n bigint)
  on conflict (tenant_id, list, status, slot) do update set n = list_counts.n + excluded.n`

const keeping = ({ actor_id, key, verb, fingerprint, output, expires_at }: Row): Sql =>
  sql`insert into idempotency (actor_id, key, verb, fingerprint, output, expires_at)
    values (${actor_id}, ${key}, ${verb}, ${fingerprint}, ${json(output)}::json, ${expires_at})
    on conflict (tenant_id, actor_id, key) do update
    set verb = excluded.verb, fingerprint = excluded.fingerprint, output = excluded.output, expires_at = excluded.expires_at`

/** A small body can hold a hundred thousand faults; nobody reads them, and telling them would keep all others waiting. */
export const most_told = 1000

export function invalid(problems: readonly Problem[]): GembaError {
  const many = problems.length > most_told ? ` The first ${most_told} are told.` : ''
  const message = problems.length === 1 ? 'One field is not right.' : `${problems.length} fields are not right.${many}`
  return new GembaError('invalid', 'input_invalid', message, { problems: problems.slice(0, most_told) })
}

const never_deleted = new Set(['quantity_reports'])
const live = (table: string): Sql => (never_deleted.has(table) ? sql`true` : sql`deleted_at is null`)
const singular = (table: string): string =>
  table === 'people' ? 'person' : table === 'time_entries' ? 'time entry' : table.replaceAll('_', ' ').replace(/s$/, '')

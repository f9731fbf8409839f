import type pg from 'pg'
import { job_faults, total_faults } from '../../test/consistency.ts'
import type { Write } from './writes.ts'

interface Fact {
  readonly request_id: string
  readonly xid: string
  readonly name: string
}

interface Made {
  readonly key: string
  readonly id: string
  readonly parts: number
  readonly operations: number
}

export interface Accounts {
  readonly lost: string[]
  readonly doubled: string[]
  /** Done although refused, half done, or not true to itself. */
  readonly wrong: string[]
}

/** Holds what the clients were told against what the database has. */
export async function settle_accounts(client: pg.ClientBase, writes: readonly Write[]): Promise<Accounts> {
  const { rows: facts } = await client.query<Fact>(
    `select request_id, written_by::text as xid, name from events where request_id like 'proof-%'`,
  )
  const { rows: jobs } = await client.query<Made>(`select j.job_number as key, j.id,
      (select count(*)::int from parts p where p.job_id = j.id) as parts, (select count(*)::int from operations o where o.job_id = j.id) as operations
    from jobs j where job_number like 'proof-%'`)
  const { rows: reports } = await client.query<Made>(
    `select external_id as key, id, 0 as parts, 0 as operations from quantity_reports where external_source = 'proof'`,
  )
  const { rows: kept } = await client.query<{ key: string }>(`select key from idempotency where key like 'proof-%'`)
  const facts_of = Map.groupBy(facts, ({ request_id }) => request_id.split('.')[0] ?? '')
  const made_by = Map.groupBy([...jobs, ...reports], ({ key }) => key)
  const remembered = new Set(kept.map(({ key }) => key))
  const accounts: Accounts = { lost: [], doubled: [], wrong: [] }
  for (const write of writes) settle(accounts, write, facts_of.get(write.key) ?? [], made_by.get(write.key) ?? [], remembered)
  const known = new Set(writes.map(({ key }) => key))
  for (const key of [...facts_of.keys(), ...made_by.keys()]) if (!known.has(key)) accounts.wrong.push(`${key}: nobody asked for it`)
  accounts.wrong.push(...(await job_faults(client)), ...(await total_faults(client)))
  return accounts
}

function settle(accounts: Accounts, write: Write, facts: readonly Fact[], made: readonly Made[], remembered: ReadonlySet<string>): void {
  const { key, verb, events, state, attempts } = write
  const what = `${key} ${verb} (${state}, ${attempts} attempts)`
  const own = facts.filter(({ name }) => events.includes(name))
  const transactions = new Set(facts.map(({ xid }) => xid))
  if (state !== 'acknowledged') {
    if (facts.length > 0 || made.length > 0) accounts.wrong.push(`${what}: it was done all the same`)
    return
  }
  if (own.length === 0) accounts.lost.push(`${what}: nothing in the log`)
  if (own.length > 1 || transactions.size > 1) accounts.doubled.push(`${what}: ${own.length} facts in ${transactions.size} transactions`)
  if (!remembered.has(key)) accounts.lost.push(`${what}: its answer is not kept`)
  if (write.body.parts === undefined && write.body.external_id === undefined) return
  const [row] = made
  if (!row || row.id !== write.id) accounts.lost.push(`${what}: no row ${write.id}`)
  if (made.length > 1) accounts.doubled.push(`${what}: ${made.length} rows`)
  const { parts, operations } = size_of(write)
  if (row && (row.parts !== parts || row.operations !== operations))
    accounts.wrong.push(`${what}: ${row.parts} parts and ${row.operations} operations of ${parts} and ${operations}`)
}

function size_of({ body }: Write): { parts: number; operations: number } {
  const parts: readonly { operations: readonly unknown[] }[] = Array.isArray(body.parts) ? body.parts : []
  return { parts: parts.length, operations: parts.reduce((all, part) => all + part.operations.length, 0) }
}

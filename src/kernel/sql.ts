import { hash } from 'node:crypto'

/** One statement, or a piece of one. Values never enter the text: they travel beside it. */
export class Sql {
  readonly strings: readonly string[]
  readonly values: readonly unknown[]

  constructor(strings: readonly string[], values: readonly unknown[]) {
    this.strings = 'raw' in strings ? strings : once(strings)
    this.values = values
  }
}

export const sql = (strings: TemplateStringsArray, ...values: readonly unknown[]): Sql => new Sql(strings, values)

const pieces_seen = new Map<string, readonly string[]>()

/** A template's pieces are the same array each time; those put together elsewhere become so here. */
function once(strings: readonly string[]): readonly string[] {
  const key = strings.join('\0')
  const known = pieces_seen.get(key)
  if (known) return known
  pieces_seen.set(key, strings)
  return strings
}

const identifiers = new Map<string, Sql>()
const plain_name = /^[a-z_][a-z0-9_]*$/

/** A table or column named by our own code or schema, never by a request. */
export function identifier(name: string): Sql {
  const known = identifiers.get(name)
  if (known) return known
  if (!plain_name.test(name)) throw new Error(`${name} is not a plain identifier`)
  const made = new Sql([`"${name}"`], [])
  identifiers.set(name, made)
  return made
}

export function joined(pieces: readonly Sql[], separator: string): Sql {
  if (pieces.length === 0) return none
  return new Sql(['', ...Array<string>(pieces.length - 1).fill(separator), ''], pieces)
}

export const none = new Sql([''], [])

/** `where a and b`, or nothing where there is no condition. */
export const where = (conditions: readonly Sql[]): Sql => (conditions.length === 0 ? none : sql`where ${joined(conditions, ' and ')}`)

export interface Statement {
  readonly name: string
  readonly text: string
  readonly values: unknown[]
}

interface Text {
  readonly name: string
  readonly text: string
}

/** What the pieces so far lead to; `null` stands for a value. */
interface Known {
  text: Text | null
  readonly next: Map<readonly string[] | null, Known>
}

const first: Known = { text: null, next: new Map() }

/** The same pieces in the same order are the same text: it is put together, and named, once. */
function follow(from: Known, piece: readonly string[] | null): Known {
  const known = from.next.get(piece)
  if (known) return known
  const made: Known = { text: null, next: new Map() }
  from.next.set(piece, made)
  return made
}

function look_up(from: Known, query: Sql, values: unknown[]): Known {
  let at = follow(from, query.strings)
  for (const value of query.values) {
    if (value instanceof Sql) at = look_up(at, value, values)
    else {
      values.push(value)
      at = follow(at, null)
    }
  }
  return at
}

/** Flattens pieces into one numbered text. The name lets PostgreSQL keep the parsed statement. */
export function statement(query: Sql): Statement {
  const values: unknown[] = []
  const known = look_up(first, query, values)
  if (!known.text) {
    const text = write(query, [])
    known.text = { text, name: hash('sha1', text).slice(0, 20) }
  }
  return { name: known.text.name, text: known.text.text, values }
}

function write(query: Sql, values: unknown[]): string {
  let text = query.strings[0] ?? ''
  query.values.forEach((value, at) => {
    if (value instanceof Sql) text += write(value, values)
    else text += `$${values.push(value)}`
    text += query.strings[at + 1]
  })
  return text
}

/** jsonb out of anything: `pg` would send an array as a PostgreSQL array. */
export const json = (value: unknown): string => JSON.stringify(value)

export type Row = Readonly<Record<string, unknown>>

/** One insert for any number of rows that have the same columns; PostgreSQL turns JSON into each column's type. */
export function insertion(table: string, rows: readonly Row[]): Sql {
  const columns = joined(Object.keys(rows[0] ?? {}).map(identifier), ', ')
  const name = identifier(table)
  return sql`insert into ${name} (${columns}) select ${columns} from jsonb_populate_recordset(null::${name}, ${json(rows)}::jsonb)`
}

export function change(table: string, id: string, changes: Row): Sql {
  const set = Object.entries(changes).map(([column, value]) => {
    const sent = value !== null && typeof value === 'object' && !Array.isArray(value) ? json(value) : value
    return sql`${identifier(column)} = ${sent}`
  })
  return sql`update ${identifier(table)} set ${joined(set, ', ')} where id = ${id}`
}

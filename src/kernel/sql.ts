import { createHash } from 'node:crypto'

/** One statement, or a piece of one. Values never enter the text: they travel beside it. */
export class Sql {
  readonly strings: readonly string[]
  readonly values: readonly unknown[]

  constructor(strings: readonly string[], values: readonly unknown[]) {
    this.strings = strings
    this.values = values
  }
}

export const sql = (strings: TemplateStringsArray, ...values: readonly unknown[]): Sql => new Sql(strings, values)

const plain_name = /^[a-z_][a-z0-9_]*$/

/** A table or column named by our own code or schema, never by a request. */
export function identifier(name: string): Sql {
  if (!plain_name.test(name)) throw new Error(`${name} is not a plain identifier`)
  return new Sql([`"${name}"`], [])
}

export function joined(pieces: readonly Sql[], separator: string): Sql {
  const [first, ...rest] = pieces
  if (!first) return new Sql([''], [])
  return rest.reduce((all, piece) => new Sql(['', separator, ''], [all, piece]), first)
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
const texts = new WeakMap<readonly string[], Text>()
const name_of = (text: string): string => createHash('sha1').update(text).digest('hex').slice(0, 20)

/** Flattens pieces into one numbered text. The name lets PostgreSQL keep the parsed statement. */
export function statement(query: Sql): Statement {
  if (!query.values.some((value) => value instanceof Sql)) {
    let known = texts.get(query.strings)
    if (!known) {
      const text = query.strings.reduce((all, part, at) => `${all}$${at}${part}`)
      known = { text, name: name_of(text) }
      texts.set(query.strings, known)
    }
    return { ...known, values: [...query.values] }
  }
  const values: unknown[] = []
  const text = write(query, values)
  return { text, name: name_of(text), values }
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

import { readFileSync } from 'node:fs'
import { CsvError, parse } from 'csv-parse/sync'
import { z } from 'zod'
import { read_query } from '../rest/query.ts'

export interface CsvRow {
  readonly line: number
  readonly fields: Readonly<Record<string, unknown>>
  /** Why it cannot be sent at all. */
  readonly fault: string | null
}

export interface CsvShape {
  /** What the columns may be called, as fields. */
  readonly fields: z.ZodObject
  readonly aliases: Readonly<Record<string, string>>
  readonly required: readonly string[]
}

interface Parsed {
  readonly record: readonly string[]
  readonly info: { readonly lines: number }
}

/** A table whose first line names the fields. An empty cell says nothing; what a cell holds is read as its field wants it. */
export function read_csv(path: string, shape: CsvShape): CsvRow[] {
  const [header, ...rows] = parsed(path)
  if (!header) throw new Error(`${path} is empty. Its first line must name the columns.`)
  const columns = header.record.map((name) => column_of(name, shape))
  assert_columns(columns, shape)
  let line = header.info.lines
  return rows.map(({ record, info }) => {
    const row = row_of(record, columns, shape, line + 1)
    line = info.lines
    return row
  })
}

function parsed(path: string): Parsed[] {
  const text = readFileSync(path, 'utf8')
  const first = text.slice(0, Math.max(0, text.indexOf('\n'))) || text
  const delimiter = [',', ';', '\t'].reduce((best, one) => (first.split(one).length > first.split(best).length ? one : best))
  try {
    // With `info` each record comes with where it ends.
    return parse(text, { bom: true, info: true, relax_column_count: true, skip_empty_lines: true, delimiter }) as unknown as Parsed[]
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause
    throw new Error(`${path} cannot be read: ${cause.message}. Nothing was sent.`, { cause })
  }
}

function column_of(name: string, { aliases }: CsvShape): string {
  const field = name
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_')
  return aliases[field] ?? field
}

function assert_columns(columns: readonly string[], { fields, aliases, required }: CsvShape): void {
  const known = Object.keys(fields.shape)
  const strange = columns.filter((column) => !known.includes(column))
  const missing = required.filter((field) => !columns.includes(field))
  const twice = columns.find((column, at) => columns.indexOf(column) < at)
  const faults = [
    ...(strange.length > 0 ? [`There is no field ${strange.join(', ')}.`] : []),
    ...(missing.length > 0 ? [`There is no column ${missing.join(', ')}.`] : []),
    ...(twice === undefined ? [] : [`Two columns are ${twice}.`]),
  ]
  if (faults.length > 0) throw new Error(`${faults.join(' ')} Columns may be: ${[...known, ...Object.keys(aliases)].sort().join(', ')}.`)
}

function row_of(cells: readonly string[], columns: readonly string[], { fields }: CsvShape, line: number): CsvRow {
  const more = cells.slice(columns.length).some((cell) => cell.trim() !== '')
  if (more) return { line, fields: {}, fault: `The row has ${cells.length} cells where the header has ${columns.length}.` }
  const given = columns.flatMap((column, at): [string, string][] => {
    const cell = cells[at]?.trim() ?? ''
    return cell === '' ? [] : [[column, cell]]
  })
  try {
    return { line, fields: Object.fromEntries(given.map(([column, cell]) => [column, value_of(fields, column, cell)])), fault: null }
  } catch (error) {
    return { line, fields: {}, fault: error instanceof Error ? error.message : String(error) }
  }
}

function value_of(fields: z.ZodObject, column: string, cell: string): unknown {
  if (!/^[[{]/.test(cell) || fields.shape[column] instanceof z.ZodString) return read_query(fields, { [column]: cell })[column]
  try {
    return JSON.parse(cell)
  } catch (cause) {
    throw new Error(`${column}: this is not valid JSON.`, { cause })
  }
}

import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import type { Finding, LogRow } from '../../domain/integrations/imports/log-row.ts'

const columns = [
  'work_order',
  'part',
  'order_qty',
  'operation',
  'machine',
  'operator',
  'report_type',
  'start',
  'end',
  'qty_completed',
  'qty_rejected',
  'qty_for_mrb',
  'rework',
] as const
type Column = (typeof columns)[number]
const needed: readonly Column[] = ['work_order', 'operation', 'report_type', 'start', 'end']

export interface LogFile {
  readonly rows: readonly LogRow[]
  /** What could not be read as a row at all. */
  readonly findings: readonly Finding[]
}

interface Parsed {
  readonly cells: readonly string[]
  readonly last_line: number
}

/** Reads a log whole: how often the same row came before one shows only over all of it. */
export async function read_log_file(path: string): Promise<LogFile> {
  const rows: LogRow[] = []
  const findings: Finding[] = []
  const occurrences = new Map<string, number>()
  let header: Header | null = null
  let line = 1
  // A stray quote may swallow the rows behind it: then reading goes on with the line after the one that is wrong.
  for (let whole = false; !whole; ) {
    whole = true
    for await (const parsed of records(path, line)) {
      const fault = fault_of(parsed, header)
      if (fault !== null) findings.push({ line, reason: 'row_unreadable', message: fault, taken: false })
      if (parsed === 'unreadable' || (fault !== null && parsed.last_line > line)) {
        line += 1
        whole = false
        break
      }
      if (header === null) header = read_header(parsed.cells)
      else if (fault === null && !is_blank(parsed.cells)) rows.push(row_of(parsed.cells, header, line, occurrences))
      line = parsed.last_line + 1
    }
  }
  if (header === null) throw new Error(`${path} is empty. Its first line must name the columns: ${columns.join(',')}.`)
  return { rows, findings }
}

const longest_record = 100_000

async function* records(path: string, from_line: number): AsyncGenerator<Parsed | 'unreadable'> {
  const parser = parse({ bom: true, info: true, relax_column_count: true, relax_quotes: true, max_record_size: longest_record })
  const text = Readable.from(text_from(path, from_line))
  text.on('error', (error) => parser.destroy(error))
  text.pipe(parser)
  try {
    for await (const { record, info } of parser) yield { cells: record, last_line: from_line - 1 + info.lines }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    yield 'unreadable'
  } finally {
    text.destroy()
  }
}

async function* text_from(path: string, line: number): AsyncGenerator<string> {
  let to_skip = line - 1
  // The stream was given an encoding: its chunks are text.
  for await (const chunk of createReadStream(path, 'utf8') as AsyncIterable<string>) {
    let at = 0
    for (; to_skip > 0; to_skip--) {
      const end = chunk.indexOf('\n', at)
      if (end < 0) break
      at = end + 1
    }
    if (to_skip === 0) yield chunk.slice(at)
  }
}

const is_blank = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === '')

function fault_of(parsed: Parsed | 'unreadable', header: Header | null): string | null {
  if (parsed === 'unreadable') return 'The row cannot be read: a quote is out of place.'
  if (header === null || is_blank(parsed.cells)) return null
  const { cells } = parsed
  const right = cells.length === header.width || (cells.length > header.width && is_blank(cells.slice(header.width)))
  if (!right) return `The row has ${cells.length} cells where the header has ${header.width}.`
  // No name, time or number goes over two lines: a quote that was never closed has met a later one.
  const broken = [...header.place.values()].some((at) => cells[at]?.includes('\n'))
  return broken ? 'The row cannot be read: a quote is out of place.' : null
}

interface Header {
  readonly width: number
  readonly place: ReadonlyMap<Column, number>
}

function read_header(cells: readonly string[]): Header {
  const names = cells.map((cell) => cell.trim().toLowerCase().replaceAll(' ', '_'))
  const place = new Map(columns.flatMap((column) => (names.includes(column) ? [[column, names.indexOf(column)] as const] : [])))
  const missing = needed.filter((column) => !place.has(column))
  if (missing.length > 0) {
    throw new Error(`The header has no column ${missing.join(', ')}. The first line must name the columns: ${columns.join(',')}.`)
  }
  return { width: cells.length, place }
}

function row_of(cells: readonly string[], { place }: Header, line: number, occurrences: Map<string, number>): LogRow {
  const texts = columns.map((column) => cells[place.get(column) ?? -1]?.trim() ?? '')
  const key = texts.join('\u001f')
  const occurrence = (occurrences.get(key) ?? 0) + 1
  occurrences.set(key, occurrence)
  // Each column has its text, in the order of the columns.
  const row = Object.fromEntries(columns.map((column, at) => [column, texts[at] ?? ''])) as Record<Column, string>
  return { line, occurrence, ...row }
}

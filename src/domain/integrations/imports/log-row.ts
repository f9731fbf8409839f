import { createHash } from 'node:crypto'
import { z } from 'zod'
import { moment } from '../../../kernel/time.ts'
import { type LocalMoment, moment_of_local, read_wall_time } from './local-time.ts'

const cells = [
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
type Cell = (typeof cells)[number]

const Text = z.string().max(10_000)

/** A row as it stands in the file; everything is text, and nothing about it is sure. */
export const LogRow = z
  .object({
    line: z.number().int().min(1).max(2_147_483_647).meta({ description: 'Its line in the file; findings name it.' }),
    occurrence: z
      .number()
      .int()
      .min(1)
      .max(2_147_483_647)
      .default(1)
      .meta({ description: 'A row that says exactly the same as one before it in the file is its second occurrence, and is kept.' }),
    work_order: Text.meta({ description: 'Becomes the job’s number and name.' }),
    part: Text.default('').meta({ description: 'The product made; empty where it is not known.' }),
    order_qty: Text.default('').meta({ description: 'Pieces ordered; empty where it is not known.' }),
    operation: Text.meta({ description: 'Becomes an operation of the job, at the workstation of that name.' }),
    machine: Text.default(''),
    operator: Text.default('').meta({ description: 'The employee number of who worked.' }),
    report_type: Text.meta({ description: '`S` set-up, `D` production, `B` breakdown.' }),
    start: Text.meta({ description: 'Local time, such as `2012-01-31 07:00:00`.' }),
    end: Text,
    qty_completed: Text.default(''),
    qty_rejected: Text.default(''),
    qty_for_mrb: Text.default(''),
    rework: Text.default('').meta({ description: '`Y` where earlier pieces were worked on again.' }),
  })
  .meta({ id: 'ProductionLogRow' })
export type LogRow = z.output<typeof LogRow>

export const Finding = z
  .object({
    line: z.number().int(),
    reason: z.string().meta({ examples: ['end_before_start'] }),
    message: z.string(),
    taken: z.boolean().meta({ description: 'Whether the row was taken in all the same.' }),
  })
  .meta({ id: 'ImportFinding', description: 'What somebody should look at in the file.' })
export type Finding = z.output<typeof Finding>

/** A row that can be booked. */
export interface LogEntry {
  readonly line: number
  /** Of what the row says and which time it says so: the same in every import of the file. */
  readonly external_id: string
  readonly work_order: string
  readonly part: string | null
  readonly order_qty: number | null
  readonly operation: string
  readonly machine: string | null
  readonly operator: string | null
  readonly kind: 'setup' | 'run' | 'breakdown'
  readonly is_rework: boolean
  readonly started_at: string
  readonly ended_at: string
  readonly good: number
  readonly scrap: number
  readonly mrb: number
}

const kinds = { S: 'setup', D: 'run', B: 'breakdown' } as const
const most_pieces = 2_147_483_647
const longest_name = 255
const longest_employee_number = 100

/** Makes sense of one row. Nothing throws here: what is wrong becomes a finding, and a row without an entry is left out. */
export function read_row(row: LogRow, zone: string, not_after: string): { entry: LogEntry | null; findings: Finding[] } {
  const text = trimmed(row)
  const findings: Finding[] = []
  const broken = (reason: string, message: string): void => void findings.push({ line: row.line, reason, message, taken: false })
  const odd = (reason: string, message: string): void => void findings.push({ line: row.line, reason, message, taken: true })

  if (text.work_order === '') broken('work_order_missing', 'The row names no work order.')
  if (text.operation === '') broken('operation_missing', 'The row names no operation.')
  for (const cell of ['work_order', 'part', 'operation', 'machine', 'operator'] as const) {
    const most = cell === 'operator' ? longest_employee_number : longest_name
    if (text[cell].length > most) broken('too_long', `${cell} has ${text[cell].length} characters; the most is ${most}.`)
  }
  const letter = text.report_type.toUpperCase()
  const kind = letter === 'S' || letter === 'D' || letter === 'B' ? kinds[letter] : null
  if (kind === null) broken('report_type_unknown', `report_type is “${text.report_type}”; S, D and B are known.`)
  const counted = (['qty_completed', 'qty_rejected', 'qty_for_mrb'] as const).map((cell) => {
    const pieces = read_pieces(text[cell] === '' ? '0' : text[cell])
    if (pieces === null) broken('quantity_unreadable', `${cell} is “${text[cell]}”; whole pieces from 0 are meant.`)
    return pieces ?? 0
  })
  const span = read_span(text, zone, not_after, broken, odd)

  const ordered = text.order_qty === '' ? null : read_pieces(text.order_qty)
  if (text.order_qty !== '' && !ordered) odd('order_qty_unreadable', `order_qty is “${text.order_qty}”; it counts as not known.`)
  const rework = text.rework.toUpperCase()
  if (!['', 'Y', 'N'].includes(rework)) odd('rework_unreadable', `rework is “${text.rework}”; it counts as N.`)
  if (row.occurrence > 1) odd('duplicate_row', `An earlier row says exactly the same (this is occurrence ${row.occurrence}).`)

  if (kind === null || span === null || findings.some(({ taken }) => !taken))
    return { entry: null, findings: findings.filter(({ taken }) => !taken) }
  const [good = 0, scrap = 0, mrb = 0] = counted
  const entry: LogEntry = {
    line: row.line,
    external_id: hash_of(text, row.occurrence),
    work_order: text.work_order,
    part: text.part || null,
    order_qty: ordered || null,
    operation: text.operation,
    machine: text.machine || null,
    operator: text.operator || null,
    kind,
    is_rework: rework === 'Y',
    ...span,
    good,
    scrap,
    mrb,
  }
  return { entry, findings }
}

type Texts = Readonly<Record<Cell, string>>
type Say = (reason: string, message: string) => void

// Each of the cells is a text of the row.
const trimmed = (row: LogRow): Texts => Object.fromEntries(cells.map((cell) => [cell, row[cell].trim()])) as Texts

const hash_of = (text: Texts, occurrence: number): string =>
  createHash('sha256')
    .update([...cells.map((cell) => text[cell]), occurrence].join('\u001f'))
    .digest('hex')

function read_pieces(text: string): number | null {
  const pieces = /^\d{1,12}(\.0+)?$/.test(text) ? Number(text) : null
  return pieces !== null && pieces <= most_pieces ? pieces : null
}

const unreadable = (cell: Cell, text: string): string => `${cell} is “${text}”; a local time such as 2012-01-31 07:00:00 is meant.`

function read_span(text: Texts, zone: string, not_after: string, broken: Say, odd: Say): { started_at: string; ended_at: string } | null {
  const [from, to] = [read_wall_time(text.start), read_wall_time(text.end)]
  if (from === null) broken('start_unreadable', unreadable('start', text.start))
  if (to === null) broken('end_unreadable', unreadable('end', text.end))
  if (from === null || to === null) return null
  if (Temporal.PlainDateTime.compare(to, from) < 0) {
    broken('end_before_start', `The row ends at ${text.end}, before it starts at ${text.start}.`)
    return null
  }
  const [start, end] = [moment_of_local(from, zone), moment_of_local(to, zone)]
  tell_clock_change('start', text.start, start, odd)
  tell_clock_change('end', text.end, end, odd)
  // A skipped start may have been moved on past its end.
  const span = { started_at: moment(start.ms), ended_at: moment(Math.max(start.ms, end.ms)) }
  if (span.ended_at > not_after) broken('in_the_future', `The row ends at ${span.ended_at}, which is still to come.`)
  if (span.started_at === span.ended_at) odd('zero_length', `The row ends when it starts, at ${text.start}; it is kept with no time.`)
  return span
}

function tell_clock_change(cell: 'start' | 'end', text: string, { ms, odd: what }: LocalMoment, odd: Say): void {
  if (what === 'skipped') odd('local_time_skipped', `${cell}: clocks skipped ${text}; it counts as ${moment(ms)}.`)
  if (what === 'double') odd('local_time_double', `${cell}: ${text} came twice that night; the first is meant, ${moment(ms)}.`)
}

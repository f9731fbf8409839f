import type { verbs } from '../../domain/verbs.gen.ts'
import type { Output } from '../../kernel/verb.ts'
import { code_128, qr } from './codes.ts'
import { leading, margin, mm, type Pen } from './pen.ts'
import { type Language, span, words } from './words.ts'

export type Traveller = Output<(typeof verbs)['parts.traveller']>

/** Something of a height that stands in the table of operations. */
export interface Row {
  readonly height: number
  draw(pen: Pen, y: number): void
}

const least = 20 * mm
const most_beside = 28 * mm
/** So many lines stay together on a page. */
const lines_of_block = 20
const padding = 1.5 * mm
const sequence_width = 12 * mm
const codes_width = 53 * mm
const box_width = 15 * mm
const signed_width = 24 * mm
const beside = sequence_width + codes_width + 2 * box_width + signed_width
const small = { size: 7.5 } as const

interface Columns {
  readonly sequence: number
  readonly text: number
  readonly text_width: number
  readonly codes: number
  readonly good: number
  readonly scrap: number
  readonly signed: number
  readonly width: number
}

function columns_of(pen: Pen): Columns {
  const width = pen.page.getWidth() - 2 * margin
  const text_width = width - beside
  const text = margin + sequence_width
  const codes = text + text_width
  const good = codes + codes_width
  return { sequence: margin, text, text_width, codes, good, scrap: good + box_width, signed: good + 2 * box_width, width }
}

export function draw_table_head(pen: Pen, y: number, language: Language): number {
  const say = words[language]
  const { text, text_width, codes, good, scrap, signed, sequence, width } = columns_of(pen)
  const style = { size: 7.5, bold: true } as const
  pen.line(say.operation, text + padding, y, text_width, style)
  pen.line(say.codes, codes + padding, y, codes_width, style)
  pen.line(say.good, good + padding, y, box_width - 2 * padding, style)
  pen.line(say.scrap, scrap + padding, y, box_width - 2 * padding, style)
  pen.line(say.signed, signed + padding, y, signed_width - padding, style)
  pen.rule(sequence, y + 4 * mm, width)
  return y + 4 * mm
}

/** Short instructions stand beside the codes; longer ones below them, over the whole width, in rows that may be on several pages. */
export function rows_of(pen: Pen, given: Traveller): Row[] {
  const { text_width, width } = columns_of(pen)
  return given.operations.flatMap((operation) => {
    const head = heading(operation, given.language)
    const text = operation.instructions?.trim() ?? ''
    const beside = text === '' ? [] : pen.wrapped(text, text_width - 2 * padding, small)
    const above = 5 * mm + head.length * leading(small)
    if (above + beside.length * leading(small) + 2 * padding <= most_beside) return [operation_row(operation, head, beside, above)]
    const below = pen.wrapped(text, width - sequence_width - 2 * padding, small)
    const blocks = Array.from({ length: Math.ceil(below.length / lines_of_block) }, (_, at) =>
      below.slice(at * lines_of_block, (at + 1) * lines_of_block),
    )
    const title = `${operation.sequence} ${operation.name}, ${words[given.language].continued}`
    const [first = [], ...more] = blocks
    return [operation_row(operation, head, first, least), ...more.map((block) => block_row(title, block))]
  })
}

type Operation = Traveller['operations'][number]

/** Where it is done, how long that should take, and what is special about it. */
function heading(operation: Operation, language: Language): string[] {
  const say = words[language]
  const where = operation.kind === 'outside' ? [say.outside, operation.supplier].filter(Boolean).join(': ') : operation.workstation?.name
  const set_up = operation.planned_setup_s ? ` (${say.set_up} ${span(operation.planned_setup_s)})` : ''
  const planned = operation.planned_s === null ? null : `${say.planned} ${span(operation.planned_s)}${set_up}`
  const special = [operation.is_gate ? say.gate : null, operation.optional ? say.optional : null].filter(Boolean).join(', ')
  return [where, planned, special].filter((line): line is string => Boolean(line))
}

function operation_row(operation: Operation, head: readonly string[], instructions: readonly string[], above: number): Row {
  const height = Math.max(least, above + instructions.length * leading(small) + 2 * padding)
  return {
    height,
    draw(pen, y) {
      const { sequence, text, text_width, codes, good, scrap, signed, width } = columns_of(pen)
      pen.line(String(operation.sequence), sequence, y + padding, sequence_width - padding, { size: 12, bold: true })
      pen.line(operation.name, text + padding, y + padding, text_width - 2 * padding, { size: 10.5, bold: true })
      head.forEach((line, at) => {
        pen.line(line, text + padding, y + padding + 5 * mm + at * leading(small), text_width - 2 * padding, { ...small, grey: true })
      })
      pen.lines(instructions, text + padding, y + above + padding, small)
      draw_codes(pen, operation.code, codes, y)
      const boxes = [
        { x: good, width: box_width },
        { x: scrap, width: box_width },
        { x: signed, width: signed_width },
      ]
      for (const box of boxes) pen.frame({ ...box, y: y + padding, height: least - 2 * padding })
      pen.rule(sequence, y + height, width)
    },
  }
}

/** Around each code stays white what its kind asks for: four squares, ten bars. */
function draw_codes(pen: Pen, code: string, x: number, y: number): void {
  const square = 15 * mm
  pen.symbol(qr(code), { x: x + padding, y: y + 2.5 * mm, width: square, height: square })
  const bars = code_128(code)
  const wide = Math.min(28 * mm, bars.width * 0.33 * mm)
  const left = x + padding + square + 4.5 * mm
  pen.symbol(bars, { x: left, y: y + 3.5 * mm, width: wide, height: 9 * mm })
  pen.line(code, left, y + 13.5 * mm, wide, { size: 8.5, bold: true })
}

function block_row(title: string, lines: readonly string[]): Row {
  const height = 5 * mm + lines.length * leading(small) + padding
  return {
    height,
    draw(pen, y) {
      const { sequence, text, width } = columns_of(pen)
      pen.line(title, text + padding, y + padding, width - sequence_width, { ...small, bold: true })
      pen.lines(lines, text + padding, y + 5 * mm, small)
      pen.rule(sequence, y + height, width)
    },
  }
}

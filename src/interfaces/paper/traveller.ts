import { setImmediate } from 'node:timers/promises'
import { PageSizes, PDFDocument } from 'pdf-lib'
import { code_128, qr } from './codes.ts'
import { type Fonts, fonts_of, leading, margin, mm, Pen } from './pen.ts'
import { draw_table_head, rows_of, type Traveller } from './traveller-rows.ts'
import { due_in, words } from './words.ts'

const sizes = { a4: PageSizes.A4, letter: PageSizes.Letter } as const
const foot = 8 * mm

/** One part on paper: what it is on top of the first page, then its operations on as many pages as they take. */
export async function traveller_pdf(given: Traveller): Promise<Uint8Array> {
  const document = await PDFDocument.create()
  const fonts = await fonts_of(document)
  const { job, part } = given
  document.setTitle(`${words[given.language].traveller} ${job.job_number} ${part.part_number}`, { showInWindowTitleBar: true })
  document.setCreator('Gemba')
  document.setProducer('Gemba')
  document.setLanguage(given.language)
  document.setCreationDate(new Date(given.printed_at))
  document.setModificationDate(new Date(given.printed_at))
  await lay_out(document, fonts, given)
  return document.save()
}

async function lay_out(document: PDFDocument, fonts: Fonts, given: Traveller): Promise<void> {
  const new_pen = (): Pen => new Pen(document.addPage([...sizes[given.size]]), fonts)
  const first = new_pen()
  const pens = [first]
  const bottom = first.page.getHeight() - margin - foot
  let pen = first
  let y = draw_table_head(pen, draw_head(pen, given), given.language)
  for (const row of rows_of(pen, given)) {
    const fits = y + row.height <= bottom
    if (!fits) {
      pen = new_pen()
      pens.push(pen)
      y = draw_table_head(pen, draw_short_head(pen, given), given.language)
    }
    row.draw(pen, y)
    y += row.height
    // Making codes keeps the processor busy: others have their turn in between.
    await setImmediate()
  }
  if (given.operations.length === 0) pen.line(words[given.language].no_operations, margin, y + 3 * mm, 150 * mm, { size: 10 })
  pens.forEach((one, at) => {
    draw_foot(one, given, at + 1, pens.length)
  })
}

const width_of = (pen: Pen): number => pen.page.getWidth() - 2 * margin

function draw_head(pen: Pen, given: Traveller): number {
  const { job, part, company } = given
  const say = words[given.language]
  const right = pen.page.getWidth() - margin
  const square = 24 * mm
  const room = width_of(pen) - square - 56 * mm
  pen.symbol(qr(job.code), { x: right - square, y: margin, width: square, height: square })
  const bars = code_128(job.code)
  const wide = Math.min(46 * mm, bars.width * 0.4 * mm)
  const left_of_bars = right - square - 5 * mm - wide
  pen.symbol(bars, { x: left_of_bars, y: margin + 2 * mm, width: wide, height: 13 * mm })
  pen.line(job.code, left_of_bars, margin + 16.5 * mm, wide, { size: 11, bold: true })
  pen.line(company, margin, margin, room, { size: 9, grey: true })
  pen.line(say.traveller, margin, margin + 4.5 * mm, room, { size: 9, grey: true })
  pen.line(job.job_number, margin, margin + 9.5 * mm, room, { size: 20, bold: true })
  if (job.name !== job.job_number) pen.line(job.name, margin, margin + 17.5 * mm, room, { size: 9 })
  pen.line(part.part_number, margin, margin + 22.5 * mm, room, { size: 14, bold: true })
  if (part.name !== part.part_number) pen.line(part.name, margin, margin + 28 * mm, room, { size: 9 })
  if (part.is_bullet_card) pen.line(say.goes_first, left_of_bars, margin + 22 * mm, wide, { size: 13, bold: true })
  return draw_notes(pen, given, draw_facts(pen, given, margin + 33.5 * mm))
}

/** The facts of the part, four beside each other, each under its name. */
function draw_facts(pen: Pen, given: Traveller, top: number): number {
  const facts = facts_of(given)
  const cell = width_of(pen) / 4
  const height = 11 * mm
  facts.forEach(([name, value], at) => {
    const box = { x: margin + (at % 4) * cell, y: top + Math.floor(at / 4) * height, width: cell, height }
    pen.frame(box)
    pen.line(name, box.x + 1.5 * mm, box.y + 1.2 * mm, cell - 3 * mm, { size: 7, grey: true })
    draw_value(pen, value ?? '', box.x + 1.5 * mm, box.y + 4.5 * mm, cell - 3 * mm)
  })
  return top + Math.ceil(facts.length / 4) * height
}

/** Large in one line, else small in two. */
function draw_value(pen: Pen, value: string, x: number, y: number, most: number): void {
  const large = { size: 11, bold: true } as const
  const small = { size: 7.5, bold: true } as const
  if (pen.wrapped(value, most, large).length === 1) {
    pen.line(value, x, y + 0.5 * mm, most, large)
    return
  }
  const [first = '', ...rest] = pen.wrapped(value, most, small)
  pen.line(first, x, y, most, small)
  pen.line(rest.join(' '), x, y + leading(small), most, small)
}

function facts_of({ job, part, language, time_zone }: Traveller): [string, string | null][] {
  const say = words[language]
  const due = job.due_override ?? part.due ?? job.due
  return [
    [say.customer, job.customer],
    [say.due, due === null ? null : due_in(language, due, time_zone)],
    [say.quantity, `${new Intl.NumberFormat(language).format(part.quantity)} ${say.pieces}`],
    [say.material, part.material],
    [say.drawing, part.drawing_number],
    [say.revision, part.drawing_revision],
    [say.lot, part.material_lot],
    [say.program, part.cnc_program_name],
  ]
}

const most_notes = 8
const note_style = { size: 8.5 } as const

/** The notes of job and part, as far as they fit under the facts: the whole of them is on the screen. */
function draw_notes(pen: Pen, { job, part, language }: Traveller, top: number): number {
  const text = [job.notes, part.notes].filter((one) => one?.trim()).join('\n')
  if (text === '') return top + 4 * mm
  const lines = pen.wrapped(text, width_of(pen), note_style)
  const shown = lines.length > most_notes ? [...lines.slice(0, most_notes - 1), '…'] : lines
  pen.line(words[language].notes, margin, top + 2 * mm, 60 * mm, { size: 7, grey: true })
  pen.lines(shown, margin, top + 5 * mm, note_style)
  return top + 7 * mm + shown.length * leading(note_style)
}

function draw_short_head(pen: Pen, { job, part }: Traveller): number {
  pen.line(`${job.job_number} · ${part.part_number}`, margin, margin, width_of(pen), { size: 12, bold: true })
  return margin + 6.5 * mm
}

function draw_foot(pen: Pen, given: Traveller, page: number, pages: number): void {
  const say = words[given.language]
  const y = pen.page.getHeight() - margin - 3 * mm
  const printed = `${say.printed} ${due_in(given.language, given.printed_at, given.time_zone)} · ${given.job.job_number} · ${given.part.part_number}`
  pen.line(printed, margin, y, width_of(pen) * 0.75, { size: 7.5, grey: true })
  pen.line_to(say.page(page, pages), margin + width_of(pen), y, { size: 7.5, grey: true })
}

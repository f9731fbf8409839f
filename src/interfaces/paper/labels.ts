import { setImmediate } from 'node:timers/promises'
import { PageSizes, PDFDocument } from 'pdf-lib'
import type { verbs } from '../../domain/verbs.gen.ts'
import type { Output } from '../../kernel/verb.ts'
import { code_128, qr } from './codes.ts'
import { type Box, fonts_of, mm, Pen } from './pen.ts'

export type Labels = Output<(typeof verbs)['unit_labels.print']>
type Label = Labels['labels'][number]

interface Sheet {
  readonly page: readonly [number, number]
  readonly columns: number
  readonly rows: number
  readonly label: { readonly width: number; readonly height: number }
  readonly left: number
  readonly top: number
  /** From the left edge of one label to that of the next. */
  readonly step: number
}

const inch = 72
/** What can be bought everywhere: one label a page on a roll, 24 on A4, 30 on Letter. */
const sheets: Readonly<Record<Labels['size'], Sheet>> = {
  '62x29': { page: [62 * mm, 29 * mm], columns: 1, rows: 1, label: { width: 62 * mm, height: 29 * mm }, left: 0, top: 0, step: 0 },
  a4: {
    ...{ page: PageSizes.A4, columns: 3, rows: 8, label: { width: 70 * mm, height: 37 * mm } },
    ...{ left: 0, top: 0.5 * mm, step: 70 * mm },
  },
  letter: {
    ...{ page: PageSizes.Letter, columns: 3, rows: 10, label: { width: 2.625 * inch, height: inch } },
    ...{ left: 0.1875 * inch, top: 0.5 * inch, step: 2.75 * inch },
  },
}

export async function labels_pdf({ labels: all, size }: Labels, printed_at: Date): Promise<Uint8Array> {
  const sheet = sheets[size]
  const document = await PDFDocument.create()
  const fonts = await fonts_of(document)
  document.setTitle(`${all[0]?.serial_number ?? ''}${all.length > 1 ? ` … ${all.at(-1)?.serial_number}` : ''}`)
  document.setCreator('Gemba')
  document.setProducer('Gemba')
  document.setCreationDate(printed_at)
  document.setModificationDate(printed_at)
  const new_pen = (): Pen => new Pen(document.addPage([...sheet.page]), fonts)
  let pen = new_pen()
  for (const [at, label] of all.entries()) {
    const place = at % (sheet.columns * sheet.rows)
    if (at > 0 && place === 0) pen = new_pen()
    draw_label(pen, label, {
      x: sheet.left + (place % sheet.columns) * sheet.step,
      y: sheet.top + Math.floor(place / sheet.columns) * sheet.label.height,
      ...sheet.label,
    })
    // Making codes keeps the processor busy: others have their turn in between.
    await setImmediate()
  }
  return document.save({ objectsPerTick: 20 })
}

/** The square to the left; to the right what it is, its number, and the bars along the lower edge. */
function draw_label(pen: Pen, label: Label, box: Box): void {
  const edge = 2.5 * mm
  const square = Math.min(19 * mm, box.height - 2 * edge - 3 * mm)
  const left = box.x + edge
  const top = box.y + (box.height - square - 4 * mm) / 2
  pen.symbol(qr(label.code), { x: left, y: top, width: square, height: square })
  pen.line(label.code, left, top + square + 1 * mm, square, { size: 8, bold: true })
  const x = left + square + 3.5 * mm
  const room = box.x + box.width - edge - x
  const y = box.y + edge
  pen.line(label.product_number ?? label.part_number, x, y, room, { size: 9 })
  pen.line(label.serial_number, x, y + 4 * mm, room, { size: 13, bold: true })
  pen.line(below(label), x, y + 9.5 * mm, room, { size: 7, grey: true })
  const bars = code_128(label.code)
  const wide = Math.min(room - 1.5 * mm, bars.width * 0.33 * mm)
  const high = Math.min(9 * mm, box.height - 2 * edge - 13 * mm)
  pen.symbol(bars, { x, y: box.y + box.height - edge - high, width: wide, height: high })
}

export const below = ({ job_number, material_lot }: Label): string => [job_number, material_lot].filter(Boolean).join(' · ')

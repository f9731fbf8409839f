import {
  concatTransformationMatrix,
  fill,
  type PDFDocument,
  type PDFFont,
  type PDFPage,
  popGraphicsState,
  pushGraphicsState,
  rectangle,
  rgb,
  StandardFonts,
  setFillingGrayscaleColor,
} from 'pdf-lib'
import type { Scannable } from './codes.ts'
import { speller } from './spell.ts'

/** Points in a millimetre. */
export const mm = 72 / 25.4
/** Of a sheet; less is not printed by every printer. */
export const margin = 12 * mm

export interface Fonts {
  readonly plain: PDFFont
  readonly bold: PDFFont
  spell(text: string): string
}

/** They are in every reader, so they are not in the file. */
export async function fonts_of(document: PDFDocument): Promise<Fonts> {
  const [plain, bold] = await Promise.all([document.embedFont(StandardFonts.Helvetica), document.embedFont(StandardFonts.HelveticaBold)])
  return { plain, bold, spell: speller(plain) }
}

export interface Style {
  readonly size: number
  readonly bold?: boolean
  readonly grey?: boolean
}

export interface Box {
  readonly x: number
  /** From the top of the page down. */
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Draws on one page, measured in points from its upper left corner. */
export class Pen {
  readonly page: PDFPage
  readonly fonts: Fonts

  constructor(page: PDFPage, fonts: Fonts) {
    this.page = page
    this.fonts = fonts
  }

  #font = (style: Style): PDFFont => (style.bold ? this.fonts.bold : this.fonts.plain)

  /** One line, its upper edge at `y`; made smaller and then cut off where it is wider than `most`. */
  line(text: string, x: number, y: number, most: number, style: Style): void {
    const font = this.#font(style)
    const { text: shown, size } = fitted(this.fonts.spell(text), font, style.size, most)
    if (shown === '') return
    this.page.drawText(shown, { x, y: this.page.getHeight() - y - size * 0.8, size, font, color: rgb(...shade(style)) })
  }

  line_to(text: string, right: number, y: number, style: Style): void {
    const width = this.#font(style).widthOfTextAtSize(this.fonts.spell(text), style.size)
    this.line(text, right - width, y, Number.POSITIVE_INFINITY, style)
  }

  lines(lines: readonly string[], x: number, y: number, style: Style): void {
    lines.forEach((text, at) => {
      this.line(text, x, y + at * leading(style), Number.POSITIVE_INFINITY, style)
    })
  }

  wrapped(text: string, most: number, style: Style): string[] {
    const font = this.#font(style)
    return text.split(/\r?\n/).flatMap((paragraph) => wrap(this.fonts.spell(paragraph).trim(), font, style.size, most))
  }

  frame({ x, y, width, height }: Box): void {
    this.page.drawRectangle({
      x,
      y: this.page.getHeight() - y - height,
      width,
      height,
      borderWidth: 0.6,
      borderColor: rgb(0.25, 0.25, 0.25),
    })
  }

  rule(x: number, y: number, width: number): void {
    const down = this.page.getHeight() - y
    this.page.drawLine({ start: { x, y: down }, end: { x: x + width, y: down }, thickness: 0.6, color: rgb(0.55, 0.55, 0.55) })
  }

  /** A code to scan, filling the box. Around it must stay white. */
  symbol({ width, height, black }: Scannable, box: Box): void {
    // Its own modules are the unit, downwards: whole numbers are short.
    const to_modules = concatTransformationMatrix(box.width / width, 0, 0, -box.height / height, box.x, this.page.getHeight() - box.y)
    const squares = black.map((one) => rectangle(one.x, one.y, one.width, one.height))
    this.page.pushOperators(pushGraphicsState(), setFillingGrayscaleColor(0), to_modules, ...squares, fill(), popGraphicsState())
  }
}

export const leading = ({ size }: Style): number => size * 1.25
const shade = ({ grey = false }: Style): [number, number, number] => (grey ? [0.35, 0.35, 0.35] : [0, 0, 0])

const smallest = 0.7

function fitted(text: string, font: PDFFont, size: number, most: number): { text: string; size: number } {
  if (most === Number.POSITIVE_INFINITY) return { text, size }
  const width = font.widthOfTextAtSize(text, size)
  if (width <= most) return { text, size }
  // A little less than fits, for the sake of rounding.
  const smaller = Math.max(size * smallest, (size * most * 0.999) / width)
  if (font.widthOfTextAtSize(text, smaller) <= most) return { text, size: smaller }
  const letters = [...text]
  while (letters.length > 0 && font.widthOfTextAtSize(`${letters.join('')}…`, smaller) > most) letters.pop()
  return { text: `${letters.join('').trimEnd()}…`, size: smaller }
}

function wrap(text: string, font: PDFFont, size: number, most: number): string[] {
  const fits = (line: string): boolean => font.widthOfTextAtSize(line, size) <= most
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/).flatMap((one) => pieces(one, fits))) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && !fits(longer)) {
      lines.push(line)
      line = word
    } else line = longer
  }
  return [...lines, line]
}

/** A word too long for the line is broken where it must be. */
function pieces(word: string, fits: (line: string) => boolean): string[] {
  if (fits(word)) return [word]
  const found: string[] = []
  let piece = ''
  for (const letter of word) {
    if (piece !== '' && !fits(piece + letter)) {
      found.push(piece)
      piece = ''
    }
    piece += letter
  }
  return [...found, piece]
}

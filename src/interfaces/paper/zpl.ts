import { below, type Labels } from './labels.ts'

type Label = Labels['labels'][number]

const dots_of = { '203': 8, '300': 12, '600': 24 } as const

/** For printers that speak ZPL II: one format a label, on a roll of 62 × 29 mm. */
export const labels_zpl = ({ labels, dpi }: Labels): string => labels.map((label) => label_zpl(label, dots_of[dpi])).join('')

function label_zpl(label: Label, dots: number): string {
  const at = (x: number, y: number): string => `^FO${Math.round(x * dots)},${Math.round(y * dots)}`
  const line = (x: number, y: number, high: number, text: string): string =>
    `${at(x, y)}^A0N,${Math.round(high * dots)}^FB${Math.round(35 * dots)},1^FH${field(text)}^FS\n`
  // The square has 21 modules and stands 10 dots lower than it is put; a module of the bars is a quarter of a millimetre.
  const module = Math.round((19 * dots) / 21)
  return [
    `^XA\n^CI28\n^PW${62 * dots}\n^LL${29 * dots}\n^LH0,0\n`,
    `${at(2.5, 2)}^BQN,2,${Math.min(10, module)}^FH^FDMA,${escaped(label.code)}^FS\n`,
    line(2.5, 24.5, 3, label.code),
    line(25, 2.5, 3.4, label.product_number ?? label.part_number),
    line(25, 6.5, 5, label.serial_number),
    line(25, 12.5, 2.6, below(label)),
    `${at(25, 17)}^BY${Math.round(dots / 4)}^BCN,${Math.round(9 * dots)},N,N,N,A^FH${field(label.code)}^FS\n`,
    '^XZ\n',
  ].join('')
}

const field = (text: string): string => `^FD${escaped(text)}`

/** What means something to the printer, and all that is not plain, is said by its bytes. */
const escaped = (text: string): string =>
  [...Buffer.from(text, 'utf8')]
    .map((byte) => {
      const sign = String.fromCharCode(byte)
      return /[A-Za-z0-9 .,:;()+*/=$#@!?%&'"-]/.test(sign) && byte < 128 ? sign : `_${byte.toString(16).toUpperCase().padStart(2, '0')}`
    })
    .join('')

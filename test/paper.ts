import { decodePDFRawStream, PDFArray, PDFDocument, PDFRawStream } from 'pdf-lib'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'

/** What a reader shows: the text of each page, and its size in points. */
export async function read_pdf(bytes: Uint8Array): Promise<{ text: string; width: number; height: number }[]> {
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: 0 })
  const document = await task.promise
  const pages = Array.from({ length: document.numPages }, async (_, at) => {
    const page = await document.getPage(at + 1)
    const { items } = await page.getTextContent()
    const { width, height } = page.getViewport({ scale: 1 })
    return { text: items.map((item) => ('str' in item ? item.str : '')).join('\n'), width, height }
  })
  const read = await Promise.all(pages)
  await task.destroy()
  return read
}

interface Drawn {
  readonly width: number
  readonly height: number
  readonly squares: readonly (readonly [x: number, y: number, width: number, height: number])[]
}

/** What is drawn to be scanned, off the pages themselves. */
async function drawn_in(bytes: Uint8Array): Promise<Drawn[]> {
  const document = await PDFDocument.load(bytes)
  const contents = document.getPages().flatMap((page) => {
    const held = page.node.Contents()
    const streams = held instanceof PDFArray ? held.asArray().map((one) => document.context.lookup(one)) : [held]
    return streams.flatMap((one) => (one instanceof PDFRawStream ? [Buffer.from(decodePDFRawStream(one).decode()).toString('latin1')] : []))
  })
  const drawings = contents.join('\n').matchAll(/0 g\n(\S+) 0 0 (\S+) \S+ \S+ cm\n((?:\S+ \S+ \S+ \S+ re\n)+)f/g)
  return [...drawings].map(([, across, down, squares = '']) => ({
    width: Number(across),
    height: -Number(down),
    squares: squares
      .trim()
      .split('\n')
      .map((line) => {
        const [x = 0, y = 0, width = 0, height = 0] = line.split(' ').map(Number)
        return [x, y, width, height] as const
      }),
  }))
}

export async function codes_in(
  bytes: Uint8Array,
): Promise<{ bars: { text: string; module: number }[]; squares: { rows: string[]; module: number }[] }> {
  const drawn = await drawn_in(bytes)
  const is_flat = ({ squares }: Drawn): boolean => squares.every(([, y]) => y === 0)
  return {
    bars: drawn.filter(is_flat).map(({ squares, width }) => ({ text: read_code_128(squares), module: width })),
    squares: drawn.filter((one) => !is_flat(one)).map(({ squares, width }) => ({ rows: rows_of(squares), module: width })),
  }
}

function rows_of(squares: Drawn['squares']): string[] {
  const size = Math.max(...squares.map(([x, , width]) => x + width))
  const rows = Array.from({ length: size }, () => Array.from({ length: size }, () => '.'))
  for (const [x, y, width] of squares) rows[y]?.fill('#', x, x + width)
  return rows.map((row) => row.join(''))
}

/** The widths of bar, gap, bar, gap, bar, gap for each of the values of code 128, as ISO/IEC 15417 has them. */
const patterns =
  '212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 114311 411113 411311 113141 114131 311141 411131 211412 211214 211232'.split(
    ' ',
  )
const [to_c, to_b, to_a, start_a, start_b, start_c] = [99, 100, 101, 103, 104, 105]

/** As a scanner reads it; the check sum must hold. */
function read_code_128(bars: Drawn['squares']): string {
  const widths = bars.flatMap(([x, , width], at) => {
    const next = bars[at + 1]
    return next ? [width, next[0] - x - width] : [width]
  })
  const values: number[] = []
  for (let at = 0; at + 7 < widths.length; at += 6) values.push(patterns.indexOf(widths.slice(at, at + 6).join('')))
  if (values.includes(-1) || widths.slice(-7).join('') !== '2331112') throw new Error(`no code 128: ${widths.join('')}`)
  const [start = 0, ...rest] = values
  const check = rest.pop()
  const sum = rest.reduce((all, value, at) => all + value * (at + 1), start) % 103
  if (check !== sum) throw new Error(`code 128: the check sum is ${check}, not ${sum}`)
  let set = start
  return rest
    .map((value) => {
      const is_switch = (value === to_c && set !== start_c) || (value === to_b && set !== start_b) || (value === to_a && set !== start_a)
      if (is_switch) set = value === to_c ? start_c : value === to_b ? start_b : start_a
      if (is_switch) return ''
      return set === start_c ? String(value).padStart(2, '0') : String.fromCharCode(value + 32)
    })
    .join('')
}

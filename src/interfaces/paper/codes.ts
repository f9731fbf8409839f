import bwip from 'bwip-js/node'

/** Where something is black, in modules from the upper left corner. */
export interface Black {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface Scannable {
  readonly width: number
  readonly height: number
  readonly black: readonly Black[]
}

/** Code 128: bars one module high, to be drawn as high as there is room. */
export function code_128(text: string): Scannable {
  const [symbol] = bwip.raw({ bcid: 'code128', text })
  if (!symbol || !('sbs' in symbol)) throw new Error('code 128 is made of bars')
  let x = 0
  const black = symbol.sbs.flatMap((width, at) => {
    const bar = { x, y: 0, width, height: 1 }
    x += width
    return at % 2 === 0 ? [bar] : []
  })
  return { width: x, height: 1, black }
}

/** QR, each row's black as few long pieces, so that no seams show within them. */
export function qr(text: string): Scannable {
  const [symbol] = bwip.raw('qrcode', text, 'eclevel=M')
  if (!symbol || !('pixs' in symbol)) throw new Error('QR is made of squares')
  const { pixs, pixx: width, pixy: height } = symbol
  const black = Array.from({ length: height }, (_, y) => runs(pixs.slice(y * width, (y + 1) * width), y)).flat()
  return { width, height, black }
}

function runs(row: readonly number[], y: number): Black[] {
  const found: Black[] = []
  for (let x = 0; x < row.length; x++) {
    if (row[x] !== 1) continue
    const end = row.indexOf(0, x)
    const width = (end < 0 ? row.length : end) - x
    found.push({ x, y, width, height: 1 })
    x += width
  }
  return found
}

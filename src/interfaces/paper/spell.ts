import type { PDFFont } from 'pdf-lib'

/** What no mark falls off of: the letter that a reader would take in its place. */
const nearest: Readonly<Record<string, string>> = {
  Ł: 'L',
  ł: 'l',
  Đ: 'D',
  đ: 'd',
  Ħ: 'H',
  ħ: 'h',
  ı: 'i',
  Ŋ: 'N',
  ŋ: 'n',
  ẞ: 'SS',
  Ø: 'O',
  '⌀': 'Ø',
  '∅': 'Ø',
  '−': '-',
  '‐': '-',
  '‑': '-',
  '≤': '<=',
  '≥': '>=',
  '≈': '~',
  '→': '->',
  '←': '<-',
  Ω: 'Ohm',
}

/** Fonts that every reader has spell the languages of Western Europe. Of other letters their plain ones are printed, else a question mark. */
export function speller(font: PDFFont): (text: string) => string {
  const known = new Set(font.getCharacterSet())
  const can = (text: string): boolean => [...text].every((one) => known.has(one.codePointAt(0) ?? 0))
  const spell_one = (one: string): string => {
    if (/\s/.test(one)) return ' '
    if (can(one)) return one
    const near = nearest[one] ?? one.normalize('NFKD').replace(/\p{M}/gu, '')
    if (near !== '' && can(near)) return near
    return /[\p{C}\p{M}]/u.test(one) ? '' : '?'
  }
  return (text) => [...text.normalize('NFC')].map(spell_one).join('')
}

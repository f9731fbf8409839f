const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const check_alphabet = `${alphabet}*~$=U`

/** What stands on a traveller: kind letter, Crockford base32 of a number, check character (modulo 37, as Crockford has it). */
export type CodeKind = 'J' | 'O' | 'U'

export function code(kind: CodeKind, number: number): string {
  let digits = ''
  for (let rest = number; rest > 0 || digits === ''; rest = Math.floor(rest / 32)) digits = alphabet.charAt(rest % 32) + digits
  return kind + digits + check_alphabet.charAt(number % 37)
}

/** Reads a scan or a typed code: case and the letters people confuse do not matter. Null where the check does not hold. */
export function read_code(text: string): { kind: CodeKind; number: number } | null {
  const typed = text.trim().toUpperCase()
  const kind = (['J', 'O', 'U'] as const).find((letter) => letter === typed[0])
  if (!kind || typed.length < 3) return null
  const digits = typed.slice(1, -1).replaceAll('O', '0').replaceAll('I', '1').replaceAll('L', '1')
  let number = 0
  for (const digit of digits) {
    const value = alphabet.indexOf(digit)
    if (value < 0) return null
    number = number * 32 + value
  }
  if (!Number.isSafeInteger(number)) return null
  const check = typed.slice(-1).replace('O', '0').replace('I', '1').replace('L', '1')
  return check_alphabet.charAt(number % 37) === check ? { kind, number } : null
}

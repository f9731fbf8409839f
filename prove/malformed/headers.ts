import type { Random } from '../random.ts'
import type { Wire } from './wire.ts'

type Header = readonly [string, string]

const odd_values = [
  '',
  ' ',
  '"',
  '""',
  '"x"',
  'W/',
  'W/"7"',
  '"99999999999999999999"',
  '"1", "2"',
  '*',
  '-1',
  '0',
  '\t',
  'é',
  '💥',
  '\0',
  'a\0b',
  'a\rb',
  '\x7f',
  'x'.repeat(256),
  'x'.repeat(5000),
  'Basic eDp5',
  'Bearer',
  'Bearer ',
  'Bearer a b',
  'bearer ses_x',
  `Bearer ${'x'.repeat(5000)}`,
  'Bearer \u00e9',
  'Token x',
  'null',
  'undefined',
  '[object Object]',
  '__proto__',
]

const telling = [
  'authorization',
  'x-api-key',
  'idempotency-key',
  'if-match',
  'x-request-id',
  'accept',
  'accept-encoding',
  'origin',
  'referer',
  'cookie',
  'user-agent',
  'x-forwarded-for',
  'x-http-method-override',
  'if-none-match',
  'range',
  'date',
]

/** Headers as only a broken or a hostile client sends them. */
export function odd_headers(
  random: Random,
  key: string,
): Partial<Wire> & { readonly headers: readonly Header[]; readonly loses_name: boolean } {
  const headers = random.weighted<() => Header[]>([
    [12, () => [[random.pick(telling), random.pick(odd_values)]]],
    [
      2,
      () => [
        [random.pick(telling), random.pick(odd_values)],
        [random.pick(telling), random.pick(odd_values)],
      ],
    ],
    [1, () => [['x-long', 'x'.repeat(random.pick([4000, 20_000, 200_000]))]]],
    [1, () => Array.from({ length: random.pick([90, 2500]) }, (_, at): Header => [`x-${at}`, String(at)])],
    [1, () => [['host', random.pick(['', 'a b', 'x'.repeat(3000), '[::1', 'gemba:99999', '\0'])]]],
    [
      1,
      () => [
        ['authorization', `Bearer ${key}`],
        ['authorization', 'Bearer other'],
      ],
    ],
    [1, () => [['content-length', random.pick(['-1', 'x', '1e3', '99999999999999999999', '0', ' ', '5, 6'])]]],
    [1, () => [['transfer-encoding', random.pick(['chunked', 'gzip', 'identity', 'chunked, chunked', 'x', ''])]]],
    [1, () => [['expect', random.pick(['100-continue', 'x', ''])]]],
    [
      1,
      () => [
        ['upgrade', random.pick(['websocket', 'h2c', 'x'])],
        ['connection', 'upgrade'],
      ],
    ],
    [1, () => [['content-encoding', random.pick(['gzip', 'br', 'x'])]]],
    [1, () => [[random.pick(['', ' ', 'a b', 'a:b', '\0', '__proto__', 'é', 'x\r\ny']), 'x']]],
  ])()
  const names = headers.map(([name]) => name)
  return {
    headers,
    // More may have been announced than is sent.
    is_cut_short: names.some((name) => ['content-length', 'transfer-encoding', 'expect'].includes(name)),
    loses_name: names.some((name) => name === 'x-request-id' || name === 'idempotency-key'),
  }
}

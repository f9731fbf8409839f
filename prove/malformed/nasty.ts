import type { Random } from '../random.ts'
import { plain, type Schema } from '../schema.ts'
import { deep, Members, Raw } from './json.ts'

const texts = [
  ...['', ' ', '\t\n', 'null', 'undefined', 'NaN', 'Infinity', '-Infinity', 'true', '[]', '{}', '0', '5', '1.5', '1e3', '0x10', '-1', '٣'],
  ...[
    '\0',
    'a\0b',
    '\ud800',
    '\udc00',
    'x\ud83d',
    '\ufffe',
    '\ufeff',
    '\u202eabc\u202c',
    'e\u0301',
    'שלום',
    '\u2028',
    '👩‍👩‍👧‍👦',
    'ﷺ',
    'İ',
    'ß',
  ],
  ...[
    "'",
    '"',
    '\\',
    '%',
    '_',
    '%_%',
    "'; drop table jobs; --",
    '$1',
    '{{1}}',
    '<script>',
    '../../etc/passwd',
    '\r\nX-A: 1',
    '*',
    '.*',
    '(',
    'a[0]',
  ],
  ...[
    '2026-02-30',
    '2026-13-01',
    '0000-00-00',
    '0001-01-01',
    '9999-12-31',
    '10000-01-01',
    '2026-03-02',
    '2026-03-02T25:00:00Z',
    '2026-03-02T07:30:00',
  ],
  ...[
    '2026-03-02T23:59:60Z',
    '+275760-09-13T00:00:00Z',
    '+275760-09-13T00:00:00.001Z',
    '-000001-01-01T00:00:00Z',
    '2026-03-02T07:30:00+99:99',
    'tomorrow',
  ],
  ...[
    '0001-01-01T00:00:00+14:00',
    '9999-12-31T23:59:59-14:00',
    '0000-01-01T00:00:00Z',
    '2026-03-02T07:30:00.123456789Z',
    '2026-W10',
    '1772436600',
  ],
  ...[
    '00000000-0000-0000-0000-000000000000',
    'ffffffff-ffff-ffff-ffff-ffffffffffff',
    '{019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11}',
    '019bd1a45a7e7c3e9d672f6b1f0c9a11',
  ],
  ...[
    '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a1',
    '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11 ',
    'urn:uuid:019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11',
    'J',
    'J00',
    'O2Z9',
    '__proto__',
  ],
  ...[
    'Europe/Nowhere',
    'UTC+25',
    'a@b',
    'a@b@c',
    '@',
    'http://',
    'javascript:alert(1)',
    'http://[::1',
    'file:///etc/passwd',
    'MDE5',
    '====',
    '20260101000000.99999999999999999999.1',
  ],
  ...[Buffer.from('99991231235959.9999999999999999999.999999999999999999').toString('base64url'), Buffer.from('\0').toString('base64url')],
]

const numbers = [
  ...[
    0,
    -0,
    1,
    -1,
    1.5,
    -1.5,
    0.1,
    1e-7,
    2 ** 31 - 1,
    2 ** 31,
    -(2 ** 31) - 1,
    2 ** 32,
    2 ** 53 - 1,
    2 ** 53,
    2 ** 63,
    1e21,
    1e100,
    1e308,
    -1e308,
  ],
  ...[
    '1e999',
    '-1e999',
    '1E400',
    '1e-999',
    '123456789012345678901234567890',
    '9223372036854775808',
    '0.30000000000000000000000000004',
    '-0',
    '-0.0',
  ].map((text) => new Raw(text)),
]

const odd_names = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'toJSON',
  'then',
  'length',
  '',
  ' ',
  'a\0',
  '\ud800',
  'ключ',
  '0',
  'x'.repeat(300),
]

/** Too long for any field, in bytes or in characters. */
const long = (random: Random): string =>
  random.pick(['a', 'é', '👍', '\u0301', ' ', '"', '\0']).repeat(random.pick([255, 256, 257, 1000, 10_001, 65_536, 300_000]))

const things = (random: Random): unknown =>
  random.pick<() => unknown>([
    () => [],
    () => [null],
    () => [[]],
    () => ({}),
    () => [{}],
    () => new Members(Array.from({ length: 3 }, () => [random.pick(odd_names), random.pick(texts)] as const)),
    () =>
      new Members([
        ['a', 1],
        ['a', 2],
      ]),
    () => deep('[', '', ']', random.pick([10, 63, 64, 65, 500, 5000, 50_000])),
    () => deep('{"a":', '1', '}', random.pick([63, 64, 200, 5000])),
    () => Array.from({ length: random.pick([101, 1001, 5000]) }, () => random.pick(texts)),
    () => new Members(Array.from({ length: random.pick([100, 3000]) }, (_, at) => [`k${at}`, at] as const)),
  ])()

/** Anything but what is expected. */
export function nasty(random: Random): unknown {
  return random.weighted<() => unknown>([
    [4, () => random.pick([null, true, false])],
    [8, () => random.pick(numbers)],
    [14, () => random.pick(texts)],
    [2, () => long(random)],
    [5, () => things(random)],
    [1, () => random.pick(texts) + random.pick(texts)],
  ])()
}

export const nasty_text = (random: Random): string => (random.chance(0.1) ? long(random).slice(0, 6000) : random.pick(texts))
export const odd_name = (random: Random): string => random.pick(odd_names)

/** Just beyond what the contract allows there, or just within. */
export function edge_of(random: Random, schema: Schema, id: () => unknown): unknown {
  const it = plain(schema)
  const { minimum = 0, maximum = 100, maxLength = 255, minLength = 0, maxItems = 100, items = {} } = it
  if (it.enum) return random.pick<unknown>([String(it.enum[0]).toUpperCase(), `${it.enum[0]} `, ...it.enum])
  if (it.format === 'uuid') return random.pick<unknown>([id(), String(id()).toUpperCase(), [id()], `${id()}x`, { id: id() }])
  if (it.type === 'integer' || it.type === 'number')
    return random.pick<unknown>([
      minimum,
      minimum - 1,
      maximum,
      maximum + 1,
      minimum + 0.5,
      String(minimum),
      [minimum],
      new Raw(`${maximum}0`),
      new Raw(`${minimum}.0`),
    ])
  if (it.type === 'string')
    return random.pick<unknown>([
      'x'.repeat(maxLength + 1),
      '👍'.repeat(maxLength),
      'x'.repeat(Math.max(0, minLength - 1)),
      ' '.repeat(maxLength),
      'x'.repeat(maxLength),
    ])
  if (it.type === 'boolean') return random.pick<unknown>(['true', 1, 'yes', null, [true]])
  if (it.type === 'array') {
    const element = plain(items).format === 'uuid' ? id() : random.pick<unknown>(['x', 1, {}])
    // A list as long as it may be is done one by one, and may take longer than any limit here. One of these is more than a call can take.
    const length = random.chance(0.02) ? 140_000 : random.pick([0, 2, Math.min(maxItems, 100), maxItems + 1])
    return Array.from({ length }, () => element)
  }
  return nasty(random)
}

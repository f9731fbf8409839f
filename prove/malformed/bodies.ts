import type { Random } from '../random.ts'

const rubbish = [
  '',
  ' ',
  '{',
  '}',
  '[',
  '{"a"',
  '{"a":',
  '{"a":1,}',
  "{'a':1}",
  '{a:1}',
  'NaN',
  'Infinity',
  'undefined',
  '01',
  '1 2',
  '"',
  '"\\x"',
  '"\\u12"',
  '"\t"',
  '{}{}',
  '// x\n{}',
  '<a/>',
  'a=1&b=2',
  '\ufeff{}',
  'true',
  'null',
  '"text"',
  '5',
  '[]',
  '[{}]',
  '{"":""}',
  '{"\\u0000":1}',
  '--x\r\n\r\n--x--',
]

/** Bytes that are no JSON, or JSON that is no text. */
export function broken_body(random: Random, whole: string): Buffer {
  const bytes = Buffer.from(whole)
  const at = random.below(bytes.length + 1)
  const stray = Buffer.from(Array.from({ length: random.between(1, 4) }, () => random.below(256)))
  return random.weighted<() => Buffer>([
    [3, () => Buffer.from(random.pick(rubbish))],
    [3, () => bytes.subarray(0, at)],
    [3, () => Buffer.concat([bytes.subarray(0, at), stray, bytes.subarray(at)])],
    [2, () => Buffer.concat([bytes, stray])],
    [1, () => Buffer.from(whole, 'utf16le')],
    [1, () => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes])],
    [1, () => Buffer.from(whole.replaceAll('"', "'"))],
    [1, () => Buffer.from(whole.replace(/[a-z]/, '\xff'), 'latin1')],
    [1, () => Buffer.from(whole.replace(/:/, ':/**/'))],
    [1, () => Buffer.from(whole.replace(/"[^"]*"/, '"\\ud800\\ud800"'))],
    [1, () => Buffer.from(whole.replace(/:[^,}]*/, ':1e999'))],
    [1, () => Buffer.concat([bytes, Buffer.from(whole)])],
    [1, () => Buffer.from(Array.from({ length: random.below(300) }, () => random.below(256)))],
  ])()
}

const types = [
  '',
  ' ',
  ';',
  '/',
  'application',
  'application/',
  'application/json; charset=utf-16',
  'application/json; charset=x',
  'APPLICATION/JSON',
  'application/json;;',
  'application/problem+json',
  'text/plain',
  'text/html',
  'multipart/form-data',
  'multipart/form-data; boundary=x',
  'application/x-www-form-urlencoded',
  'application/octet-stream',
  'application/xml',
  'application/json, text/plain',
  'application/json\t',
  'é',
  '*/*',
  'application/vnd.a+json',
  'application/jsonx',
  'x'.repeat(3000),
]

export const odd_type = (random: Random): string => random.pick(types)

import type { Random } from '../random.ts'
import type { Place } from '../routes.ts'
import { nasty_text, odd_name } from './nasty.ts'

const odd_segments = [
  '%00',
  '%',
  '%zz',
  '%ff',
  '%c0%af',
  '%2f',
  '%2e%2e',
  '..',
  '.',
  '%25',
  '%20',
  '*',
  ':id',
  '{id}',
  'null',
  'undefined',
  '-1',
  '0',
  '1e3',
  '%F0%9F%91%8D',
  '%ed%a0%80',
  '💥',
  'é',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  "'",
  '%27%3b--',
  '(',
  '~',
  '@',
  ';a=b',
  '%0d%0aX:1',
  'x'.repeat(501),
  'x'.repeat(9000),
  '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11%00',
  '019BD1A4-5A7E-7C3E-9D67-2F6B1F0C9A11',
]

/** An address that is nearly right. */
export function odd_target(random: Random, place: Place, path: string, query: string): string {
  const behind = query === '' ? '' : `?${query}`
  const segments = path.split('/')
  const at = random.between(1, segments.length - 1)
  const odd = random.chance(0.2) ? encodeURIComponent(nasty_text(random).replaceAll(/[\ud800-\udfff]/g, '?')) : random.pick(odd_segments)
  const id_at = place.path.split('/').indexOf('{id}')
  return random.weighted<() => string>([
    [6, () => segments.with(id_at > 0 && random.chance(0.7) ? id_at : at, odd).join('/') + behind],
    [2, () => `${path}/${odd}${behind}`],
    [1, () => `${path}/${behind}`],
    [1, () => `${path}//${behind}`],
    [1, () => `/${path}${behind}`],
    [1, () => path.toUpperCase() + behind],
    [1, () => `${path}${random.pick(['?', '??', '?&', '#x', '%3F', ';x=1', '?=', '?%', ' ', '\\'])}`],
    [1, () => `http://elsewhere.example${path}${behind}`],
    [1, () => `/${segments.toReversed().join('/')}`],
    [
      1,
      () =>
        random.pick([
          '*',
          '',
          '/',
          '//',
          '/..',
          '/../../etc/passwd',
          '/%',
          '/%00',
          '/v1',
          '/v1/',
          '/functions/v1',
          '/openapi/../x',
          '/docs/../../x',
          `/${'a/'.repeat(4000)}`,
          '/docs/%2e%2e%2f',
          'v1/jobs',
        ]),
    ],
  ])()
}

const wrong = ['%', '%zz', '%ff', '%00', '%ed%a0%80', '+', '%2B', '&&', '=', '[]', '%5B%5D=']

/** Members twice, as lists, as objects, unknown, huge, or half encoded. */
export function odd_query(random: Random, names: readonly string[], given: readonly (readonly [string, string])[]): string {
  const name = names.length === 0 || random.chance(0.1) ? odd_name(random) : random.pick(names)
  const well = (text: string): string => encodeURIComponent(text.toWellFormed())
  const whole = given.map(([key, value]) => `${well(key)}=${well(value)}`)
  const value = well(nasty_text(random))
  const odd = random.weighted<() => string>([
    [10, () => `${well(name)}=${value}`],
    [2, () => `${well(name)}=${value}&${well(name)}=${well(nasty_text(random))}`],
    [1, () => `${well(name)}[]=${value}`],
    [1, () => `${well(name)}[a]=${value}`],
    [1, () => `${well(name)}`],
    [1, () => `${well(name)}=${random.pick(wrong)}`],
    [1, () => `${well(odd_name(random))}=${value}`],
    [1, () => Array.from({ length: random.pick([50, 800]) }, (_, at) => `${well(name)}=${at}`).join('&')],
    [1, () => `${well(name)}=${'x'.repeat(random.pick([256, 3000, 14_000]))}`],
    [1, () => `${well(name)}=${Array.from({ length: 300 }, (_, at) => at).join(',')}`],
  ])()
  const kept = whole.filter((one) => !one.startsWith(`${well(name)}=`) || random.chance(0.2))
  return [...kept, odd].join('&')
}

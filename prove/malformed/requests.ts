import type { Random } from '../random.ts'
import { sending_of, sending_with, text_of } from '../request.ts'
import type { Place } from '../routes.ts'
import { type IdFor, least_of, plain, type Schema, type Spot, spots_of } from '../schema.ts'
import { broken_body, odd_type } from './bodies.ts'
import { odd_headers } from './headers.ts'
import { Members, write_json } from './json.ts'
import { edge_of, nasty, nasty_text, odd_name } from './nasty.ts'
import { odd_query, odd_target } from './targets.ts'
import type { Wire } from './wire.ts'

/** Who asks, and what they may name. */
export interface World {
  readonly ids: ReadonlyMap<string, readonly string[]>
  readonly key: string
  readonly system_key: string
}

export interface Request {
  readonly kind: string
  readonly wire: Wire
  /** The server must be able to tell it from others by this. */
  readonly is_named: boolean
}

interface Making {
  readonly n: number
  readonly place: Place
  readonly random: Random
  readonly world: World
  readonly good: Good
}

/** A request that would be taken, before it is spoiled. */
interface Good {
  readonly path: Readonly<Record<string, unknown>>
  readonly query: Readonly<Record<string, unknown>>
  readonly body: unknown
}

type Spoil = (making: Making) => Partial<Wire> & { readonly kind: string; readonly loses_name?: boolean }

const spoils: readonly (readonly [number, Spoil])[] = [
  [30, in_body],
  [14, in_query],
  [12, (making) => ({ kind: 'body shape', body: json_of(odd_shape(making)) })],
  [10, ({ random, good }) => ({ kind: 'body bytes', body: broken_body(random, write_json(good.body ?? {})) })],
  [3, cut_short],
  [10, (making) => ({ kind: 'path', target: odd_target(making.random, making.place, filled_path(making), query_of(making)) })],
  [5, ({ random }) => ({ kind: 'method', method: random.pick(odd_methods) })],
  [5, ({ random }) => ({ kind: 'content type', headers: [['content-type', odd_type(random)]] })],
  [9, (making) => ({ kind: 'headers', ...odd_headers(making.random, making.world.key) })],
  [
    1,
    ({ random }) => ({
      kind: 'huge',
      body: Buffer.alloc(random.pick([1, 5, 17]) * 1024 * 1024, random.pick(['{"a":', '[', ' ', 'x', '"'])),
    }),
  ],
]

const odd_methods = [
  'GET',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'HEAD',
  'OPTIONS',
  'TRACE',
  'CONNECT',
  'PROPFIND',
  'LINK',
  'QUERY',
  'get',
  'FOO',
  '',
  'POST POST',
  '\0',
]

export function request_of(n: number, place: Place, random: Random, world: World): Request {
  const making: Making = { n, place, random, world, good: good_of(place, random, world) }
  const { kind, loses_name, ...spoilt } = random.weighted(spoils)(making)
  const body = spoilt.body === undefined ? body_of(making) : spoilt.body
  const own = spoilt.headers ?? []
  const has = (name: string): boolean => own.some(([header]) => header.toLowerCase() === name)
  const usual: readonly (readonly [string, string])[] = [
    ['host', 'gemba'],
    ['connection', 'close'],
    ['x-request-id', `bad-${n}`],
    ['authorization', `Bearer ${key_of(making)}`],
    ...(place.verb?.kind === 'writes' ? [['idempotency-key', `bad-${n}`] as const] : []),
    ...(body ? [['content-type', 'application/json'] as const, ['content-length', String(body.length)] as const] : []),
  ]
  const headers = [...usual.filter(([name]) => !has(name)), ...own]
  const wire = { method: place.method, target: target_of(making), ...spoilt, headers, body }
  return { kind, wire, is_named: !loses_name }
}

function key_of({ place, random, world }: Making): string {
  if (place.verb && !place.verb.allow.includes('admin')) return world.system_key
  return random.weighted([
    [95, world.key],
    [3, world.system_key],
    [1, 'ery_live_nobody_has_this_key'],
    [1, ''],
  ])
}

/** An example of the verb's, or whatever its contract takes, with some of what may be left out. */
function good_of(place: Place, random: Random, world: World): Good {
  const id_for: IdFor = ({ path, schema }) => {
    const member = String(path.findLast((key) => typeof key === 'string'))
    const table =
      plain(schema).references ??
      (member === 'id'
        ? place.noun
        : `${member
            .replace(/_ids?$/, '')
            .split('_')
            .at(-1)}s`)
    const ids = world.ids.get(table) ?? world.ids.get(place.noun) ?? []
    return ids.length === 0 ? '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' : random.pick(ids)
  }
  const made = {
    path: some_of(place.in_path, random, id_for),
    query: some_of(place.in_query, random, id_for),
    body: place.in_body && some_of(place.in_body, random, id_for),
  }
  const examples = place.interface === 'native' ? (place.verb?.examples ?? []) : []
  if (examples.length === 0 || random.chance(0.4)) return made
  const example = sending_of(place, random.pick(examples).given)
  return [...(['path', 'query', 'body'] as const)].reduce<Good>((good, part) => {
    const schema = { path: place.in_path, query: place.in_query, body: place.in_body }[part]
    const ids = schema ? spots_of(schema).filter((spot) => plain(spot.schema).format === 'uuid' && is_at(good[part], spot)) : []
    return ids.reduce((all, spot) => sending_with(all, part, spot.path, id_for(spot)), good)
  }, example)
}

const is_at = (value: unknown, { path }: Spot): boolean =>
  // An object or a list, or nothing is found in it.
  path.reduce<unknown>((all, key) => (all as Record<string | number, unknown> | undefined)?.[key], value) !== undefined

/** The least, and here and there a member that may be left out. */
function some_of(schema: Schema, random: Random, id_for: IdFor): Record<string, unknown> {
  const least = least_of(schema, id_for)
  const more = Object.entries(plain(schema).properties ?? {}).filter(() => random.chance(0.25))
  return {
    ...(least !== null && typeof least === 'object' ? least : {}),
    ...Object.fromEntries(more.map(([name, inner]) => [name, least_of(inner, id_for, [name])])),
  }
}

/** One to three places in the body hold something else. */
function in_body(making: Making): ReturnType<Spoil> {
  const { place, random, good, world } = making
  const spots = place.in_body ? spots_of(place.in_body).slice(1) : []
  if (spots.length === 0) return { kind: 'body', body: json_of(nasty(random)) }
  const id = (): string => random.pick(random.pick([...world.ids.values()]) ?? [''])
  let spoilt: Good = good
  for (let times = random.between(1, 3); times > 0; times--) {
    const spot = random.pick(spots)
    spoilt = sending_with(spoilt, 'body', spot.path, random.chance(0.4) ? edge_of(random, spot.schema, id) : nasty(random))
  }
  return { kind: 'body', body: json_of(spoilt.body) }
}

function in_query(making: Making): ReturnType<Spoil> {
  const { place, random, good } = making
  const names = Object.keys(place.in_query.properties ?? {})
  const given = Object.entries({ ...good.query, ...place.fixed }).map(([name, value]) => [name, text_of(value)] as const)
  return { kind: 'query', target: `${filled_path(making)}?${odd_query(random, names, given)}` }
}

/** Members twice, missing, unknown, or named as what every object has. */
function odd_shape({ random, good }: Making): unknown {
  if (random.chance(0.25)) return nasty(random)
  const members = Object.entries(good.body !== null && typeof good.body === 'object' ? good.body : {})
  const spoilt = random.pick<() => (readonly [string, unknown])[]>([
    () => [...members, ...members],
    () => members.filter(() => random.chance(0.5)),
    () => [...members, [odd_name(random), nasty(random)]],
    () => [...members, ['__proto__', { id: 'x', role: 'system_admin', is_admin: true }]],
    () => [...members, ['constructor', { prototype: { polluted: true } }]],
    () => members.map(([name]) => [name, null]),
    () => members.map(([name, value]) => [name.toUpperCase(), value]),
    () => [...members.map(([name, value]) => [name, [value]] as const), [odd_name(random), 1]],
    () => [...members, ...Array.from({ length: 2000 }, (_, at) => [`x${at}`, at] as const)],
    () => [...members, ['tenant_id', '00000000-0000-0000-0000-000000000000'], ['revision', 99], ['deleted_at', null]],
  ])()
  return new Members(spoilt)
}

function cut_short({ random, good }: Making): ReturnType<Spoil> {
  const whole = write_json(good.body ?? { a: nasty_text(random) })
  const sent = Buffer.from(whole).subarray(0, random.below(whole.length))
  const headers = [['content-length', String(whole.length + random.between(1, 5000))] as const]
  return { kind: 'cut short', body: sent, headers: [...headers, ['content-type', 'application/json']], is_cut_short: true }
}

const json_of = (value: unknown): Buffer => Buffer.from(write_json(value))
const body_of = ({ place, good }: Making): Buffer | null => (place.in_body ? json_of(good.body) : null)
const filled_path = ({ place, good }: Making): string =>
  place.path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(text_of(good.path[name])))
const query_of = ({ place, good }: Making): string =>
  String(new URLSearchParams(Object.entries({ ...good.query, ...place.fixed }).map(([name, value]) => [name, text_of(value)])))

function target_of(making: Making): string {
  const query = query_of(making)
  return query === '' ? filled_path(making) : `${filled_path(making)}?${query}`
}

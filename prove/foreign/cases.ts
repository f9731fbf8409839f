import { randomUUID } from 'node:crypto'
import { code } from '../../src/kernel/code.ts'
import { at_place, example_id, filled } from '../../test/world.ts'
import type { Random } from '../random.ts'
import { type Part, type Sending, sending_of, sending_with } from '../request.ts'
import { type Place, places } from '../routes.ts'
import { least_of, type Path, plain, type Spot, spots_of } from '../schema.ts'
import type { Theirs } from './theirs.ts'

/** One thing of theirs at one position of one route. */
export interface Case {
  readonly place: Place
  readonly position: string
  /** Which of several inputs around it. */
  readonly base: number
  readonly sending: Sending
  /** The same with what nobody has: it must be answered the same. */
  readonly twin: Sending
  readonly foreign: string
  readonly nobodys: string
  readonly compares: boolean
}

type OurIds = (table: string) => Promise<readonly string[]>

interface Position {
  readonly part: Part
  readonly path: Path
  readonly kind: 'id' | 'text' | 'cursor'
}

/** What words in other people's contracts stand for which of our tables. */
const nouns: Readonly<Record<string, string>> = {
  cell: 'workstations',
  user: 'people',
  operator: 'people',
  person: 'people',
  parent: 'parts',
}

/** Every position of every route × something of each kind of theirs, `each` of a kind. */
export async function cases_of(theirs: Theirs, our_ids: OurIds, random: Random, each: number): Promise<Case[]> {
  const cases: Case[] = []
  for (const place of places.filter(({ verb }) => verb !== null)) {
    const bases = await bases_of(place, our_ids)
    for (const position of positions_of(place)) {
      for (const [base, sending] of bases_for(bases, position)) {
        for (const [foreign, nobodys] of values_for(position, theirs, random, each)) {
          const put = (what: string): Sending => sending_with(sending, position.part, position.path, what)
          cases.push({
            ...{ place, base, foreign, nobodys },
            position: `${position.part} ${position.path.join('.')}`,
            sending: put(foreign),
            twin: put(nobodys),
            // Who may not sign in is counted, and in time turned away; where a page begins has no twin.
            compares: position.kind !== 'cursor' && !place.verb?.allow.includes('anonymous'),
          })
        }
      }
    }
  }
  return cases
}

function positions_of(place: Place): Position[] {
  const parts = [
    ['path', place.in_path],
    ['query', place.in_query],
    ['body', place.in_body],
  ] as const
  return parts.flatMap(([part, schema]) =>
    schema === null ? [] : spots_of(schema).flatMap((spot) => kind_of(place, part, spot).map((kind) => ({ part, path: spot.path, kind }))),
  )
}

function kind_of(place: Place, part: Part, { path, schema }: Spot): Position['kind'][] {
  const it = plain(schema)
  if (it.format === 'uuid') return ['id']
  if (place.verb?.kind !== 'reads' || part !== 'query' || it.type !== 'string' || it.enum || it.format) return []
  return [path.at(-1) === 'cursor' ? 'cursor' : 'text']
}

/** What it is asked with else: our own examples with our own ids, or the least that the contract takes. */
async function bases_of(place: Place, our_ids: OurIds): Promise<Sending[]> {
  const { verb } = place
  if (verb && place.interface === 'native') {
    const inputs = await Promise.all(verb.examples.map(({ given }) => filled(our_ids, verb, given)))
    return inputs.map((input, at) => sending_of(place, input ?? verb.examples[at]?.given ?? {}))
  }
  const ids = new Map<string, string>()
  for (const table of new Set([place.noun, ...Object.values(nouns), 'jobs', 'parts', 'operations'])) {
    ids.set(table, (await our_ids(table))[0] ?? example_id)
  }
  const id_for = ({ path }: Spot): string =>
    ids.get(table_named(String(path.findLast((key) => typeof key === 'string')), place.noun)) ?? example_id
  const least = (part: Place['in_body']): Record<string, unknown> => {
    const made = part ? least_of(part, id_for) : {}
    return made !== null && typeof made === 'object' ? { ...made } : {}
  }
  // Where the id may stand in the query or in the body, it is in neither unless it is put there.
  return [{ path: least(place.in_path), query: least(place.in_query), body: place.in_body ? least(place.in_body) : undefined }]
}

function table_named(member: string, noun: string): string {
  const stem = member.replace(/_id$/, '')
  if (stem === 'id') return noun
  const last = stem.split('_').at(-1) ?? ''
  return nouns[stem] ?? nouns[last] ?? nouns[stem.split('_')[0] ?? ''] ?? `${last}s`
}

/** Those that hold something there, else the first: whatever is missing around it is told along. */
function bases_for(bases: readonly Sending[], { part, path }: Position): (readonly [number, Sending])[] {
  const numbered = bases.map((sending, at) => [at, sending] as const)
  const having = numbered.filter(([, sending]) => at_place(sending[part], path) !== undefined)
  return having.length > 0 ? having : numbered.slice(0, 1)
}

function values_for({ kind }: Position, theirs: Theirs, random: Random, each: number): (readonly [string, string])[] {
  const ids = [...theirs.ids.values()].flatMap((of_table) => random.shuffled(of_table).slice(0, each))
  if (kind === 'id') return ids.map((id) => [random.chance(0.1) ? id.toUpperCase() : id, randomUUID()] as const)
  if (kind === 'cursor') return ids.map((id) => [Buffer.from(id).toString('base64url'), 'nothing'] as const)
  const some = <T>(of: readonly T[]): T[] => random.shuffled(of).slice(0, each * 5)
  return [
    ...some(theirs.texts).map((text) => [text, `Nobodys${text.length}`] as const),
    ...some(theirs.codes).map((one, at) => [one, code('J', 900_000_000 + at)] as const),
    ...some(ids).map((id) => [id, randomUUID()] as const),
  ]
}

import { z } from 'zod'
import { tasks } from '../src/domain/tasks.gen.ts'
import { Work } from '../src/engine/work.ts'
import { all_verbs } from '../src/interfaces/app.ts'
import { route_of } from '../src/interfaces/rest/route.ts'
import { identifier } from '../src/kernel/sql.ts'
import type { AnyVerb } from '../src/kernel/verb.ts'
import { name_parts } from '../src/kernel/verb.ts'
import type { Answer, Shop } from './shop.ts'

/** The id that stands in every example. */
export const example_id = '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11'

type Fields = Readonly<Record<string, unknown>>
type Path = readonly (string | number)[]

/** Where a verb's input holds an id, of what, and whether the engine looks it up before the verb runs. */
export interface IdSpot {
  readonly path: Path
  readonly table: string
  readonly is_reference: boolean
}

const tables = [...new Set(['routing_steps', ...all_verbs.map((verb) => name_parts(verb.name).subject)])]
const singular = (table: string): string => (table === 'people' ? 'person' : table.replace(/s$/, ''))

/** `assigned_person_id` is a person's; an `id`, and what names nothing known (`parent_id`), is of the verb's own noun. */
function table_of(verb: AnyVerb, field: string): string {
  const stem = field.replace(/_ids?$/, '')
  const named = tables.filter((table) => stem === singular(table) || stem.endsWith(`_${singular(table)}`))
  // `defect_code_id` is a defect code's, not a code's.
  return named.sort((a, b) => b.length - a.length)[0] ?? name_parts(verb.name).subject
}

export function id_spots(verb: AnyVerb): IdSpot[] {
  const search = (schema: z.core.$ZodType, path: Path): IdSpot[] => {
    const meta = z.globalRegistry.get(schema)
    if (typeof meta?.references === 'string') return [{ path, table: meta.references, is_reference: true }]
    if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
      return search(schema.def.innerType, path)
    if (schema instanceof z.ZodArray) return search(schema.def.element, [...path, 0])
    if (schema instanceof z.ZodObject) return Object.entries(schema.def.shape).flatMap(([key, inner]) => search(inner, [...path, key]))
    if (!(schema instanceof z.ZodGUID || schema instanceof z.ZodUUID)) return []
    const field = path.findLast((key) => typeof key === 'string') ?? 'id'
    return [{ path, table: table_of(verb, String(field)), is_reference: false }]
  }
  return search(verb.input, [])
}

/** The same value with something else at that place; what is missing on the way is made. */
export function placed(value: unknown, [key, ...rest]: Path, what: unknown): unknown {
  if (key === undefined) return what
  if (typeof key === 'number') {
    const list: unknown[] = Array.isArray(value) ? value : []
    return [placed(list[0], rest, what), ...list.slice(1)]
  }
  const fields: Fields = value !== null && typeof value === 'object' ? { ...value } : {}
  return { ...fields, [key]: placed(fields[key], rest, what) }
}

/** What stands at that place, if anything. */
export const at_place = (value: unknown, path: Path): unknown =>
  // An object or a list, or nothing is found in it.
  path.reduce<unknown>((all, key) => (all as Record<string | number, unknown> | undefined)?.[key], value)

export function call_verb(
  shop: Shop,
  verb: AnyVerb,
  input: Fields,
  key: string | null,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const route = route_of(verb)
  const { id, ...others } = input
  const sent = route.has_id ? others : input
  const path = route.path.replace('{id}', String(id))
  if (route.takes === 'body') return shop.call(route.method, path, sent, { key, headers })
  const query = new URLSearchParams(Object.entries(sent).flatMap(([name, value]) => [value].flat().map((one) => [name, String(one)])))
  const address = query.size === 0 ? path : `${path}?${query}`
  if (verb.bytes !== 'in') return shop.call(route.method, address, undefined, { key, headers })
  return shop.call(route.method, address, 'a file', { key, headers: { 'content-type': 'text/plain', ...headers } })
}

/** Nouns that lie in a table of another name. */
const lies_in: Readonly<Record<string, string>> = { loans: 'operation_resources', unit_labels: 'units' }

/** The ids of a company's live things of one kind, newest first. Row security shows no others. */
export const ids_of = (shop: Shop, tenant_id: string, noun: string): Promise<string[]> =>
  shop.engine.as_system('a_test', tenant_id, async (context) => {
    const table = lies_in[noun] ?? noun
    const found = await context.read`select relname from pg_class where relname = ${table} and relnamespace = 'public'::regnamespace`
    if (found.length === 0) return []
    const rows = await context.read<{
      id: string
    }>`select id from ${identifier(table)} t where to_jsonb(t) ->> 'deleted_at' is null order by id desc`
    return rows.map(({ id }) => id)
  })

type Ids = (table: string) => Promise<readonly string[]>

/** An example with a company's own ids where the example's stand; null where there is none of that kind yet. `which` is of its `id`, or else of every one. */
export async function filled(ids: Ids, verb: AnyVerb, given: Fields, which = 0): Promise<Fields | null> {
  let input: unknown = given
  const spots = id_spots(verb)
  const of_id = spots.some(({ path }) => path.at(-1) === 'id')
  for (const { path, table } of spots) {
    if (at_place(given, path) !== example_id) continue
    const id = (await ids(table))[!of_id || path.at(-1) === 'id' ? which : 0]
    if (id === undefined) return null
    input = placed(input, path, id)
  }
  // An example is an object, and so is what was made of it.
  return input as Fields
}

const word_of = (verb: AnyVerb): string => name_parts(verb.name).word
const makes = (verb: AnyVerb): boolean => ['create', 'set', 'generate'].includes(word_of(verb))
const most_tries = 12

/** Runs an example on one thing after another until one takes it. Answers the last answer, or null where there is nothing to run it on. */
async function run_example(shop: Shop, tenant_id: string, key: string, verb: AnyVerb, given: Fields): Promise<Answer | null> {
  let last: Answer | null = null
  const tries = id_spots(verb).some(({ path }) => at_place(given, path) === example_id) ? most_tries : 1
  for (let which = 0; which < tries; which++) {
    const input = await filled((table) => ids_of(shop, tenant_id, table), verb, given, which)
    if (!input) return last
    last = await call_verb(shop, verb, input, key)
    if (last.status < 300) return last
  }
  return last
}

/** What happens in the background of what has been done. */
async function run_tasks(shop: Shop): Promise<void> {
  const work = new Work(shop.engine, [], (error) => {
    throw error
  })
  for (const task of tasks) await work.run(task)
}

export interface Ran {
  readonly verb: AnyVerb
  readonly given: Fields
  readonly answer: Answer | null
}

/** Fills a company with one of everything, by running what every verb gives as an example: those that make things first. */
export async function run_all_examples(
  shop: Shop,
  tenant_id: string,
  key: string,
  may: (verb: AnyVerb) => boolean = () => true,
): Promise<Ran[]> {
  const ran: Ran[] = []
  const verbs = all_verbs.filter(may)
  let waiting = verbs.filter(makes)
  while (waiting.length > 0) {
    const later: AnyVerb[] = []
    for (const verb of waiting) {
      const answers = []
      for (const { given } of verb.examples) answers.push({ verb, given, answer: await run_example(shop, tenant_id, key, verb, given) })
      if (answers.some(({ answer }) => answer === null)) later.push(verb)
      else ran.push(...answers)
    }
    if (later.length === waiting.length) {
      ran.push(...later.flatMap((verb) => verb.examples.map(({ given }) => ({ verb, given, answer: null }))))
      break
    }
    waiting = later
  }
  // What ends things comes last, so that the others find something to act on.
  const ends = (verb: AnyVerb): number =>
    // A product takes what it is made of along.
    verb.name === 'products.delete' ? 3 : word_of(verb) === 'delete' ? 2 : ['end', 'close', 'cancel'].includes(word_of(verb)) ? 1 : 0
  const others = verbs
    .filter((verb) => !makes(verb))
    .reverse()
    .sort((a, b) => ends(a) - ends(b))
  const run = async (verb: AnyVerb, given: Fields): Promise<Ran> => ({
    verb,
    given,
    answer: await run_example(shop, tenant_id, key, verb, given),
  })
  for (const verb of others.filter((one) => ends(one) === 0)) for (const { given } of verb.examples) ran.push(await run(verb, given))
  await run_tasks(shop)
  // What needed something that came about since, and only then what needs that.
  for (const is_turn of [makes, (verb: AnyVerb) => !makes(verb)]) {
    for (const [at, { verb, given, answer }] of ran.entries())
      if (is_turn(verb) && (answer === null || answer.status >= 300)) ran[at] = await run(verb, given)
  }
  for (const verb of others.filter((one) => ends(one) > 0)) for (const { given } of verb.examples) ran.push(await run(verb, given))
  return ran
}

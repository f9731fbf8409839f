import { z } from 'zod'
import type { Actor } from '../../../kernel/context.ts'
import { most_rows } from '../../../kernel/page.ts'
import type { AnyVerb, Input, Output } from '../../../kernel/verb.ts'
import { answer, type Plays, playing, type Question, type Row } from '../dialect.ts'
import type { Player } from '../several.ts'
import type { Takes } from '../taking.ts'
import type { Chapter } from './chapters.ts'

/** What a key may be given in place of many names. `read` is the server's own: whatever only reads. */
export type Group = 'read' | 'run' | 'configure'

interface Common {
  readonly chapter: Chapter
  readonly says: string
}

interface Tool<V extends AnyVerb, Body extends z.ZodObject, Data extends z.ZodType> extends Common {
  readonly group: Group
  /** Plain: the document is made from it. Members that are not known are passed over. */
  readonly input: Body
  readonly takes: Takes<Body['shape'], Input<V>>
  readonly adds?: Partial<Input<V>>
  /** An input without any member that is known asks for nothing. */
  readonly needs_a_field?: boolean
  readonly data: Data
  gives(output: Output<V>, given: Input<V>, asker: Actor): z.input<Data>
}

/** A tool that is one verb. */
export const tool = <V extends AnyVerb, Body extends z.ZodObject, Data extends z.ZodType>(
  name: string,
  verb: V,
  { chapter, group, says, input, takes, adds, needs_a_field = false, data, gives }: Tool<V, Body, Data>,
): Row =>
  answer(`POST /api/tools/${name}`, verb, {
    ...{ entity: chapter, called: name, chapter, scopes: [name, group], says, body: input, needs_a_field },
    // Path and query are empty here, so that the body's members are all there are.
    takes: takes as Takes<Body['shape'], Input<V>> & Takes<object, Input<V>>,
    ...(adds ? { adds } : {}),
    reply: z.strictObject({ data }),
    // `data` is what this tool's own schema takes.
    gives: (output, given, asker) => ({ data: gives(output, given, asker) }) as never,
  })

type RowsOf<V extends AnyVerb> = Output<V> extends { readonly data: readonly (infer One)[] } ? One : never

interface Played<V extends AnyVerb, Body extends z.ZodObject, Data extends z.ZodType> extends Omit<Tool<V, Body, Data>, 'gives'> {
  /** `run` is the verb on what was sent. Whichever verb runs first is told what is wrong with it: `question.faults`. */
  play(player: Player, run: () => Promise<Output<V>>, question: Question): Promise<z.input<Data>>
}

/** A tool whose answer takes more than its own verb tells. */
export function played<V extends AnyVerb, Body extends z.ZodObject, Data extends z.ZodType>(
  name: string,
  verb: V,
  { play, ...told }: Played<V, Body, Data>,
): Row {
  const row = tool<V, Body, Data>(name, verb, { ...told, gives: unplayed })
  return playing(row, async (player, question) => {
    const data = await play(player, () => player.run(verb, question.ours, verb.name, question.faults), question)
    return { body: { data } }
  })
}

const unplayed = (): never => {
  throw new Error('this row is played')
}

const Page = z.object({
  limit: z
    .number()
    .int()
    .min(1)
    .optional()
    .meta({
      description: 'How many to answer, at most 1000. Left out, all of them are answered, without `next_cursor` and `total`.',
      examples: [10],
    }),
  cursor: z
    .string()
    .regex(/^(\d{1,7}|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})$/)
    .optional()
    .meta({ description: 'The `next_cursor` of the page before. A whole number is taken as so many to pass over.' }),
})

const is_whole = (cursor: unknown): boolean => typeof cursor === 'string' && /^\d{1,7}$/.test(cursor)
const page_takes = {
  limit: { to: 'limit', as: (limit: unknown) => (typeof limit === 'number' && limit > most_rows ? most_rows : limit) },
  cursor: [
    { to: 'cursor', as: (cursor: unknown) => (is_whole(cursor) ? undefined : cursor) },
    { to: 'offset', as: (cursor: unknown) => (is_whole(cursor) ? Number(cursor) : undefined) },
  ],
} as const

/** An array, and where it goes on. */
export const Rows = <One extends z.ZodType>(one: One) =>
  z.strictObject({
    data: z.array(one).meta({ description: 'In the order that the tool tells.' }),
    next_cursor: z.string().nullable().optional().meta({
      description: 'The id of the last one here; give it as `cursor` for those behind it. Null at the end. Only where `limit` was given.',
    }),
    total: z.number().int().optional().meta({ description: 'All that match. Only where `limit` was given.' }),
  })

interface Listing<V extends AnyVerb, Body extends z.ZodObject, One extends z.ZodType, More> extends Common {
  readonly input: Body
  readonly takes: Takes<Body['shape'], Input<V>>
  readonly adds?: Partial<Input<V>>
  readonly one: One
  /** What is made sure of first. */
  before?(player: Player, question: Question): Promise<void>
  /** What it is known by, where that is not its id: the page goes on behind it. */
  key?(row: RowsOf<V>): string
  /** What is to be known beside the rows to show them. */
  more?(player: Player, rows: readonly RowsOf<V>[]): Promise<More>
  gives(row: RowsOf<V>, asker: Actor, more: More): z.input<One>
}

interface Listed {
  readonly data: readonly { readonly id: string }[]
  readonly next_cursor: string | null
  readonly total?: number
}

/** A tool that answers a list: a page of it where `limit` is given, else all. */
export function listing<V extends AnyVerb, Body extends z.ZodObject, One extends z.ZodType, More = undefined>(
  name: string,
  verb: V,
  { chapter, says, input, takes, adds, one, before, key, more, gives }: Listing<V, Body, One, More>,
): Row {
  const row = answer(`POST /api/tools/${name}`, verb, {
    ...{ entity: chapter, called: name, chapter, scopes: [name, 'read'], says, body: input, query: Page },
    // Each member is of the body or of the page, and every list takes a page.
    takes: { ...takes, ...page_takes } as never,
    ...(adds ? { adds } : {}),
    reply: Rows(one),
    gives: unplayed,
  })
  const plays: Plays = async (player, question) => {
    await before?.(player, question)
    const { ours, faults } = question
    const { rows, paging } = await listed(player, verb, ours, faults)
    // These are the verb's own rows.
    const shown = rows as unknown as readonly RowsOf<V>[]
    // Without `more` nothing is asked of it.
    const known = (await more?.(player, shown)) as More
    const last = shown.at(-1)
    const goes_on = key && last !== undefined && typeof paging.next_cursor === 'string' ? { next_cursor: key(last) } : {}
    return { body: { data: shown.map((each) => gives(each, player.actor, known)), ...paging, ...goes_on } }
  }
  return playing(row, plays)
}

/** Page by page, so that no list is too long, and none is held open. */
async function listed(player: Player, verb: AnyVerb, ours: Question['ours'], faults: Question['faults']) {
  const paged = ['limit', 'cursor', 'offset'].some((member) => ours[member] !== undefined)
  const all = ours.limit === undefined
  const rows: { readonly id: string }[] = []
  let asked: Record<string, unknown> = { limit: most_rows, ...ours, ...(paged ? { with_total: true } : {}) }
  for (;;) {
    // Every list answers so.
    const page = (await player.run(verb, asked, `${verb.name} ${rows.length}`, rows.length === 0 ? faults : [])) as unknown as Listed
    rows.push(...page.data)
    const last = rows.at(-1)?.id ?? null
    const { with_total: _, offset: __, ...again } = asked
    if (!all || page.next_cursor === null) {
      const paging: { next_cursor?: string | null; total?: number } = paged
        ? { next_cursor: page.next_cursor === null ? null : last, total: page.total ?? rows.length }
        : {}
      return { rows, paging }
    }
    asked = { ...again, cursor: page.next_cursor }
  }
}

interface Whole<V extends AnyVerb, Body extends z.ZodObject, One extends z.ZodType> extends Common {
  readonly input: Body
  readonly takes: Takes<Body['shape'], Input<V>>
  readonly adds?: Partial<Input<V>>
  readonly one: One
  /** Which of a row's members it is known by. */
  readonly key: string
  gives(output: Output<V>): readonly z.input<One>[]
}

/** A tool that answers a report's rows: there are as many as the shop has places, and a page of them is in the order of their keys. */
export function report<V extends AnyVerb, Body extends z.ZodObject, One extends z.ZodType>(
  name: string,
  verb: V,
  { chapter, says, input, takes, adds, one, key, gives }: Whole<V, Body, One>,
): Row {
  const row = answer(`POST /api/tools/${name}`, verb, {
    ...{ entity: chapter, called: name, chapter, scopes: [name, 'read'], says, body: input, query: Page },
    // The page is cut here: the verb knows nothing of it.
    takes: { ...takes, limit: null, cursor: null } as never,
    ...(adds ? { adds } : {}),
    reply: Rows(one),
    gives: unplayed,
  })
  return playing(row, async (player, { ours, theirs, faults }) => {
    const rows = gives(await player.run(verb, ours, verb.name, faults))
    // It has passed the page's own schema: else the run above has refused it.
    const { limit, cursor } = theirs as z.output<typeof Page>
    if (limit === undefined && cursor === undefined) return { body: { data: rows } }
    const id_of = (one: z.input<One>): string => String((one as Record<string, unknown>)[key] ?? '')
    const sorted = rows.toSorted((a, b) => (id_of(a) < id_of(b) ? -1 : 1))
    const behind = is_whole(cursor)
      ? sorted.slice(Number(cursor))
      : sorted.filter((one) => cursor === undefined || id_of(one) > cursor.toLowerCase())
    const data = behind.slice(0, Math.min(limit ?? rows.length, most_rows))
    const last = data.at(-1)
    return { body: { data, next_cursor: last !== undefined && behind.length > data.length ? id_of(last) : null, total: rows.length } }
  })
}

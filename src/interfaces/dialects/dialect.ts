import { z } from 'zod'
import type { Actor } from '../../kernel/context.ts'
import type { ErrorCode, GembaError, Problem } from '../../kernel/errors.ts'
import type { AnyVerb, Input, Output } from '../../kernel/verb.ts'
import type { Played, Player } from './several.ts'
import { type Blank, type Table, type Takes, type Taking, taking_of } from './taking.ts'

/** Which requests: `GET /api-jobs`, `GET /api/jobs/:id`; `?id` where the query has that member, `?action=start` where it has that value. */
export interface On {
  readonly method: string
  readonly path: string
  readonly when: { readonly member: string; readonly value: string | null } | null
}

/** One foreign route, answered by one of our verbs. */
export interface Row {
  /** The first is the one the document shows. */
  readonly on: readonly [On, ...On[]]
  readonly verb: AnyVerb
  readonly says: string
  /** What it is about, in their word. */
  readonly entity: string
  /** Its name, and the chapter it stands in, where the page gives them; else they are made from the route. */
  readonly called: string | null
  readonly chapter: string | null
  /** What a key may have as a scope to call it, beside the verb's own name. */
  readonly scopes: readonly string[]
  readonly path: z.ZodObject
  readonly query: z.ZodObject
  readonly body: z.ZodObject | null
  /** All of these together: what is checked, and what the document says. */
  readonly wire: z.ZodObject
  /** Where query and body have members in common: which, and what is checked where they stand in the body. */
  readonly in_either: { readonly members: readonly string[]; readonly wire: z.ZodObject } | null
  readonly blank: Blank
  readonly taking: readonly Taking[]
  /** The same, by where the member stands. */
  readonly taken_from: { readonly path: readonly Taking[]; readonly query: readonly Taking[]; readonly body: readonly Taking[] }
  readonly adds: Readonly<Record<string, unknown>>
  readonly needs_a_field: boolean
  readonly success: number
  readonly reply: z.ZodType
  gives(output: unknown, given: unknown, asker: Actor): unknown
  /** Where one request is several of ours, or none: what is done in place of running the verb once. It runs verbs, so their rights hold. */
  readonly plays: Plays | null
  /** 201 where the verb made what it might have found. */
  readonly created: ((output: unknown) => boolean) | null
}

export interface Question extends Asked {
  /** What was sent, as our fields. */
  readonly ours: Readonly<Record<string, unknown>>
  /** Faults found by their contract, at their paths. The verb's own are found by the engine. */
  readonly faults: readonly Problem[]
}

export type Plays = (player: Player, asked: Question) => Promise<Played>

const Nothing = z.object({})
type Nothing = typeof Nothing

interface Mapping<
  V extends AnyVerb,
  Path extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodObject,
  Reply extends z.ZodType,
> {
  readonly entity: string
  readonly called?: string
  readonly chapter?: string
  readonly scopes?: readonly string[]
  readonly says?: string
  /** Plain objects without transforms, so that the document made from them is true. An alias is one more optional member. */
  readonly path?: Path
  readonly query?: Query
  readonly body?: Body
  readonly blank?: Blank
  readonly takes: Takes<Path['shape'] & Query['shape'] & Body['shape'], Input<V>>
  /** What the verb is given where the request says nothing of it. */
  readonly adds?: Partial<Input<V>>
  /** A body in which no member is known asks for nothing. */
  readonly needs_a_field?: boolean
  readonly success?: number
  /** Of what may make or find: whether it was made, which is 201. */
  created?(output: Output<V>): boolean
  readonly reply: Reply
  gives(output: Output<V>, given: Input<V>, asker: Actor): z.input<Reply>
}

export function answer<
  V extends AnyVerb,
  Reply extends z.ZodType,
  Path extends z.ZodObject = Nothing,
  Query extends z.ZodObject = Nothing,
  Body extends z.ZodObject = Nothing,
>(on: string | readonly [string, ...string[]], verb: V, map: Mapping<V, Path, Query, Body, Reply>): Row {
  const [first, ...others] = typeof on === 'string' ? [on] : on
  const path = map.path ?? Nothing
  const query = map.query ?? Nothing
  // `Takes` is such a table with more known of its members.
  const taking = taking_of(map.takes as Table)
  const members_of = (part: z.ZodObject | undefined): readonly Taking[] => taking.filter(({ member }) => part && member in part.shape)
  return {
    on: [read_on(first), ...others.map(read_on)],
    verb,
    says: map.says ?? verb.does,
    entity: map.entity,
    called: map.called ?? null,
    chapter: map.chapter ?? null,
    scopes: map.scopes ?? [],
    path,
    query,
    body: map.body ?? null,
    wire: z.object({ ...map.body?.shape, ...query.shape, ...path.shape }),
    in_either: in_either(path, query, map.body),
    blank: map.blank ?? 'kept',
    taking,
    taken_from: { path: members_of(map.path), query: members_of(map.query), body: members_of(map.body) },
    adds: map.adds ?? {},
    needs_a_field: map.needs_a_field ?? false,
    success: map.success ?? 200,
    reply: map.reply,
    // `output` comes from V's own run, and `given` has passed V's own schema.
    gives: (output, given, asker) => map.gives(output as Output<V>, given as Input<V>, asker),
    plays: null,
    // As above.
    created: map.created ? (output) => map.created?.(output as Output<V>) ?? false : null,
  }
}

function in_either(path: z.ZodObject, query: z.ZodObject, body: z.ZodObject | undefined): Row['in_either'] {
  const members = Object.keys(body?.shape ?? {}).filter((member) => member in query.shape)
  return members.length === 0 ? null : { members, wire: z.object({ ...query.shape, ...body?.shape, ...path.shape }) }
}

/** The same row, played otherwise. */
export const playing = (row: Row, plays: Plays): Row => ({ ...row, plays })

function read_on(text: string): On {
  const [, method = '', path = '', member, value] = /^([A-Z]+) ([^?]+)(?:\?([^=]+)(?:=(.*))?)?$/.exec(text) ?? []
  if (path === '') throw new Error(`${text} is no route`)
  return { method, path, when: member === undefined ? null : { member, value: value ?? null } }
}

/** What was asked, as far as it is known when something goes wrong. */
export interface Asked {
  readonly row: Row
  /** What was sent, less what the route does not know. */
  readonly theirs: unknown
}

export interface Failure {
  readonly status: number
  readonly body: unknown
}

/** A published contract, spoken natively. */
export interface Dialect {
  readonly name: string
  readonly title: string
  readonly says: string
  /** What may stand before the paths of the rows. */
  readonly prefixes: readonly string[]
  /** Everything below these is the dialect's own, also where nothing is there. */
  readonly owns: readonly string[]
  readonly rows: readonly Row[]
  /** The document's chapters: by the name a row gives, or the start of a path; and what each is about. */
  readonly tags: Readonly<Record<string, string>>
  /** Answers `OPTIONS`, and goes with every answer. */
  readonly cors?: { readonly headers: Readonly<Record<string, string>>; readonly body: string }
  /** Its page orders 403 for an id of another company; elsewhere that is 404. */
  readonly tells_foreign?: boolean
  /** Reads a body as JSON whatever its Content-Type says. */
  readonly reads_any_type?: boolean
  /** Who asks and whether they may is settled before anything is said of the path or the body. */
  readonly asks_who_first?: boolean
  /** Its page orders a document of its own: where, and in which version. Beside it there is always `/openapi/<name>.json`. */
  readonly document?: { readonly path: string; readonly version: '3.0.3' }
  readonly status_of: Readonly<Record<ErrorCode, number>>
  /** What an id in a body is that leads nowhere, where that is no fault of the input. */
  readonly reference_unknown?: ErrorCode
  /** The body of every failure. */
  readonly failure: z.ZodType
  fails(error: GembaError, asked: Asked | null, request_id: string): Failure
  /** What to say of a path that is none of the rows', where the usual words do not fit. */
  nothing_at?(path: string): GembaError | null
}

import type { z } from 'zod'
import { problems_of } from '../../engine/problems.ts'
import { most_told } from '../../engine/transaction.ts'
import { GembaError, type Problem } from '../../kernel/errors.ts'
import { read_query } from '../rest/query.ts'
import { cleared } from './cleared.ts'
import type { Question, Row } from './dialect.ts'
import { known_of, ours_of, their_path } from './taking.ts'

/** What a request carries: text by name, and whatever JSON was sent. */
export interface Sent {
  readonly params: Record<string, string>
  readonly query: Record<string, string | string[] | undefined>
  readonly body: unknown
}

/** One request on one row, as the verb's input. */
export function question_of(asked: Row, sent: Sent): Question {
  const { path, query, body } = asked.taken_from
  const in_body = asked.body ? members(known_of(body_of(asked.body, asked.blank, sent.body), body, asked.blank)) : {}
  const in_query = members(known_of(read_query(asked.query, sent.query), query, asked.blank))
  const in_path = members(known_of(sent.params, path, asked.blank))
  const row = as_sent(asked, in_query)
  const theirs = { ...in_body, ...in_query, ...in_path }
  const missing = row.needs_a_field && Object.keys(in_body).length === 0 ? [no_field] : []
  const checked = row.wire.safeParse(theirs)
  const faults = [...missing, ...(checked.success ? [] : problems_of(checked.error, theirs))].slice(0, most_told)
  return { row, theirs, ours: { ...row.adds, ...members(ours_of(theirs, row.taking)) }, faults }
}

/** What the query says counts; else a member that both may have is checked as the body has it. */
function as_sent(row: Row, in_query: Record<string, unknown>): Row {
  const { in_either } = row
  return in_either && !in_either.members.some((member) => member in in_query) ? { ...row, wire: in_either.wire } : row
}

function body_of(schema: z.ZodObject, blank: Row['blank'], sent: unknown): unknown {
  const body = object_of(sent)
  return blank === 'cleared' ? cleared(schema, body) : body
}

const no_field: Problem = { path: [], rule: 'required', message: 'No valid fields to update' }

// Taken from an object, it is one.
const members = (value: unknown) => value as Record<string, unknown>

function object_of(body: unknown): unknown {
  if (body === undefined || body === null) return {}
  if (typeof body !== 'object' || Array.isArray(body)) throw new GembaError('malformed', 'not_an_object', 'The body must be a JSON object.')
  return body
}

/** The same error with every path in their names. Where their contract has found a fault, ours at the same place says nothing new. */
export function in_their_names(error: GembaError, { row, theirs, faults }: Question): GembaError {
  if (error.problems.length === 0) return error
  const known = new Set(faults)
  // What is played first need not be the row's own verb: of faults in fields of its own nobody has heard.
  const is_theirs = ([member]: Problem['path']) => !row.plays || faults.length === 0 || String(member) in row.wire.shape
  const more = error.problems
    .filter((problem) => !known.has(problem))
    .map((problem) => ({ ...problem, path: their_path(problem.path, theirs, row.taking) }))
    .filter(({ path }) => is_theirs(path) && !faults.some((fault) => fault.path.length > 0 && lies_below(path, fault.path)))
  return new GembaError(error.code, error.reason, error.message, {
    problems: [...faults, ...more],
    facts: error.facts,
    cause: error.cause,
  })
}

const lies_below = (path: Problem['path'], above: Problem['path']): boolean => above.every((key, at) => path[at] === key)

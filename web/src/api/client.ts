import type { verbs } from '../../../src/domain/verbs.gen.ts'
import type { Input, Output } from '../../../src/kernel/verb.ts'
import { routes } from './routes.gen.ts'

type Verbs = typeof verbs
export type VerbName = keyof typeof routes & keyof Verbs
export type In<Name extends VerbName> = Input<Verbs[Name]>
export type Out<Name extends VerbName> = Output<Verbs[Name]>

/** A problem document (RFC 9457) as the server says it. */
export interface Problem {
  readonly status: number
  readonly code: string
  readonly reason: string
  readonly detail: string
  readonly errors: readonly { readonly field: string; readonly rule: string; readonly message: string }[]
  readonly facts: Readonly<Record<string, unknown>>
}

/** The server has said no, and why. */
export class Refused extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.detail)
    this.problem = problem
  }
}

/** Nobody answered: the network is away, or the server is. */
export class Away extends Error {}

interface Sending {
  /** A repeat with the same key happens once. */
  readonly idempotency_key?: string
  /** What was read is of this revision: where somebody has changed it since, the server says so. */
  readonly expected_revision?: number
  readonly signal?: AbortSignal
}

/** Calls a verb as any client of the API would; who is signed in is known by a cookie. */
export async function call<Name extends VerbName>(name: Name, input: In<Name>, sending: Sending = {}): Promise<Out<Name>> {
  const [method, path, takes] = routes[name]
  const { id, ...rest } = input as Readonly<Record<string, unknown>> // every input is an object
  const has_id = path.includes('{id}')
  const given = has_id ? rest : input
  const url = path.replace('{id}', encodeURIComponent(String(id)))
  const body = takes === 'body' ? JSON.stringify(given) : undefined
  // What a verb answers is its output by the server's own schema.
  return (await send(method, takes === 'query' ? url + query_of(given) : url, body, sending)) as Out<Name>
}

export async function send(
  method: string,
  url: string,
  body: RequestInit['body'],
  { idempotency_key, expected_revision, signal }: Sending = {},
): Promise<unknown> {
  const response = await fetch(url, {
    method,
    credentials: 'same-origin',
    headers: {
      'x-requested-by': 'gemba',
      ...(typeof body === 'string' ? { 'content-type': 'application/json' } : {}),
      ...(idempotency_key === undefined ? {} : { 'idempotency-key': idempotency_key }),
      ...(expected_revision === undefined ? {} : { 'if-match': `"${expected_revision}"` }),
    },
    ...(body === undefined ? {} : { body }),
    ...(signal === undefined ? {} : { signal }),
  }).catch((cause: unknown) => {
    if (signal?.aborted) throw cause
    throw new Away('Nobody answers.', { cause })
  })
  const answer: unknown = await response.json().catch(() => null)
  if (response.ok) return answer
  const problem = problem_in(answer, response.status)
  if (problem.status === 503 || problem.status === 502 || problem.status === 504) throw new Away(problem.detail)
  throw new Refused(problem)
}

const nothing: Problem = {
  status: 0,
  code: 'bug',
  reason: 'unreadable',
  detail: 'The server’s answer cannot be read.',
  errors: [],
  facts: {},
}
const problem_in = (answer: unknown, status: number): Problem =>
  // A problem document of our own server, or of something between us that speaks no JSON.
  answer !== null && typeof answer === 'object' && 'detail' in answer ? { ...nothing, ...(answer as Problem) } : { ...nothing, status }

function query_of(given: unknown): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(given ?? {})) {
    if (value === undefined || value === null) continue
    for (const one of [value].flat()) query.append(name, String(one))
  }
  return query.size === 0 ? '' : `?${query}`
}

import type { AnyVerb } from '../../kernel/verb.ts'
import { route_of } from '../rest/route.ts'
import type { Given } from './arguments.ts'

export interface Client {
  readonly url: string
  readonly key: string | undefined
}

/** One verb over HTTP, as any client would call it. */
export async function call(verb: AnyVerb, { input, settings }: Given, client: Client): Promise<unknown> {
  const { id, ...fields } = input
  const route = route_of(verb)
  if (route.has_id && id === undefined) throw new Error(`${verb.name} wants an --id.`)
  const sent = route.has_id ? fields : input
  const url = address(client.url, route.path.replace('{id}', encodeURIComponent(String(id))))
  if (route.takes === 'query') for (const [name, value] of pairs(sent)) url.searchParams.append(name, value)
  const response = await fetch(url, {
    method: route.method,
    headers: headers_of(settings, client.key, route.takes === 'body'),
    ...(route.takes === 'body' ? { body: JSON.stringify(sent) } : {}),
  }).catch((cause: unknown) => {
    const why = cause instanceof Error && cause.cause instanceof Error ? ` (${cause.cause.message})` : ''
    throw new Error(`There is no server at ${client.url}${why}. Start one with \`gemba serve\`, or give --url.`)
  })
  const text = await response.text()
  const answer = read(text)
  if (!response.ok) throw new Error(told(response, answer))
  return answer
}

function address(base: string, path: string): URL {
  try {
    return new URL(`${base.replace(/\/+$/, '')}${path}`)
  } catch {
    throw new Error(`${base} is not a URL.`)
  }
}

const pairs = (fields: Readonly<Record<string, unknown>>): [string, string][] =>
  Object.entries(fields).flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, String(one)]))

function headers_of(settings: Given['settings'], key: string | undefined, has_body: boolean): Record<string, string> {
  const { idempotency_key, if_match } = settings
  return {
    accept: 'application/json',
    ...(has_body ? { 'content-type': 'application/json' } : {}),
    ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
    ...(idempotency_key === undefined ? {} : { 'idempotency-key': idempotency_key }),
    ...(if_match === undefined ? {} : { 'if-match': /^\d+$/.test(if_match) ? `"${if_match}"` : if_match }),
  }
}

function read(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The problem's own words, each field on a line of its own. */
function told(response: Response, answer: unknown): string {
  if (answer === null || typeof answer !== 'object' || !('detail' in answer))
    return `${response.url} answers ${response.status} ${response.statusText}: this is not a Gemba server, or something stands before it.`
  // A problem document; see problem-document.ts.
  const problem = answer as {
    detail: string
    code: string
    reason: string
    request_id: string
    errors?: { field: string; message: string }[]
  }
  const faults = (problem.errors ?? []).map(({ field, message }) => `  ${field}: ${message}`)
  return [problem.detail, ...faults, `(${response.status} ${problem.code}, ${problem.reason}; request ${problem.request_id})`].join('\n')
}

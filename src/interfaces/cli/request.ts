import { openAsBlob } from 'node:fs'
import { type ErrorCode, GembaError } from '../../kernel/errors.ts'
import type { AnyVerb } from '../../kernel/verb.ts'
import { route_of } from '../rest/route.ts'
import type { Given } from './arguments.ts'

export interface Client {
  readonly url: string
  readonly key: string | undefined
}

/** One verb over HTTP, as any client would call it. Answers JSON, or the bytes where the verb hands out bytes. */
export async function call(verb: AnyVerb, given: Given, client: Client): Promise<unknown> {
  const { id, ...fields } = given.input
  const route = route_of(verb)
  if (route.has_id && id === undefined) throw new Error(`${verb.name} wants an --id.`)
  const sent = route.has_id ? fields : given.input
  const url = address(client.url, route.path.replace('{id}', encodeURIComponent(String(id))))
  if (route.takes === 'query') for (const [name, value] of pairs(sent)) url.searchParams.append(name, value)
  const body = verb.bytes === 'in' ? await file_of(given.settings) : route.takes === 'body' ? JSON.stringify(sent) : undefined
  const response = await fetch(url, {
    method: route.method,
    headers: headers_of(given.settings, client.key, body),
    ...(body === undefined ? {} : { body }),
  }).catch((cause: unknown) => {
    const why = cause instanceof Error && cause.cause instanceof Error ? ` (${cause.cause.message})` : ''
    throw new Error(`There is no server at ${client.url}${why}. Start one with \`gemba serve\`, or give --url.`)
  })
  if (response.ok && verb.bytes === 'out') return new Uint8Array(await response.arrayBuffer())
  const answer = read(await response.text())
  if (!response.ok) throw refused(response, answer)
  return answer
}

async function file_of({ file }: Given['settings']): Promise<Blob> {
  if (file === undefined) throw new Error('Say which file: --file PATH.')
  try {
    return await openAsBlob(file)
  } catch (cause) {
    throw new Error(`There is no file ${file} that can be read.`, { cause })
  }
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

function headers_of(settings: Given['settings'], key: string | undefined, body: Blob | string | undefined): Record<string, string> {
  const { idempotency_key, if_match } = settings
  return {
    accept: 'application/json',
    ...(body === undefined ? {} : { 'content-type': typeof body === 'string' ? 'application/json' : 'application/octet-stream' }),
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
function refused(response: Response, answer: unknown): Error {
  if (answer === null || typeof answer !== 'object' || !('detail' in answer))
    return new Error(
      `${response.url} answers ${response.status} ${response.statusText}: this is not a Gemba server, or something stands before it.`,
    )
  // A problem document; see problem-document.ts.
  const problem = answer as {
    detail: string
    code: ErrorCode
    reason: string
    request_id: string
    errors?: { field: string; message: string }[]
  }
  const faults = (problem.errors ?? []).map(({ field, message }) => `  ${field}: ${message}`)
  const told = [problem.detail, ...faults, `(${response.status} ${problem.code}, ${problem.reason}; request ${problem.request_id})`]
  const wait_s = Number(response.headers.get('retry-after') ?? 1)
  return new GembaError(problem.code, problem.reason, told.join('\n'), { facts: { wait_s } })
}

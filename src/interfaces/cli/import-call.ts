import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Client } from './request.ts'

export interface Refused {
  readonly status: number
  readonly detail: string
  readonly errors: readonly { readonly field: string; readonly message: string }[]
}

const most_tries = 6

/**
 * Posts to the server as any client would, and says it again where the server was away for a moment: the key makes sure that what was
 * said twice happens once. Answers either what the server answers or why it refuses the content.
 */
export async function post<Answer>(client: Client, path: string, body: unknown): Promise<{ answer: Answer } | { refused: Refused }> {
  const idempotency_key = randomUUID()
  const sent = JSON.stringify(body)
  for (let attempt = 1; ; attempt++) {
    const response = await fetch(`${client.url.replace(/\/+$/, '')}${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': idempotency_key,
        ...(client.key === undefined ? {} : { authorization: `Bearer ${client.key}` }),
      },
      body: sent,
    }).catch(
      (cause: unknown) => new Error(`There is no server at ${client.url}. Start one with \`gemba serve\`, or give --url.`, { cause }),
    )
    const away = response instanceof Error || response.status === 503 || response.status === 429 || response.status === 409
    if (away && attempt < most_tries) {
      const seconds = response instanceof Error ? 0.5 : Number(response.headers.get('retry-after') ?? 1)
      await wait(Math.min(60, Math.max(0.2, seconds)) * 1000)
      continue
    }
    if (response instanceof Error) throw response
    // The server's own answer to this verb, by its schema; a problem document where it is not well.
    const answer: unknown = await response.json().catch(() => null)
    if (response.ok) return { answer: answer as Answer }
    const refused = read_problem(response, answer)
    if (response.status === 422) return { refused }
    throw new Error(`${refused.detail} (${response.status})`)
  }
}

function read_problem(response: Response, answer: unknown): Refused {
  const problem = answer !== null && typeof answer === 'object' && 'detail' in answer ? answer : null
  if (!problem) throw new Error(`${response.url} answers ${response.status} ${response.statusText}: is this a Gemba server?`)
  const errors = 'errors' in problem && Array.isArray(problem.errors) ? problem.errors : []
  return { status: response.status, detail: String(problem.detail), errors }
}

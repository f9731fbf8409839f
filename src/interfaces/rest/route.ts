import { z } from 'zod'
import { type AnyVerb, name_parts } from '../../kernel/verb.ts'

export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** As OpenAPI and Fastify both can be told: `/v1/jobs/{id}/release`. */
  readonly path: string
  readonly takes: 'query' | 'body'
  readonly has_id: boolean
  readonly success: 200 | 201
}

const hyphenated = (words: string): string => words.replaceAll('_', '-')

const standard: Readonly<Record<string, Pick<Route, 'method' | 'takes' | 'success'>>> = {
  get: { method: 'GET', takes: 'query', success: 200 },
  list: { method: 'GET', takes: 'query', success: 200 },
  create: { method: 'POST', takes: 'body', success: 201 },
  update: { method: 'PATCH', takes: 'body', success: 200 },
  delete: { method: 'DELETE', takes: 'query', success: 200 },
}

/** A verb's name is its route: nobody writes one. */
export function route_of(verb: AnyVerb): Route {
  const { subject, word } = name_parts(verb.name)
  const has_id = 'id' in verb.input.shape && !(verb.input.shape.id instanceof z.ZodOptional)
  const path = `/v1/${hyphenated(subject)}${has_id ? '/{id}' : ''}`
  const known = standard[word]
  if (known) return { ...known, ...(verb.bytes === 'in' ? { takes: 'query' as const } : {}), path, has_id }
  const reads = verb.kind === 'reads'
  return { method: reads ? 'GET' : 'POST', takes: reads ? 'query' : 'body', success: 200, path: `${path}/${hyphenated(word)}`, has_id }
}

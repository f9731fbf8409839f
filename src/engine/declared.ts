import { GembaError } from '../kernel/errors.ts'
import type { AnyVerb } from '../kernel/verb.ts'
import { engine_refusals } from './refusals.ts'

/** Tests only: what a verb refuses and reports must be what it says it does, or the documents made from it would lie. */
export function assert_declared_refusal(verb: AnyVerb, error: unknown): void {
  if (!(error instanceof GembaError)) return
  const known = [...verb.refuses, ...engine_refusals]
  if (known.some(({ code, reason }) => code === error.code && reason === error.reason)) return
  throw undeclared(`${verb.name} refuses with ${error.code} ${error.reason}, which its \`refuses\` does not list.`, error)
}

export function assert_declared_event(verb: AnyVerb, name: unknown, facts: unknown): void {
  const event = verb.reports.find((declared) => declared.name === name)
  if (!event) throw undeclared(`${verb.name} reports ${String(name)}, which its \`reports\` does not list.`)
  const read = event.facts.strict().safeParse(facts)
  if (!read.success) throw undeclared(`${verb.name} reports ${event.name} with other facts than it declares: ${read.error.message}`)
}

const undeclared = (message: string, cause?: unknown): GembaError => new GembaError('bug', 'undeclared', message, { cause })

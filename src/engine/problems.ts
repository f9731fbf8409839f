import type { z } from 'zod'
import type { Problem, Rule } from '../kernel/errors.ts'

type Issue = z.core.$ZodIssue
type Path = Problem['path']

/** What Zod found, in our words. `input` tells a missing member from a wrong one. */
export function problems_of(error: z.ZodError, input: unknown): Problem[] {
  return error.issues.flatMap((issue) => problems_of_issue(issue, input))
}

function problems_of_issue(issue: Issue, input: unknown): Problem[] {
  // Symbols cannot come out of JSON.
  const path = issue.path as Path
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...path, key], rule: 'unknown_field', message: `There is no field ${key} here.` }))
  }
  const value = value_at(input, path)
  if (value === undefined || value === null) return [{ path, rule: 'required', message: 'This is required.' }]
  return [{ path, rule: rule_of(issue), message: message_of(issue) }]
}

function rule_of(issue: Issue): Rule {
  switch (issue.code) {
    case 'too_small':
      return issue.origin === 'string' || issue.origin === 'array' ? 'min_length' : 'min_value'
    case 'too_big':
      return issue.origin === 'string' || issue.origin === 'array' ? 'max_length' : 'max_value'
    case 'invalid_value':
      return 'choice'
    case 'invalid_format':
      return format_rule(issue.format)
    case 'invalid_union':
      return issue.errors.flat().every((inner) => rule_of(inner) === 'date_format') ? 'date_format' : 'type'
    case 'custom':
      // Our own checks name their rule; see `params` where they are declared.
      return (issue.params?.rule as Rule | undefined) ?? 'format'
    default:
      return 'type'
  }
}

function format_rule(format: string): Rule {
  if (format === 'uuid' || format === 'guid') return 'uuid_format'
  if (format === 'date' || format === 'datetime' || format === 'time') return 'date_format'
  return 'format'
}

const message_of = (issue: Issue): string => (issue.code === 'invalid_union' ? 'This has none of the shapes allowed here.' : issue.message)

export function value_at(input: unknown, path: Path): unknown {
  let value = input
  for (const key of path) {
    if (value === null || typeof value !== 'object') return undefined
    // An object or array out of JSON; whatever is not there is undefined.
    value = (value as Record<string | number, unknown>)[key]
  }
  return value
}

const deepest = 64

/** PostgreSQL stores neither NUL nor half a surrogate pair, and nobody means sixty levels: said at the edge, for every interface. */
export function unstorable(input: unknown): Problem[] {
  const found: Problem[] = []
  const visit = (value: unknown, path: Path): void => {
    if (found.length > 0) return
    if (typeof value === 'string') {
      if (value.includes('\0') || !value.isWellFormed())
        found.push({ path, rule: 'format', message: 'Text must be well-formed Unicode without NUL.' })
    } else if (value !== null && typeof value === 'object') {
      if (path.length >= deepest) {
        found.push({ path: path.slice(0, 1), rule: 'format', message: `Nothing may be nested more than ${deepest} levels deep.` })
        return
      }
      for (const [key, inner] of Object.entries(value)) {
        visit(key, path)
        visit(inner, [...path, Array.isArray(value) ? Number(key) : key])
      }
    }
  }
  visit(input, [])
  return found
}

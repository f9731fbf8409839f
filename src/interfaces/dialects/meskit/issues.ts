import { z } from 'zod'
import { value_at } from '../../../engine/problems.ts'
import { most_told } from '../../../engine/transaction.ts'
import type { GembaError, Problem } from '../../../kernel/errors.ts'
import type { Asked } from '../dialect.ts'

/** One fault, as Zod 3 tells it: the page's clients read that. */
export const Issue = z
  .strictObject({
    code: z.string().meta({ description: 'Which rule is broken.', examples: ['invalid_type'] }),
    path: z.array(z.union([z.string(), z.number().int()])).meta({ description: 'Where; empty for the whole body.' }),
    message: z.string().meta({ description: 'The same for people.' }),
    expected: z.string().optional().meta({ description: 'What should stand there.' }),
    received: z.string().optional().meta({ description: 'What stands there.' }),
    validation: z.string().optional().meta({ description: 'Which form it should have.' }),
    options: z.array(z.string()).optional().meta({ description: 'What may stand there.' }),
    type: z.string().optional().meta({ description: 'Of what it is too much or too little.' }),
    minimum: z.number().optional().meta({ description: 'The least.' }),
    maximum: z.number().optional().meta({ description: 'The most.' }),
    inclusive: z.boolean().optional().meta({ description: 'Whether the bound itself will do.' }),
    exact: z.boolean().optional().meta({ description: 'Whether it should be just that.' }),
  })
  .meta({ id: 'Issue' })
type Issue = z.input<typeof Issue>

/** What the tool's own schema finds, in full; then what only our verbs know, at places that are not named yet. */
export function issues_of(error: GembaError, asked: Asked | null): Issue[] {
  const checked = asked?.row.wire.safeParse(asked.theirs)
  const found = checked?.error?.issues.map((issue) => issue_of(issue, value_at(asked?.theirs, path_of(issue)))) ?? []
  const places = new Set(found.map(({ path }) => JSON.stringify(path)))
  const others = error.problems.filter(({ path }) => !places.has(JSON.stringify(path)))
  return [...found, ...others.map(issue_of_ours)].slice(0, most_told)
}

const issue_of_ours = ({ path, message }: Problem): Issue => ({ code: 'custom', path: [...path], message })

// Symbols cannot come out of JSON.
const path_of = (issue: z.core.$ZodIssue) => issue.path as (string | number)[]

function issue_of(issue: z.core.$ZodIssue, value: unknown): Issue {
  const path = path_of(issue)
  switch (issue.code) {
    case 'invalid_type':
      return wrong_type(path, issue.expected, value)
    case 'invalid_value':
      return wrong_choice(path, issue.values, value)
    case 'too_small':
      return { code: 'too_small', minimum: Number(issue.minimum), ...bounds(issue), path, message: too('least', issue, issue.minimum) }
    case 'too_big':
      return { code: 'too_big', maximum: Number(issue.maximum), ...bounds(issue), path, message: too('most', issue, issue.maximum) }
    case 'invalid_format': {
      const validation = issue.format === 'guid' ? 'uuid' : issue.format
      const message = validation === 'regex' ? 'Invalid' : `Invalid ${validation}`
      return { code: 'invalid_string', validation, path, message }
    }
    default:
      return { code: issue.code, path, message: issue.message }
  }
}

function wrong_type(path: Issue['path'], wanted: string, value: unknown): Issue {
  const is_fraction = wanted === 'int' && typeof value === 'number'
  const expected = is_fraction ? 'integer' : wanted === 'int' ? 'number' : wanted === 'record' ? 'object' : wanted
  const received = is_fraction ? 'float' : type_of(value)
  return { code: 'invalid_type', expected, received, path, message: typed(expected, received) }
}

function wrong_choice(path: Issue['path'], values: readonly unknown[], value: unknown): Issue {
  const options = values.map(String)
  const expected = options.map((one) => `'${one}'`).join(' | ')
  if (typeof value === 'string') {
    const message = `Invalid enum value. Expected ${expected}, received '${value}'`
    return { code: 'invalid_enum_value', received: value, options, path, message }
  }
  const received = type_of(value)
  return { code: 'invalid_type', expected, received, path, message: typed(expected, received) }
}

const typed = (expected: string, received: string): string =>
  received === 'undefined' ? 'Required' : `Expected ${expected}, received ${received}`

const type_of = (value: unknown): string => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value)

interface Bound {
  readonly origin: string
  readonly inclusive?: boolean | undefined
}

const kind_of = ({ origin }: Bound): string => (origin === 'int' ? 'number' : origin)
const bounds = (issue: Bound) => ({ type: kind_of(issue), inclusive: issue.inclusive ?? true, exact: false })

function too(end: 'least' | 'most', issue: Bound, bound: number | bigint): string {
  const kind = kind_of(issue)
  if (kind === 'string') return `String must contain at ${end} ${bound} character(s)`
  if (kind === 'array') return `Array must contain at ${end} ${bound} element(s)`
  const than = end === 'least' ? 'greater than' : 'less than'
  return `Number must be ${than} ${(issue.inclusive ?? true) ? 'or equal to ' : ''}${bound}`
}

import type { Problem } from '../../../kernel/errors.ts'
import { field_name } from '../../rest/problem-document.ts'
import type { Row } from '../dialect.ts'
import { their_path } from '../taking.ts'
import { job_status } from './words.ts'

interface Changed {
  readonly action?: string
  readonly changes?: Readonly<Record<string, unknown>>
  readonly parts?: readonly Changed[]
  readonly operations?: readonly Changed[]
}

/** Each change of a thing and of what is nested in it, in their names and units. */
export function changes_told(changed: Changed, row: Row): string[] {
  return lines(changed, [], row)
}

function lines({ action, changes = {}, parts = [], operations = [] }: Changed, path: Problem['path'], row: Row): string[] {
  const name = (field: string): string => field_name(their_path([...path, field], {}, row.taking))
  const own = Object.entries(changes).flatMap(([field, change]) =>
    is_change(change) ? [`${name(field)}: ${shown(field, change.before)} -> ${shown(field, change.after)}`] : [],
  )
  return [
    ...(action === 'created' && path.length > 0 ? [`${field_name(path)}: new`] : own),
    ...parts.flatMap((part, at) => lines(part, [...path, 'parts', at], row)),
    ...operations.flatMap((operation, at) => lines(operation, [...path, 'operations', at], row)),
  ]
}

const is_change = (change: unknown): change is { before: unknown; after: unknown } =>
  change !== null && typeof change === 'object' && 'before' in change && 'after' in change

const statuses: ReadonlyMap<string, string> = new Map(
  (['draft', 'released', 'running', 'held', 'completed', 'closed', 'cancelled'] as const).map((ours) => [ours, job_status.theirs(ours)]),
)

/** Theirs are minutes and their four words. */
function shown(field: string, value: unknown): string {
  if (typeof value === 'number' && /_s(_per_piece)?$/.test(field)) return JSON.stringify(value / 60)
  if (field === 'status' && typeof value === 'string') return JSON.stringify(statuses.get(value) ?? value)
  return JSON.stringify(value)
}

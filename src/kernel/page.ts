import { z } from 'zod'
import { GembaError } from './errors.ts'
import { Sql, sql } from './sql.ts'

export const most_rows = 1000

/** The input of every list: how many, and where the page before ended. */
export const Paging = z.object({
  limit: z.number().int().min(1).max(most_rows).default(100).meta({ description: 'Rows a page, at most 1000.' }),
  cursor: z.string().max(400).optional().meta({ description: 'The `next_cursor` of the page before.' }),
})
export type Paging = z.output<typeof Paging>

export const page_of = <Row extends z.ZodType>(row: Row) =>
  z.object({
    data: z.array(row),
    next_cursor: z.string().nullable().meta({ description: 'Give it as `cursor` for the next page; null at the end.' }),
  })

const encode = (id: string): string => Buffer.from(id).toString('base64url')
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Ours, or the bare id of the last row, as clients of other contracts have it. */
export function decode(cursor: string): string {
  if (uuid.test(cursor)) return cursor
  const id = Buffer.from(cursor, 'base64url').toString()
  if (!uuid.test(id)) throw cursor_unknown()
  return id
}

export function cursor_unknown(): GembaError {
  const message = 'This cursor is not one of ours. Start again without it.'
  return new GembaError('invalid', 'cursor_unknown', message, { problems: [{ path: ['cursor'], rule: 'format', message }] })
}

/** Newest first by key, so that rows inserted meanwhile neither repeat nor skip one. `ids` is the table's own `id` column. */
export function after(paging: Paging, ids: Sql): Sql[] {
  return paging.cursor === undefined ? [] : [sql`${ids} < ${decode(paging.cursor)}`]
}

/** A few sizes only, so that PostgreSQL keeps one plan for each; what is too many is cut off by `page`. */
const sizes = [11, 26, 51, 101, 251, 501, most_rows + 1]

/**
 * One row more than asked for tells whether there is a next page. The number stands in the text: where it is not known,
 * a plan is made for a tenth of the table.
 */
export const one_more = (paging: Paging): Sql => new Sql([`limit ${sizes.find((size) => size > paging.limit) ?? most_rows + 1}`], [])

export function page<Row extends { readonly id: string }>(
  rows: readonly Row[],
  paging: Paging,
): { data: Row[]; next_cursor: string | null } {
  const data = rows.slice(0, paging.limit)
  const last = data.at(-1)
  return { data, next_cursor: rows.length > paging.limit && last ? encode(last.id) : null }
}

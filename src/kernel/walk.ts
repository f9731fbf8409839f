import { z } from 'zod'
import type { Context, CountedList } from './context.ts'
import { Id } from './id.ts'
import { cursor_unknown, decode, one_more, type Paging, page } from './page.ts'
import { identifier, none, type Sql, sql, where } from './sql.ts'

/** For clients that page by number and want totals, and for those that read all of a list from its beginning. */
export const Walk = {
  offset: z
    .number()
    .int()
    .min(0)
    .max(10_000_000)
    .optional()
    .meta({ description: 'Rows to pass over; a cursor is quicker and misses none.' }),
  with_total: z.boolean().optional().meta({ description: 'Count all that match, too.' }),
  oldest_first: z.boolean().optional().meta({ description: 'From the oldest on; else the newest stand first.' }),
  ids: z.array(Id).max(1000).optional().meta({ description: 'Only these.' }),
}

type Input = Paging & { readonly [member in keyof typeof Walk]?: z.output<(typeof Walk)[member]> }

/** In which order, and what stands behind a row in it. `inner` sorts the table itself, `outer` the rows as they are shown. */
export interface Order {
  readonly inner: Sql
  readonly outer: Sql
  after(cursor: string): Sql
}

/** Part of a text, case-insensitively; `%` and `_` mean themselves. */
export const contains = (column: Sql, part: string): Sql => sql`${column} ilike ${`%${part.replaceAll(/[\\%_]/g, '\\$&')}%`}`

interface What {
  readonly table: string
  readonly columns: Sql
  /** Conditions on the table itself. */
  readonly filters: readonly Sql[]
  /** Tables joined to show a row. */
  readonly from?: Sql
  /** Sorts other than by age. */
  readonly order?: Order
  /** Where the totals kept with every write answer the count. */
  readonly counted: { readonly list: CountedList; readonly statuses: readonly string[] } | null
}

/**
 * One page of a list. Which rows to show is found first, by key alone: passing over many of them reads an index and not the table, and what is
 * joined to show them is planned for a page, however large the table. The total, where it is asked for, comes in the first round trip.
 */
export async function walk<R extends { readonly id: string }>(
  context: Context,
  input: Input,
  what: What,
): Promise<{ rows: R[]; next_cursor: string | null; total?: number }> {
  const table = identifier(what.table)
  const ids_of_table = sql`${table}.id`
  const order = what.order ?? by_age(ids_of_table, input.oldest_first ?? false)
  const filters = input.ids === undefined ? what.filters : [...what.filters, sql`${ids_of_table} = any(${input.ids}::uuid[])`]
  const behind = input.cursor === undefined ? [] : [order.after(input.cursor)]
  const passing_over = input.offset ? sql`offset ${input.offset}` : none
  const [found, total] = await Promise.all([
    context.read<{ id: string }>`
      select ${table}.id from ${table} ${where([...filters, ...behind])} order by ${order.inner} ${passing_over} ${one_more(input)}`,
    input.with_total ? count(context, { ...what, filters, counted: input.ids === undefined ? what.counted : null }) : undefined,
  ])
  if (found.length === 0 && what.order && input.cursor !== undefined) await assert_there(context, table, input.cursor)
  const { data, next_cursor } = page(found, input)
  const ids = data.map(({ id }) => id)
  const rows =
    ids.length === 0
      ? []
      : await context.read<R>`select ${what.columns} from ${what.from ?? table} where ${table}.id = any(${ids}::uuid[]) order by ${order.outer}`
  return { rows, next_cursor, ...(total === undefined ? {} : { total }) }
}

/** One value is found by its index in order; several are looked through. */
export const one_of = (column: Sql, values: readonly string[]): Sql =>
  values.length === 1 ? sql`${column} = ${values[0]}` : sql`${column} = any(${[...values]})`

/** Rows of the same rank stand in the order of their ids, so that pages do not overlap. `column` is of that table, and never null. */
export function ordered(column: Sql, order: 'asc' | 'desc', table_name: string): Order {
  const table = identifier(table_name)
  const ids = sql`${table}.id`
  const by = order === 'asc' ? sql`${column} asc, ${ids} asc` : sql`${column} desc, ${ids} desc`
  return {
    inner: by,
    outer: by,
    after: (cursor) => {
      const last = sql`(select ${column}, ${ids} from ${table} where ${ids} = ${decode(cursor)})`
      return order === 'asc' ? sql`(${column}, ${ids}) > ${last}` : sql`(${column}, ${ids}) < ${last}`
    },
  }
}

const by_age = (ids: Sql, oldest_first: boolean): Order => {
  const by = oldest_first ? sql`${ids} asc` : sql`${ids} desc`
  return { inner: by, outer: by, after: (cursor) => (oldest_first ? sql`${ids} > ${decode(cursor)}` : sql`${ids} < ${decode(cursor)}`) }
}

/** Behind a row that never was stands nothing, which would read as the end of the list. */
async function assert_there(context: Context, table: Sql, cursor: string): Promise<void> {
  const [row] = await context.read<{ id: string }>`select ${table}.id from ${table} where ${table}.id = ${decode(cursor)}`
  if (!row) throw cursor_unknown()
}

async function count(context: Context, { table, filters, counted }: What): Promise<number> {
  const [row] = counted
    ? await context.read<{
        n: number
      }>`select coalesce(sum(n), 0) as n from list_counts where list = ${counted.list} and status = any(${[...counted.statuses]})`
    : await context.read<{ n: number }>`select count(*) as n from ${identifier(table)} ${where(filters)}`
  return row?.n ?? 0
}

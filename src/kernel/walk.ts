import { z } from 'zod'
import type { Context, CountedList } from './context.ts'
import { after, one_more, type Paging, page } from './page.ts'
import { identifier, none, type Sql, sql, where } from './sql.ts'

/** For clients that page by number and want totals. Ours page by cursor: they need neither. */
export const Walk = {
  offset: z
    .number()
    .int()
    .min(0)
    .max(10_000_000)
    .optional()
    .meta({ description: 'Rows to pass over; a cursor is quicker and misses none.' }),
  with_total: z.boolean().optional().meta({ description: 'Count all that match, too.' }),
}

type Input = Paging & { readonly offset?: number | undefined; readonly with_total?: boolean | undefined }

/** Part of a text, case-insensitively; `%` and `_` mean themselves. */
export const contains = (column: Sql, part: string): Sql => sql`${column} ilike ${`%${part.replaceAll(/[\\%_]/g, '\\$&')}%`}`

interface What {
  readonly table: string
  readonly columns: Sql
  /** Conditions on the table itself. */
  readonly filters: readonly Sql[]
  /** Tables joined to show a row. */
  readonly from?: Sql
  /** Sorts other than newest first. They page by offset only. */
  readonly order?: { readonly inner: Sql; readonly outer: Sql }
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
  const inner_order = what.order?.inner ?? sql`${table}.id desc`
  const outer_order = what.order?.outer ?? sql`${table}.id desc`
  const conditions = where([...what.filters, ...after(input, sql`${table}.id`)])
  const passing_over = input.offset ? sql`offset ${input.offset}` : none
  const [found, total] = await Promise.all([
    context.read<{ id: string }>`select ${table}.id from ${table} ${conditions} order by ${inner_order} ${passing_over} ${one_more(input)}`,
    input.with_total ? count(context, what) : undefined,
  ])
  const { data, next_cursor } = page(found, input)
  const ids = data.map(({ id }) => id)
  const rows =
    ids.length === 0
      ? []
      : await context.read<R>`select ${what.columns} from ${what.from ?? table} where ${table}.id = any(${ids}::uuid[]) order by ${outer_order}`
  return { rows, next_cursor, ...(total === undefined ? {} : { total }) }
}

/** One value is found by its index in order; several are looked through. */
export const one_of = (column: Sql, values: readonly string[]): Sql =>
  values.length === 1 ? sql`${column} = ${values[0]}` : sql`${column} = any(${[...values]})`

/** Rows of the same rank stand in the order of their ids, so that pages do not overlap. `ids` is the table's own `id` column. */
export function ordered(column: Sql, order: 'asc' | 'desc', ids: Sql): { readonly inner: Sql; readonly outer: Sql } {
  const by = order === 'asc' ? sql`${column} asc, ${ids} asc` : sql`${column} desc, ${ids} desc`
  return { inner: by, outer: by }
}

async function count(context: Context, { table, filters, counted }: What): Promise<number> {
  const [row] = counted
    ? await context.read<{
        n: number
      }>`select coalesce(sum(n), 0) as n from list_counts where list = ${counted.list} and status = any(${[...counted.statuses]})`
    : await context.read<{ n: number }>`select count(*) as n from ${identifier(table)} ${where(filters)}`
  return row?.n ?? 0
}

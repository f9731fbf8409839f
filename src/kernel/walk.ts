import { z } from 'zod'
import type { Context, CountedList } from './context.ts'
import { after, one_more, type Paging, page } from './page.ts'
import { identifier, type Sql, sql, where } from './sql.ts'

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
 * One page of a list. The rows to show are first found by key alone, so that passing over many of them reads an index and not the table;
 * the total, where it is asked for, comes in the same round trip.
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
  const found = context.read<R>`
    select ${what.columns} from ${what.from ?? table}
    where ${table}.id in (select ${table}.id from ${table} ${conditions} order by ${inner_order} offset ${input.offset ?? 0} ${one_more(input)})
    order by ${outer_order}`
  const total = input.with_total ? count(context, what) : undefined
  const { data: rows, next_cursor } = page(await found, input)
  return { rows, next_cursor, ...(total === undefined ? {} : { total: await total }) }
}

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

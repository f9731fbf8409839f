import { z } from 'zod'

export const Pagination = z
  .strictObject({
    limit: z.number().int(),
    offset: z.number().int(),
    total: z.number().int().optional().meta({ description: 'All that match. Left out where `include_count=false`.' }),
    has_more: z.boolean(),
  })
  .meta({ id: 'EryxonPagination' })

const success = z.literal(true)

export const Done = <Shape extends z.ZodRawShape>(data: Shape) => z.strictObject({ success, data: z.strictObject(data) })

export const done = <Data>(data: Data) => ({ success: true as const, data })

/** The page shows the pagination in two places: it stands in both. */
export const Listed = <Shape extends z.ZodRawShape>(rows: Shape) =>
  z.strictObject({
    success,
    data: z.strictObject({ ...rows, pagination: Pagination }),
    meta: z.strictObject({ pagination: Pagination }),
  })

interface Page {
  readonly next_cursor: string | null
  readonly total?: number | undefined
}

interface Asked {
  readonly limit?: number | undefined
  readonly offset?: number | undefined
}

export function listed<Rows extends object>(rows: Rows, page: Page, { limit = 100, offset = 0 }: Asked) {
  const pagination = { limit, offset, ...(page.total === undefined ? {} : { total: page.total }), has_more: page.next_cursor !== null }
  return { success: true as const, data: { ...rows, pagination }, meta: { pagination } }
}

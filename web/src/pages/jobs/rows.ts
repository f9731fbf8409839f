import { keepPreviousData, type QueryKey, useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import { asking } from '../../api/queries.ts'
import { asked, type Job, type JobsSearch } from './search.ts'

const page_size = 100

const page_of = (search: JobsSearch, page: number) => {
  const input = { ...asked(search), limit: page_size, offset: page * page_size, expand: ['progress' as const], with_total: page === 0 }
  return asking('jobs.list', input)
}

export interface Rows {
  /** Unknown until the first answer. */
  readonly total: number | undefined
  readonly at: (index: number) => Job | undefined
  readonly error: unknown
  readonly again: () => void
  /** Shows a move before the server has answered; what it answers then counts. */
  readonly move: (from: number, to: number) => void
}

/**
 * The pages on the screen, each by its place: any part of a long list is one request away, and a change made elsewhere asks anew only for
 * what is looked at. The first page is always among them: it says how many there are.
 */
export function useRows(search: JobsSearch, first: number, last: number): Rows {
  const queries = useQueryClient()
  const start = useQuery({ ...page_of(search, 0), placeholderData: keepPreviousData })
  const end = Math.min(last, (start.data?.total ?? 1) - 1)
  const pages = [...new Set([Math.floor(first / page_size), Math.floor(end / page_size)])].filter((page) => page > 0)
  const others = useQueries({ queries: pages.map((page) => page_of(search, page)) })
  const results = [start, ...others]
  const key_of_row = (index: number): QueryKey => page_of(search, Math.floor(index / page_size)).queryKey
  const at = (index: number): Job | undefined => {
    const page = Math.floor(index / page_size)
    const result = page === 0 ? start : others[pages.indexOf(page)]
    return result?.data?.data[index % page_size]
  }
  const put = (index: number, job: Job): void => {
    queries.setQueryData<{ data: Job[]; next_cursor: string | null }>(
      key_of_row(index),
      (page) => page && { ...page, data: page.data.with(index % page_size, job) },
    )
  }
  const move = (from: number, to: number): void => {
    const step = from < to ? 1 : -1
    const moved = at(from)
    const between = Array.from({ length: Math.abs(to - from) }, (_, n) => at(from + step * (n + 1)))
    if (!moved || between.some((job) => job === undefined)) return
    for (const [n, job] of between.entries()) if (job) put(from + step * n, job)
    put(to, moved)
  }
  const failed = results.find((result) => result.isError)
  return {
    total: start.data?.total,
    at,
    error: failed?.data === undefined ? failed?.error : undefined,
    again: () => void queries.invalidateQueries({ queryKey: ['jobs'] }),
    move,
  }
}

import type { In, Out } from '../../api/client.ts'

export type Job = Out<'jobs.list'>['data'][number]
type JobStatus = Job['status']

const statuses = ['draft', 'released', 'running', 'held', 'completed', 'closed', 'cancelled'] as const satisfies readonly JobStatus[]
const groups = { open: statuses.slice(0, 4), done: statuses.slice(4, 6), all: statuses } as const
export const status_choices = ['open', 'done', 'all', ...statuses] as const
export type StatusChoice = (typeof status_choices)[number]
export const sorts = ['rank', 'due', 'job_number', 'created_at'] as const
type Sort = (typeof sorts)[number]

/** What is shown, as it stands in the address: what is left out is as it is by itself. */
export interface JobsSearch {
  readonly search?: string
  readonly status?: StatusChoice
  readonly late?: true
  readonly workstation_id?: string
  readonly customer?: string
  readonly sort?: Sort
}

const text = (given: unknown): string | undefined => (typeof given === 'string' || typeof given === 'number' ? String(given) : undefined)

/** Reads an address that anybody may have typed. */
export function jobs_search(given: Record<string, unknown>): JobsSearch {
  const status = status_choices.find((one) => one === given.status)
  const sort = sorts.find((one) => one === given.sort)
  return compact({
    search: text(given.search),
    status: status === 'open' ? undefined : status,
    late: given.late === true || given.late === 'true' ? true : undefined,
    workstation_id: text(given.workstation_id),
    customer: text(given.customer),
    sort: sort === 'rank' ? undefined : sort,
  })
}

type Loose = { readonly [member in keyof JobsSearch]: JobsSearch[member] | undefined }
const compact = (loose: Loose): JobsSearch =>
  // Nothing in it is undefined any more.
  Object.fromEntries(Object.entries(loose).filter(([, value]) => value !== undefined && value !== '')) as JobsSearch

export const with_filter = (search: JobsSearch, change: Loose): JobsSearch => jobs_search({ ...search, ...change })

export const is_same = (a: JobsSearch, b: JobsSearch): boolean => key_of(a) === key_of(b)
export const key_of = (search: JobsSearch): string => JSON.stringify(Object.entries(search).toSorted(([a], [b]) => (a < b ? -1 : 1)))

/** Whether everything that is open stands there: then its last row is the last of all. */
export const is_whole = (search: JobsSearch): boolean => Object.keys(search).length === 0

export function asked(search: JobsSearch): In<'jobs.list'> {
  const { status = 'open', sort = 'rank', ...filters } = search
  const wanted: readonly JobStatus[] = status === 'open' || status === 'done' || status === 'all' ? groups[status] : [status]
  return { ...filters, status: [...wanted], sort, order: sort === 'created_at' ? 'desc' : 'asc' }
}

interface View {
  readonly name: string
  readonly search: JobsSearch
}

export type { View }

export const own_views = {
  open: {},
  late: { late: true },
  running: { status: 'running' },
  held: { status: 'held' },
  draft: { status: 'draft' },
  done: { status: 'done', sort: 'created_at' },
  all: { status: 'all', sort: 'created_at' },
} as const satisfies Readonly<Record<string, JobsSearch>>

const place = 'jobs.views'

/** Views that somebody has named: kept on the device. */
export function kept_views(): View[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place) ?? '[]')
    if (!Array.isArray(kept)) return []
    return kept.flatMap((one: unknown) => {
      if (one === null || typeof one !== 'object' || !('name' in one) || !('search' in one)) return []
      return [{ name: String(one.name), search: jobs_search({ ...(one.search as object | null) }) }] // read with care
    })
  } catch {
    return []
  }
}
export const keep_views = (views: readonly View[]): void => localStorage.setItem(place, JSON.stringify(views))

const last_search = 'jobs.last'

export const keep_search = (search: JobsSearch): void => sessionStorage.setItem(last_search, JSON.stringify(search))

/** Where the list was left, for the way back from a job. */
export function where_the_list_was(): JobsSearch {
  try {
    return jobs_search({ ...JSON.parse(sessionStorage.getItem(last_search) ?? '{}') })
  } catch {
    return {}
  }
}

import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { call, type Out } from '../../api/client.ts'
import { asking } from '../../api/queries.ts'
import { session_query } from '../../api/session.ts'

export type Happened = Out<'events.list'>['data'][number]

interface Past {
  readonly events: readonly Happened[]
  readonly cursor: string | null
}

const page_size = 1000
const most_pages = 20

/** All that has happened to it, oldest first. What was read before is not read again: the log only grows. */
const past_query = (id: string, before: () => Past | undefined) =>
  queryOptions({
    // An event of a job, whatever it is about, makes jobs old, and this with them.
    queryKey: ['jobs', 'past', id],
    queryFn: async ({ signal }): Promise<Past> => {
      let { events, cursor }: Past = before() ?? { events: [], cursor: null }
      for (let n = 0; n < most_pages; n++) {
        const page = await call('events.list', { subject_id: id, limit: page_size, ...(cursor === null ? {} : { cursor }) }, { signal })
        events = [...events, ...page.data]
        cursor = page.next_cursor
        if (page.data.length < page_size) break
      }
      return { events, cursor }
    },
  })

export function usePast(id: string) {
  const queries = useQueryClient()
  return useQuery(past_query(id, () => queries.getQueryData<Past>(['jobs', 'past', id])))
}

export interface Names {
  readonly person: (id: string | null | undefined) => string | undefined
  readonly key: (id: string | null | undefined) => string | undefined
}

/** Facts hold ids: who that is now called. Keys are known to admins only. */
export function useNames(events: readonly Happened[]): Names {
  const { data: session } = useQuery(session_query)
  const ids = new Set(events.flatMap(({ actor, subjects }) => [actor.person_id, subjects.person_id].filter((id) => typeof id === 'string')))
  const people = useQuery({ ...asking('people.list', { ids: [...ids].toSorted().slice(0, 1000), limit: 1000 }), enabled: ids.size > 0 })
  const by_keys = events.some(({ actor }) => actor.key_id !== null)
  const is_admin = session?.role === 'admin' || session?.role === 'system_admin'
  const keys = useQuery({ ...asking('api_keys.list', { limit: 1000 }), enabled: by_keys && is_admin })
  const name_in = (rows: readonly { readonly id: string; readonly name: string }[] | undefined) => {
    const names = new Map(rows?.map(({ id, name }) => [id, name]))
    return (id: string | null | undefined) => (id ? names.get(id) : undefined)
  }
  return { person: name_in(people.data?.data), key: name_in(keys.data?.data) }
}

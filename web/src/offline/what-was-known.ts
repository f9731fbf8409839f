import { dehydrate, hydrate, type QueryClient } from '@tanstack/react-query'
import { Away } from '../api/client.ts'
import { type Session, session_query } from '../api/session.ts'
import { last_known } from './on-device.ts'

/** What a terminal shows, and nothing of the office. */
const kept_subjects = new Set([
  ...['operations', 'substeps', 'time_entries', 'quantity_reports', 'issues', 'files'],
  ...['people', 'reasons', 'workstations', 'machines', 'session'],
])
const gather_ms = 500
const longest_ms = 7 * 24 * 3600_000
/** After that the page opens with what is on the device. */
const patience_ms = 4000

interface Kept {
  readonly build: string
  readonly state: ReturnType<typeof dehydrate>
}

/** The files of the page are another program after an update: what the one before has kept may not fit it. */
const build = import.meta.url

/** Before the first page: fills in what was known when the page was last open, and finds out who is signed in. */
export async function recall(queries: QueryClient): Promise<void> {
  const kept = (await last_known.read('queries')) as Kept | undefined // only `remember` writes there
  const all = kept?.build === build ? kept.state.queries.filter(({ state }) => Date.now() - state.dataUpdatedAt < longest_ms) : []
  hydrate(queries, { mutations: [], queries: all.filter(({ queryKey: [subject] }) => subject !== 'session') })
  const session = all.find(({ queryKey: [subject] }) => subject === 'session')
  try {
    await in_time(queries.fetchQuery({ ...session_query, retry: false }))
  } catch (error) {
    if (!(error instanceof Away) || session === undefined) return
    queries.setQueryData<Session | null>(session_query.queryKey, session.state.data as Session | null, {
      updatedAt: session.state.dataUpdatedAt,
    })
  }
}

const in_time = (work: Promise<unknown>): Promise<unknown> =>
  Promise.race([work, new Promise((_, reject) => setTimeout(() => reject(new Away('No answer came in time.')), patience_ms))])

/** Keeps on the device what the server has last said, for the hour without a network. */
export function remember(queries: QueryClient): void {
  let is_old = false
  const write = (): void => {
    is_old = false
    const state = dehydrate(queries, {
      shouldDehydrateMutation: () => false,
      shouldDehydrateQuery: ({ queryKey: [subject], state: { data } }) => data !== undefined && kept_subjects.has(String(subject)),
    })
    void last_known.write('queries', { build, state } satisfies Kept)
  }
  queries.getQueryCache().subscribe(({ type }) => {
    if (is_old || (type !== 'updated' && type !== 'removed')) return
    is_old = true
    setTimeout(write, gather_ms)
  })
}

import type { QueryClient } from '@tanstack/react-query'
import type { Out } from './api/client.ts'

type LoggedEvent = Out<'events.list'>['data'][number]

const gather_ms = 60

/** Which lists and things an event makes old, by the first part of their query's key: the subject of the verb that reads them. */
const made_old_by: Readonly<Record<string, readonly string[]>> = {
  job: ['jobs', 'parts', 'operations', 'units', 'reports'],
  part: ['jobs', 'parts', 'operations'],
  operation: ['operations', 'jobs', 'parts', 'reports'],
  time_entry: ['operations', 'time_entries', 'jobs'],
  quantity: ['operations', 'quantity_reports', 'jobs'],
  substep: ['substeps', 'operations'],
  issue: ['issues', 'operations', 'jobs'],
  ncr: ['issues', 'operations', 'jobs'],
  unit: ['units', 'operations', 'jobs', 'reports'],
  units: ['units', 'operations', 'jobs', 'reports'],
  person: ['people', 'session'],
  machine: ['machines'],
  workstation: ['workstations'],
  line: ['lines'],
  tenant: ['session', 'tenants'],
  file: ['files'],
  webhook: ['webhooks', 'deliveries'],
  api_key: ['api_keys'],
  assignment: ['assignments', 'jobs'],
}

/** Keeps what is on the screen true: the server's log says what has changed. Ends with the answer. */
export function follow(queries: QueryClient, on_state: (is_live: boolean) => void): () => void {
  const source = new EventSource('/v1/stream')
  const old = new Set<string>()
  let waiting: ReturnType<typeof setTimeout> | undefined
  const refresh = (): void => {
    waiting = undefined
    const keys = [...old]
    old.clear()
    void queries.invalidateQueries({ predicate: ({ queryKey: [first] }) => keys.includes(String(first)) })
  }
  let was_away = false
  source.addEventListener('open', () => {
    on_state(true)
    if (was_away) void queries.invalidateQueries()
    was_away = false
  })
  source.addEventListener('error', () => {
    was_away = true
    on_state(false)
  })
  source.addEventListener('events', ({ data }: MessageEvent<string>) => {
    // The server's own log.
    for (const { name } of JSON.parse(data) as LoggedEvent[]) for (const key of made_old_by[name.split('.')[0] ?? ''] ?? []) old.add(key)
    waiting ??= setTimeout(refresh, gather_ms)
  })
  return () => {
    clearTimeout(waiting)
    source.close()
  }
}

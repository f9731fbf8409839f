import type { QueryClient } from '@tanstack/react-query'
import { Away, call, type In, send } from '../api/client.ts'
import { type Session, session_query } from '../api/session.ts'
import type { Action, Pressable } from './action.ts'
import { now, set_clock } from './clock.ts'
import { make_line, type Waiting } from './line.ts'
import { store_of_device } from './on-device.ts'

const again_ms = 3000
const patience_ms = 20_000
const patience_with_file_ms = 180_000

/** Sends an action as it was pressed. A network that swallows everything is as good as none. */
async function send_action({ verb, input, file, key }: Action): Promise<unknown> {
  const signal = AbortSignal.timeout(file ? patience_with_file_ms : patience_ms)
  const sending = { idempotency_key: key, signal }
  try {
    if (file) {
      const query = new URLSearchParams(Object.entries(input).map(([name, value]) => [name, String(value)]))
      return await send('POST', `/v1/files?${query}`, file, sending)
    }
    return await call(verb, input as In<Pressable>, sending) // it was typed where it was pressed
  } catch (error) {
    throw signal.aborted ? new Away('No answer came in time.', { cause: error }) : error
  }
}

const alone = async (work: () => Promise<void>): Promise<void> => {
  // Only over https; elsewhere two pages may send the same, which happens once all the same.
  if (!('locks' in navigator)) return work()
  await navigator.locks.request('gemba line', work)
}

/** In whose name something is pressed: a person, or the key of a device that stands for everybody. */
export const who_acts = (session: Session | null | undefined): string | null => session?.person?.id ?? session?.api_key_id ?? null

const of_subjects = new Set(['operations', 'substeps', 'time_entries', 'quantity_reports', 'issues', 'files', 'jobs'])

let waiting: Promise<Waiting> | undefined
/** The one line of this device. It begins to send when it is first asked for, and goes on for as long as the page is open. */
export function line_of_device(queries: QueryClient): Promise<Waiting> {
  waiting ??= begin(queries)
  return waiting
}

async function begin(queries: QueryClient): Promise<Waiting> {
  const other_pages = new BroadcastChannel('gemba line')
  const line = make_line({
    store: await store_of_device(),
    send: send_action,
    on_sent: () => queries.invalidateQueries({ predicate: ({ queryKey: [subject] }) => of_subjects.has(String(subject)) }),
    now,
    alone,
    on_change: () => other_pages.postMessage('changed'),
  })
  other_pages.addEventListener('message', () => void line.read())
  const try_again = (): void => {
    if (line.shown().actions.length > 0) void line.send_all()
  }
  setInterval(try_again, again_ms)
  window.addEventListener('online', try_again)
  document.addEventListener('visibilitychange', try_again)
  const act = (): Promise<void> => line.act_for(who_acts(queries.getQueryData(session_query.queryKey)))
  queries.getQueryCache().subscribe((event) => {
    if (event.query.queryKey[0] === 'session') void act()
    // Something has just been answered: the server is there again.
    else if (event.type === 'updated' && event.action.type === 'success' && line.shown().is_away) try_again()
  })
  void set_clock()
  await line.read()
  void act()
  return line
}

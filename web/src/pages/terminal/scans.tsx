import { useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { call, type Out } from '../../api/client.ts'
import { Dialog } from '../../design/dialog.tsx'
import { Notice } from '../../design/notice.tsx'
import type { Operation } from '../../offline/expected.ts'
import { told } from '../../words/told.ts'
import { useWords } from '../../words/words.ts'
import { Marks } from './marks.tsx'
import { everybody } from './use-names.ts'

type Person = Out<'people.get'>

/** A scanner types faster than any hand. */
const hand_ms = 80
const shortest = 2

/** Calls back with what a scanner has typed, wherever on the page; not while somebody types into a field or a dialog is open. */
function useWedge(on_read: (text: string) => void): void {
  const read = useRef(on_read)
  read.current = on_read
  useEffect(() => {
    let text = ''
    let last = 0
    const on_key = (event: KeyboardEvent): void => {
      const { target, key } = event
      if (document.querySelector('dialog[open]')) return
      if (target instanceof HTMLElement && target.matches('input, select, textarea, [contenteditable]')) return
      if (event.timeStamp - last > hand_ms) text = ''
      last = event.timeStamp
      if (key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) text += key
      else if (key === 'Enter' && text.length >= shortest) {
        // Else it would press whatever has the focus.
        event.preventDefault()
        event.stopPropagation()
        read.current(text.trim())
        text = ''
      }
    }
    window.addEventListener('keydown', on_key, { capture: true })
    return () => window.removeEventListener('keydown', on_key, { capture: true })
  }, [])
}

type Found = { readonly says: 'nothing'; readonly text: string } | { readonly says: 'several'; readonly operations: readonly Operation[] }

export interface Scans {
  readonly look_up: (text: string) => void
  readonly found: Found | null
  readonly error: unknown
  readonly forget: () => void
}

/** A traveller leads to its operation, a badge to its person. */
export function useScans(on_badge: (person: Person) => void): Scans {
  const queries = useQueryClient()
  const go = useNavigate()
  const [found, set_found] = useState<Found | null>(null)
  const [error, set_error] = useState<unknown>(null)
  const forget = () => {
    set_found(null)
    set_error(null)
  }
  const open = (id: string) => go({ to: '/terminal/$id', params: { id } })
  const look_up = async (text: string): Promise<void> => {
    forget()
    // What is on the screen is found without a network, too.
    const lists = queries.getQueriesData<Out<'operations.list'>>({ queryKey: ['operations', 'operations.list'] })
    const shown = lists.flatMap(([, list]) => list?.data ?? []).find(({ code }) => code === text.toUpperCase())
    if (shown) return void open(shown.id)
    try {
      const operations = await operations_by(text)
      const [only] = operations
      if (typeof only === 'string') return void open(only)
      if (only && operations.length === 1) return void open(only.id)
      if (operations.length > 1) return set_found({ says: 'several', operations: operations.filter((one) => typeof one !== 'string') })
      const { data: people } = await queries.ensureQueryData(everybody)
      const person = people.find(({ employee_number, has_pin }) => has_pin && employee_number === text)
      if (person) on_badge(person)
      else set_found({ says: 'nothing', text })
    } catch (fault) {
      set_error(fault)
    }
  }
  useWedge((text) => void look_up(text))
  return { look_up: (text) => void look_up(text), found, error, forget }
}

/** The operation itself, or those that are open of a job or a part. */
async function operations_by(text: string): Promise<readonly (Operation | string)[]> {
  const { matches } = await call('codes.resolve', { text })
  const [match] = matches
  if (!match) return []
  if (match.operation_id !== null) return [match.operation_id]
  const of = match.part_id === null ? { job_id: match.job_id } : { part_id: match.part_id }
  const { data } = await call('operations.list', { ...of, status: ['waiting', 'running', 'held'], sort: 'sequence', expand: ['traveller'] })
  return data
}

export function ScanAnswer({ scans: { found, error, forget } }: { readonly scans: Scans }) {
  const say = useWords()
  if (error !== null) return <Notice kind="bad">{told(error)}</Notice>
  if (found === null) return null
  if (found.says === 'nothing') return <Notice kind="warn">{say('terminal.scan_nothing', { text: found.text })}</Notice>
  return (
    <Dialog title={say('terminal.scan_several')} on_close={forget}>
      <ul className="big-choices one-column">
        {found.operations.map((operation) => (
          <li key={operation.id}>
            <Link to="/terminal/$id" params={{ id: operation.id }} className="button large" onClick={forget}>
              <span className="grow">
                {operation.sequence} {operation.name}
                <span className="quiet"> {operation.workstation?.name}</span>
              </span>
              <Marks operation={operation} waits={false} is_full />
            </Link>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}

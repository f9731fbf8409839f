import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { Out } from '../../api/client.ts'
import { session_query } from '../../api/session.ts'
import { Button } from '../../design/button.tsx'
import { Sign } from '../../design/sign.tsx'
import { useLine } from '../../offline/use-line.ts'
import { useWords } from '../../words/words.ts'
import { PersonPicture } from '../person-picture.tsx'
import { ScanButton } from './scan-button.tsx'
import { ScanAnswer, useScans } from './scans.tsx'
import { useLock } from './use-lock.ts'
import { WaitingList } from './waiting-list.tsx'
import { Who } from './who.tsx'

interface Props {
  readonly title: string
  readonly color?: string | null
  readonly before?: ReactNode
  readonly aside?: ReactNode
}

/** Where one stands, who one is, what waits to be sent; and whatever is scanned is looked up. */
export function TerminalBar({ title, color, before, aside }: Props) {
  const [asks_who, set_asks_who] = useState<'nobody' | 'anybody' | Out<'people.get'>>('nobody')
  const scans = useScans(set_asks_who)
  useLock()
  return (
    <>
      <div className="terminal-bar">
        {before}
        {color && <span className="swatch" style={{ background: color }} aria-hidden="true" />}
        <h1>{title}</h1>
        {aside}
        <span className="grow" />
        <InLine />
        <ScanButton on_read={scans.look_up} />
        <Me on_switch={() => set_asks_who('anybody')} />
      </div>
      <ScanAnswer scans={scans} />
      {asks_who !== 'nobody' && <Who person={asks_who === 'anybody' ? null : asks_who} on_close={() => set_asks_who('nobody')} />}
    </>
  )
}

function Me({ on_switch }: { readonly on_switch: () => void }) {
  const say = useWords()
  const { data: session } = useQuery(session_query)
  const person = session?.person
  if (session?.kind !== 'person' || !person)
    return (
      <Button kind="first" className="me" onClick={on_switch}>
        {say('terminal.who')}
      </Button>
    )
  return (
    <Button className="me" onClick={on_switch}>
      <PersonPicture person={person} />
      <span>{person.name}</span> <span className="visually-hidden">{say('terminal.switch_from')}</span>
      <span className="quiet" aria-hidden="true">
        {say('terminal.switch')}
      </span>
    </Button>
  )
}

/** Nothing is shown while nothing waits. */
function InLine() {
  const say = useWords()
  const { line } = useLine()
  const [is_open, set_open] = useState(false)
  const left = line.actions.filter(({ key }) => !line.landed.has(key))
  const refused = left.filter(({ refusal }) => refusal !== null).length
  const is_shown = refused > 0 || line.needs_sign_in || (line.is_away && left.length > 0)
  return (
    <>
      {is_shown && (
        <Button className={refused > 0 ? 'in-line bad' : 'in-line'} onClick={() => set_open(true)}>
          <Sign name={refused > 0 ? 'bad' : 'warn'} />
          {refused > 0 ? say('terminal.n_refused', { count: refused }) : say('terminal.n_waiting', { count: left.length })}
        </Button>
      )}
      {is_open && <WaitingList actions={left} on_close={() => set_open(false)} />}
    </>
  )
}

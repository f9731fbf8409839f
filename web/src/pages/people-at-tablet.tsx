import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Out } from '../api/client.ts'
import { asking } from '../api/queries.ts'
import { Asked, Empty } from '../design/states.tsx'
import { useWords } from '../words/words.ts'
import './people-at-tablet.css'
import { PersonPicture } from './person-picture.tsx'
import { PinPad } from './pin-pad.tsx'

type Person = Out<'people.get'>

interface Props {
  /** Somebody has signed in here, in place of whoever was. */
  readonly on_entered: () => unknown
  /** The heading of the page, where it stands alone; a dialog has one of its own. */
  readonly title?: string
}

/** At a shared tablet: pick yourself by picture, name, number or badge, then the PIN. */
export function PeopleAtTablet({ on_entered, title }: Props) {
  const query = useQuery(asking('people.list', { is_active: true, limit: 1000 }))
  const [picked, set_picked] = useState<Person | null>(null)
  if (picked) return <PinPad person={picked} is_page={title !== undefined} on_entered={on_entered} on_back={() => set_picked(null)} />
  return (
    <>
      {title && <h1>{title}</h1>}
      <Asked query={query}>
        {({ data }) => <Pick people={data.filter((person) => person.has_pin).sort(by_name)} on_pick={set_picked} />}
      </Asked>
    </>
  )
}

const by_name = (a: Person, b: Person): number => a.name.localeCompare(b.name)
const is_typed_into = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches('input, select, textarea, [contenteditable]')

interface PickProps {
  readonly people: readonly Person[]
  readonly on_pick: (person: Person) => void
}

function Pick({ people, on_pick }: PickProps) {
  const say = useWords()
  const [typed, set_typed] = useState('')
  const wanted = typed.trim().toLowerCase()
  const found = people.filter((one) => one.name.toLowerCase().includes(wanted) || one.employee_number?.toLowerCase().includes(wanted))
  const enter = () => {
    const exact = people.find((one) => wanted !== '' && one.employee_number?.toLowerCase() === wanted)
    const only = exact ?? (wanted !== '' && found.length === 1 ? found[0] : undefined)
    if (only) on_pick(only)
  }
  useEffect(() => {
    // A badge reader is a keyboard: it types a number and Enter, whatever has the focus.
    const on_key = (event: KeyboardEvent) => {
      if (is_typed_into(event.target) || event.ctrlKey || event.metaKey || event.altKey) return
      if (event.key.length === 1 && event.key !== ' ') set_typed((before) => before + event.key)
      else if (event.key === 'Backspace') set_typed((before) => before.slice(0, -1))
      else if (event.key === 'Enter' && typed !== '') {
        event.preventDefault()
        enter()
      }
    }
    addEventListener('keydown', on_key)
    return () => removeEventListener('keydown', on_key)
  })
  if (people.length === 0) return <Empty says={say('sign_in.no_people')} />
  return (
    <div className="people-at-tablet">
      <form
        className="field"
        onSubmit={(event) => {
          event.preventDefault()
          enter()
        }}
      >
        <label htmlFor="person-search">{say('sign_in.search')}</label>
        <input
          id="person-search"
          type="search"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          value={typed}
          onChange={(event) => set_typed(event.target.value)}
        />
      </form>
      {found.length === 0 && (
        <p className="empty" role="status">
          {say('sign_in.nobody')}
        </p>
      )}
      <ul className="people-tiles">
        {found.map((person) => (
          <li key={person.id}>
            <button type="button" onClick={() => on_pick(person)}>
              <PersonPicture person={person} />
              <span>
                <span className="name">{person.name}</span>
                {person.employee_number && <span className="quiet number">{person.employee_number}</span>}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}

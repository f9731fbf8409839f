import { useQuery } from '@tanstack/react-query'
import { session_query } from '../../api/session.ts'
import { Button } from '../../design/button.tsx'
import type { Operation } from '../../offline/expected.ts'
import { useFormats } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import { PersonPicture } from '../person-picture.tsx'
import { clocks_of } from './deeds.ts'
import { deed, on_clock, usePress } from './press.ts'
import { usePeople } from './use-names.ts'

/** Who and what is on the clock; one’s own can be stopped while the others go on. */
export function PeopleAtWork({ operation }: { readonly operation: Operation }) {
  const say = useWords()
  const { time } = useFormats()
  const person_of = usePeople()
  const press = usePress(operation)
  const { data: session } = useQuery(session_query)
  const clocks = clocks_of(operation)
  if (clocks.length === 0) return null
  return (
    <section className="stack tight">
      <h2>{say('terminal.at_work')}</h2>
      <ul className="work-list">
        {clocks.map(({ id, person_id, kind, started_at }) => (
          <li key={id} className="row">
            {person_id && <PersonPicture person={person_of(person_id)} />}
            <p className="grow">
              <strong>{person_id ? person_of(person_id).name : say('terminal.a_machine')}</strong>
              <br />
              <span className="quiet number">
                {say(`terminal.kind_${kind}`)} · {say('terminal.since', { time: time(started_at) })}
              </span>
            </p>
            {person_id !== null && person_id === session?.person?.id && (
              <Button onClick={() => press(deed('time_entries.stop', { id }, on_clock(id)))}>{say('terminal.stop_my_clock')}</Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

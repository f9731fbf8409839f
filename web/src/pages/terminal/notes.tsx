import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { session_query } from '../../api/session.ts'
import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { LongTextField, text_of } from '../../design/fields.tsx'
import { Form } from '../../design/form.tsx'
import type { Operation } from '../../offline/expected.ts'
import { useLine } from '../../offline/use-line.ts'
import { useFormats } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import { deed, on_clock, usePress } from './press.ts'
import { useNames } from './use-names.ts'

const most = 5

/** What was written for whoever does it, and what those before have left to say. */
export function Notes({ operation }: { readonly operation: Operation }) {
  const say = useWords()
  const { moment } = useFormats()
  const name_of = useNames()
  const { data: session } = useQuery(session_query)
  const [is_writing, set_writing] = useState(false)
  const { instructions, notes, time_entries = [], traveller, part } = operation
  const left = useLeft(operation)
  const mine = time_entries.findLast(({ person_id }) => person_id !== null && person_id === session?.person?.id)
  const facts = [
    [say('terminal.drawing'), traveller?.drawing_number && `${traveller.drawing_number} ${traveller.drawing_revision ?? ''}`],
    [say('terminal.material'), [part.material, traveller?.material_lot].filter(Boolean).join(' · ')],
    [say('terminal.program'), traveller?.cnc_program_name],
    [say('terminal.before'), traveller?.before?.workstation ?? traveller?.before?.name],
    [say('terminal.after'), traveller?.after?.workstation ?? traveller?.after?.name],
  ] as const
  return (
    <>
      {(instructions ?? notes) && (
        <section className="stack tight">
          <h2>{say('terminal.instructions')}</h2>
          {instructions && <p className="written">{instructions}</p>}
          {notes && <p className="written">{notes}</p>}
        </section>
      )}
      <section className="stack tight">
        <h2>{say('terminal.part')}</h2>
        <dl className="facts">
          {facts
            .filter(([, value]) => value)
            .map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
        </dl>
      </section>
      {(left.length > 0 || mine) && (
        <section className="stack tight">
          <h2>{say('terminal.hand_over')}</h2>
          {left.slice(-most).map((one) => (
            <blockquote key={one.id} className="written">
              {one.notes}
              <footer className="quiet">
                {name_of(one.person_id)} · <span className="number">{moment(one.ended_at ?? one.started_at)}</span>
              </footer>
            </blockquote>
          ))}
          {mine && (
            <Button className="start" onClick={() => set_writing(true)}>
              {say('terminal.hand_over_write')}
            </Button>
          )}
        </section>
      )}
      {is_writing && mine && <HandOver operation={operation} clock_id={mine.id} before={mine.notes} on_close={() => set_writing(false)} />}
    </>
  )
}

/** Notes stand on the time of whoever wrote them; those that wait to be sent, too. */
function useLeft({ id, time_entries = [] }: Operation) {
  const { line } = useLine()
  const written = line.actions.filter(({ verb, operation_id }) => verb === 'time_entries.update' && operation_id === id)
  return time_entries
    .map((entry) => {
      const last = written.findLast(({ input, borrowed }) => input.id === entry.id || borrowed?.of_key === entry.id)
      return typeof last?.input.notes === 'string' ? { ...entry, notes: last.input.notes } : entry
    })
    .filter(({ notes }) => notes !== null && notes !== '')
}

interface HandOverProps {
  readonly operation: Operation
  readonly clock_id: string
  readonly before: string | null
  readonly on_close: () => void
}

function HandOver({ operation, clock_id, before, on_close }: HandOverProps) {
  const say = useWords()
  const press = usePress(operation)
  const write = (given: FormData) => {
    press(deed('time_entries.update', { id: clock_id, notes: text_of(given, 'notes') }, on_clock(clock_id)))
    on_close()
  }
  return (
    <Dialog title={say('terminal.hand_over')} on_close={on_close}>
      <Form error={null} is_busy={false} on_send={write} send_word={say('app.save')} on_cancel={on_close}>
        <LongTextField name="notes" label={say('terminal.hand_over_what')} defaultValue={before ?? ''} />
      </Form>
    </Dialog>
  )
}

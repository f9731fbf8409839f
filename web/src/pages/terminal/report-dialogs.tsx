import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { asking } from '../../api/queries.ts'
import { session_query } from '../../api/session.ts'
import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { Asked } from '../../design/states.tsx'
import type { Operation } from '../../offline/expected.ts'
import { useFormats } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import { clocks_of } from './deeds.ts'
import { NumberPad } from './number-pad.tsx'
import { type Deed, deed, type Press } from './press.ts'

export interface DialogProps {
  readonly operation: Operation
  readonly press: Press
  readonly on_close: () => void
}

/** Of which clock the pieces are: one’s own, where the server knows it already. */
export function count_deed(
  operation: Operation,
  person_id: string | null,
  count: { good?: number; scrap?: number },
  reason_id?: string,
): Deed {
  const mine = clocks_of(operation).find((entry) => entry.person_id === person_id && entry.id.includes('-'))
  const { good = 0, scrap = 0 } = count
  const input = { operation_id: operation.id, ...count, ...(mine && { time_entry_id: mine.id }), ...(reason_id && { reason_id }) }
  return deed('quantity_reports.create', input, { adds: { good, scrap, rework: 0 } })
}

const a_few = [1, 5, 10] as const

/** Two taps: this dialog, then how many. */
export function GoodDialog({ operation, press, on_close }: DialogProps) {
  const say = useWords()
  const { number } = useFormats()
  const { data: session } = useQuery(session_query)
  const [typed, set_typed] = useState('')
  const { available } = operation
  const report = (good: number) => {
    press(count_deed(operation, session?.person?.id ?? null, { good }))
    on_close()
  }
  return (
    <Dialog title={say('terminal.report_good')} on_close={on_close}>
      <div className="stack">
        <p className="quiet">{say('terminal.report_available', { count: number(available) })}</p>
        <div className="quick">
          {a_few
            .filter((few) => few < available || available === 0)
            .map((few) => (
              <Button key={few} is_large aria-label={say('terminal.report_n', { count: number(few) })} onClick={() => report(few)}>
                +{number(few)}
              </Button>
            ))}
          {available > 0 && (
            <Button is_large kind="first" onClick={() => report(available)}>
              {say('terminal.all', { count: number(available) })}
            </Button>
          )}
        </div>
        <NumberPad typed={typed} label={say('terminal.how_many')} on_type={set_typed}>
          <Button is_large disabled={Number(typed) === 0} onClick={() => report(Number(typed))}>
            {say('terminal.report')}
          </Button>
        </NumberPad>
      </div>
    </Dialog>
  )
}

/** Two taps: this dialog, then the reason. One piece, unless more are said. */
export function ScrapDialog({ operation, press, on_close }: DialogProps) {
  const say = useWords()
  const { number } = useFormats()
  const { data: session } = useQuery(session_query)
  const reasons = useQuery(asking('reasons.list', { kind: 'scrap', is_active: true, sort: 'code', limit: 1000 }))
  const [scrap, set_scrap] = useState(1)
  const report = (reason_id?: string) => {
    press(count_deed(operation, session?.person?.id ?? null, { scrap }, reason_id))
    on_close()
  }
  return (
    <Dialog title={say('terminal.report_scrap')} on_close={on_close}>
      <div className="stack">
        <fieldset className="stepper">
          <legend className="visually-hidden">{say('terminal.how_many')}</legend>
          <Button is_large disabled={scrap <= 1} aria-label={say('terminal.one_less')} onClick={() => set_scrap(scrap - 1)}>
            <span aria-hidden="true">−</span>
          </Button>
          <output className="number" aria-label={say('terminal.how_many')}>
            {number(scrap)}
          </output>
          <Button is_large aria-label={say('terminal.one_more')} onClick={() => set_scrap(scrap + 1)}>
            <span aria-hidden="true">+</span>
          </Button>
        </fieldset>
        <h3>{say('terminal.why')}</h3>
        <Asked query={reasons}>
          {({ data }) => (
            <ul className="big-choices one-column">
              {data.map((reason) => (
                <li key={reason.id}>
                  <Button is_large onClick={() => report(reason.id)}>
                    <span className="grow">{reason.description}</span>
                    <span className="quiet number">{reason.code}</span>
                  </Button>
                </li>
              ))}
              <li>
                <Button is_large kind="bare" onClick={() => report()}>
                  {say('terminal.no_reason')}
                </Button>
              </li>
            </ul>
          )}
        </Asked>
      </div>
    </Dialog>
  )
}

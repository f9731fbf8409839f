import { Link } from '@tanstack/react-router'
import { type ReactNode, useId } from 'react'
import type { Operation } from '../../offline/expected.ts'
import { useLine } from '../../offline/use-line.ts'
import { useFormats } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import { useDue } from './due.ts'
import { Marks } from './marks.tsx'
import { TimeAgainstPlan } from './time-against-plan.tsx'

interface Props {
  readonly title: string
  readonly operations: readonly Operation[]
  readonly empty: string
  readonly more?: ReactNode
}

export function QueueColumn({ title, operations, empty, more }: Props) {
  const id = useId()
  return (
    <section className="queue-column" aria-labelledby={id}>
      <h2 id={id}>
        {title} <span className="count number">{operations.length}</span>
      </h2>
      {operations.length === 0 ? (
        <p className="none quiet">{empty}</p>
      ) : (
        <ol>
          {operations.map((operation) => (
            <li key={operation.id}>
              <QueueRow operation={operation} />
            </li>
          ))}
        </ol>
      )}
      {more && <p className="none quiet">{more}</p>}
    </section>
  )
}

/** Running or paused; what was parked before anybody began has not. */
export const has_begun = ({ status, parked_from }: Operation): boolean =>
  status === 'running' || (status === 'held' && parked_from !== 'waiting')

function QueueRow({ operation }: { readonly operation: Operation }) {
  const say = useWords()
  const { number } = useFormats()
  const due_day = useDue()
  const { line } = useLine()
  const { traveller, part, job } = operation
  const due = traveller?.due ?? null
  const waits = line.actions.some((action) => action.operation_id === operation.id && !line.landed.has(action.key))
  const is_begun = has_begun(operation)
  return (
    <Link to="/terminal/$id" params={{ id: operation.id }} className="queue-row">
      <span className="what">
        <span className="name">{traveller?.part_name ?? part.part_number}</span>
        {due && <span className="due number">{due_day(due)}</span>}
      </span>
      <span className="quiet">
        {job.job_number}
        {job.customer && ` · ${job.customer}`} · {operation.name}
      </span>
      <span className="figures">
        <span>
          <strong className="number">{number(is_begun ? operation.good : operation.available)}</strong>{' '}
          <span className="quiet">{say(is_begun ? 'terminal.good_of' : 'terminal.available_of', { quantity: number(part.quantity) })}</span>
        </span>
        <TimeAgainstPlan operation={operation} is_short />
      </span>
      {!is_begun && operation.available === 0 && traveller?.before && (
        <span className="quiet">{say('terminal.comes_from', { step: traveller.before.workstation ?? traveller.before.name })}</span>
      )}
      <Marks operation={operation} waits={waits} />
    </Link>
  )
}

import type { ReactNode } from 'react'
import type { Operation } from '../../offline/expected.ts'
import { useFormats } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import { useDue } from './due.ts'
import { Marks } from './marks.tsx'
import { TimeAgainstPlan } from './time-against-plan.tsx'

interface Props {
  readonly operation: Operation
  readonly waits: boolean
}

/** What it is for, and how far it is. */
export function OperationHead({ operation, waits }: Props) {
  const say = useWords()
  const { number } = useFormats()
  const due = useDue()
  const { traveller, part, job } = operation
  return (
    <header className="work-head">
      <div className="work-what">
        <p className="work-title">{traveller?.part_name ?? part.part_number}</p>
        <p className="quiet">
          {job.job_number}
          {job.customer && ` · ${job.customer}`} · {part.part_number}
        </p>
        <Marks operation={operation} waits={waits} is_full />
      </div>
      <dl className="work-figures">
        <Figure says={say('terminal.available')}>{number(operation.available)}</Figure>
        <Figure says={say('terminal.good')}>
          {number(operation.good)} <span className="quiet">/ {number(part.quantity)}</span>
        </Figure>
        <Figure says={say('terminal.scrap')}>{number(operation.scrap)}</Figure>
        <Figure says={say('terminal.time')}>
          <TimeAgainstPlan operation={operation} />
        </Figure>
        {traveller?.due && <Figure says={say('terminal.due')}>{due(traveller.due)}</Figure>}
      </dl>
    </header>
  )
}

const Figure = ({ says, children }: { readonly says: string; readonly children: ReactNode }) => (
  <div>
    <dt>{says}</dt>
    <dd className="number">{children}</dd>
  </div>
)

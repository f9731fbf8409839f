import { useFormats } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import { Bar, StatusMark } from './marks.tsx'
import type { Part } from './part-tree.tsx'
import { time_of } from './whole-job.ts'

type Operation = NonNullable<Part['operations']>[number]

interface Props {
  readonly part: Part
  readonly operations: readonly Operation[]
}

/** The way of a part through the shop, step by step: where, how many, how long. */
export function ProgressLine({ part, operations }: Props) {
  const say = useWords()
  return (
    <ol className="progress-line" aria-label={say('job.operations', { number: part.part_number })}>
      {operations.map((operation) => (
        <li key={operation.id} className={`step ${operation.status}`}>
          <Step operation={operation} quantity={part.quantity} />
        </li>
      ))}
    </ol>
  )
}

function Step({ operation, quantity }: { readonly operation: Operation; readonly quantity: number }) {
  const say = useWords()
  const { number, duration } = useFormats()
  const { good, scrap, workstation, kind, supplier } = operation
  const time = time_of(say, duration, operation)
  const where =
    kind === 'outside'
      ? supplier
        ? say('job.operation.outside', { supplier })
        : say('job.operation.outside_anyone')
      : workstation && workstation.name !== operation.name
        ? workstation.name
        : null
  return (
    <>
      <p className="step-name">
        <span className="quiet number">{operation.sequence}</span> {operation.name}
      </p>
      <p className="step-where quiet">{where}</p>
      <p>
        <StatusMark status={operation.status} />
        {operation.parked_from !== null && <span className="bad"> {say('job.operation.parked')}</span>}
      </p>
      <p className="number">
        {say('job.operation.good')} {say('job.operation.good_of', { good: number(good), all: number(quantity) })}
        {scrap > 0 && <span className="quiet"> · {say('job.operation.scrap', { n: number(scrap) })}</span>}
      </p>
      <Bar percentage={operation.status === 'completed' ? 100 : (100 * good) / Math.max(1, quantity)} />
      <p className={time.is_over ? 'number over' : 'number quiet'}>{time.says}</p>
    </>
  )
}

import { useQuery } from '@tanstack/react-query'
import { asking } from '../../api/queries.ts'
import { Sign } from '../../design/sign.tsx'
import { Empty } from '../../design/states.tsx'
import { useFormats } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import { StatusMark } from './marks.tsx'
import { Print } from './print.tsx'
import { ProgressLine } from './progress-line.tsx'
import { UnitList } from './unit-list.tsx'
import type { WholeJob } from './whole-job.ts'

export type Part = NonNullable<WholeJob['parts']>[number]

interface Placed {
  readonly part: Part
  readonly depth: number
}

/** Each part under the one it goes into. */
function in_tree(parts: readonly Part[]): Placed[] {
  const below = Map.groupBy(parts, ({ parent_id }) => parent_id)
  const under = (parent_id: string | null, depth: number): Placed[] =>
    (below.get(parent_id) ?? []).flatMap((part) => [{ part, depth }, ...under(part.id, depth + 1)])
  const placed = under(null, 0)
  const seen = new Set(placed.map(({ part }) => part.id))
  // What goes into a part that was removed stands at the end.
  return [...placed, ...parts.filter(({ id }) => !seen.has(id)).map((part) => ({ part, depth: 0 }))]
}

export function PartTree({ job }: { readonly job: WholeJob }) {
  const say = useWords()
  const { parts = [] } = job
  const { data: units } = useQuery(asking('units.list', { job_id: job.id, limit: 1 }))
  const has_units = (units?.data.length ?? 0) > 0
  return (
    <section>
      <h2>{say('job.parts')}</h2>
      {parts.length === 0 ? (
        <Empty says={say('job.parts.none')} />
      ) : (
        <ol className="part-tree">
          {in_tree(parts).map(({ part, depth }) => (
            <li key={part.id} data-depth={Math.min(depth, 4)}>
              <PartBlock part={part} parent={parts.find(({ id }) => id === part.parent_id)} has_units={has_units} />
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}

interface BlockProps {
  readonly part: Part
  readonly parent: Part | undefined
  readonly has_units: boolean
}

function PartBlock({ part, parent, has_units }: BlockProps) {
  const say = useWords()
  const { number, due } = useFormats()
  const { operations = [] } = part
  const said = [
    say('job.part.pieces', { n: number(part.quantity) }),
    part.material,
    part.drawing_number && say('job.part.drawing', { number: part.drawing_number }),
    part.drawing_revision && say('job.part.revision', { revision: part.drawing_revision }),
    part.due && `${say('job.due')} ${due(part.due)}`,
    parent && say('job.part.in', { number: parent.part_number }),
  ].filter(Boolean)
  return (
    <>
      <header className="part-head">
        <h3>
          {part.part_number}
          {part.name !== part.part_number && <span className="quiet"> {part.name}</span>}
        </h3>
        <StatusMark status={part.status} />
        {part.short_by > 0 && (
          <span className="mark-of warn">
            <Sign name="warn" />
            {say('job.part.short', { n: number(part.short_by) })}
          </span>
        )}
        <span className="papers">
          <Print part_id={part.id} part_number={part.part_number} has_units={has_units} />
        </span>
      </header>
      <p className="part-facts quiet">{said.join(' · ')}</p>
      {operations.length === 0 ? (
        <p className="quiet">{say('job.part.no_operations')}</p>
      ) : (
        <ProgressLine part={part} operations={operations} />
      )}
      {has_units && <UnitList part={part} />}
    </>
  )
}

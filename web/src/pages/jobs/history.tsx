import { useState } from 'react'
import { Button } from '../../design/button.tsx'
import { Asked } from '../../design/states.tsx'
import { useFormats } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import { type Happened, type Names, useNames, usePast } from './past.ts'
import { changes_of, counted_of, what_of, who_of } from './what-happened.ts'
import type { WholeJob } from './whole-job.ts'

const step = 50

/** What has happened to the job and all below it, the newest first: when, who, what. */
export function History({ job }: { readonly job: WholeJob }) {
  const say = useWords()
  const query = usePast(job.id)
  const [shown, set_shown] = useState(step)
  const all = query.data?.events ?? []
  const newest = all.slice(-shown).toReversed()
  const names = useNames(newest)
  return (
    <section>
      <h2>{say('history.title')}</h2>
      <Asked query={query}>
        {() =>
          all.length === 0 ? (
            <p className="quiet">{say('history.none')}</p>
          ) : (
            <>
              <ol className="history">
                {together(newest).map((events) => (
                  <Moment key={events[0]?.id} events={events} job={job} names={names} />
                ))}
              </ol>
              {all.length > shown && <Button onClick={() => set_shown(shown + step * 3)}>{say('history.earlier')}</Button>}
            </>
          )
        }
      </Asked>
    </section>
  )
}

/** What one request brought about stands together. */
function together(events: readonly Happened[]): Happened[][] {
  const groups: Happened[][] = []
  for (const event of events) {
    const group = groups.at(-1)
    const last = group?.[0]
    const is_same =
      last && last.at === event.at && last.actor.person_id === event.actor.person_id && last.actor.key_id === event.actor.key_id
    if (is_same) group?.push(event)
    else groups.push([event])
  }
  return groups
}

interface MomentProps {
  readonly events: readonly Happened[]
  readonly job: WholeJob
  readonly names: Names
}

function Moment({ events, job, names }: MomentProps) {
  const say = useWords()
  const formats = useFormats()
  const [first] = events
  if (!first) return null
  return (
    <li>
      <time className="quiet number" dateTime={first.at}>
        {formats.moment(first.at)}
      </time>
      <span className="who">{who_of(first, say, names)}</span>
      <span className="what">
        {events.map((event) => {
          const more = [...counted_of(event, say, formats), ...changes_of(event, say, formats)]
          if (event.origin === 'import') more.push(say('history.imported'))
          return (
            <span key={event.id}>
              {what_of(event, say, job, names)}
              {more.length > 0 && <span className="quiet"> · {more.join(' · ')}</span>}
            </span>
          )
        })}
      </span>
    </li>
  )
}

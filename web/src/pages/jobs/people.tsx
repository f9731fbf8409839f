import { useQuery } from '@tanstack/react-query'
import { asking } from '../../api/queries.ts'
import { Asked } from '../../design/states.tsx'
import { useFormats } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'

/** Whose clock runs at the job, and at what. */
export function PeopleAtWork({ job_id }: { readonly job_id: string }) {
  const say = useWords()
  const { time } = useFormats()
  const query = useQuery(asking('time_entries.list', { job_id, open: true, expand: ['person', 'operation'] }))
  return (
    <section>
      <h2>{say('job.people')}</h2>
      <Asked query={query}>
        {({ data }) =>
          data.length === 0 ? (
            <p className="quiet">{say('job.people.none')}</p>
          ) : (
            <ul className="plain-list">
              {data.map(({ id, person, operation, started_at }) => (
                <li key={id}>
                  <strong>{person?.name ?? say('job.people.somebody')}</strong>
                  <span>
                    {operation?.name}, {operation?.part.part_number}
                  </span>
                  <span className="quiet number">{say('job.people.since', { time: time(started_at) })}</span>
                </li>
              ))}
            </ul>
          )
        }
      </Asked>
    </section>
  )
}

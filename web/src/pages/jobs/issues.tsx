import { useQuery } from '@tanstack/react-query'
import type { Out } from '../../api/client.ts'
import { asking } from '../../api/queries.ts'
import { Sign } from '../../design/sign.tsx'
import { Asked } from '../../design/states.tsx'
import { useFormats } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import { StatusMark } from './marks.tsx'

type Issue = Out<'issues.list'>['data'][number]

/** What was found wrong on the job, the newest first. */
export function Issues({ job_id }: { readonly job_id: string }) {
  const say = useWords()
  const query = useQuery(asking('issues.list', { job_id, limit: 100 }))
  return (
    <section>
      <h2>{say('job.issues')}</h2>
      <Asked query={query}>
        {({ data }) =>
          data.length === 0 ? (
            <p className="quiet">{say('job.issues.none')}</p>
          ) : (
            <ul className="plain-list">
              {data.map((issue) => (
                <IssueLine key={issue.id} issue={issue} />
              ))}
            </ul>
          )
        }
      </Asked>
    </section>
  )
}

function IssueLine({ issue }: { readonly issue: Issue }) {
  const say = useWords()
  const { moment } = useFormats()
  const { status, severity, stops_work, ncr_number, operation, reporter } = issue
  const is_open = status === 'open' || status === 'in_progress'
  return (
    <li>
      <strong>
        {ncr_number && `${ncr_number} · `}
        {issue.title}
      </strong>
      <span className="row">
        <StatusMark status={status} />
        <span>{say(`job.severity.${severity}`)}</span>
        {stops_work && is_open && (
          <span className="mark-of bad">
            <Sign name="stops" />
            {say('job.issues.stops')}
          </span>
        )}
      </span>
      {issue.description && <span>{issue.description}</span>}
      <span className="quiet">
        {operation.sequence} {operation.name} ·{' '}
        {say('job.issues.by', { name: reporter?.name ?? say('history.somebody'), time: moment(issue.reported_at) })}
      </span>
    </li>
  )
}

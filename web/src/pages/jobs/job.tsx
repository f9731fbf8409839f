import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Refused } from '../../api/client.ts'
import { Sign } from '../../design/sign.tsx'
import { Empty, Failed, Loading } from '../../design/states.tsx'
import { useFormats } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import { Files } from './files.tsx'
import { History } from './history.tsx'
import { Issues } from './issues.tsx'
import './job.css'
import { JobActions } from './job-actions.tsx'
import { Bar, LateMark, StatusMark } from './marks.tsx'
import { PartTree } from './part-tree.tsx'
import { PeopleAtWork } from './people.tsx'
import { where_the_list_was } from './search.ts'
import { time_of, type WholeJob, whole_job } from './whole-job.ts'

export function JobPage() {
  const say = useWords()
  const { id } = useParams({ from: '/inside/jobs/$id' })
  const query = useQuery(whole_job(id))
  const { data: job, error } = query
  if (job) return <Whole job={job} />
  if (error instanceof Refused && (error.problem.status === 404 || error.problem.status === 422)) {
    return (
      <Empty says={say('job.unknown')}>
        <Link className="button" to="/jobs">
          {say('job.back')}
        </Link>
      </Empty>
    )
  }
  return error ? <Failed error={error} again={query.refetch} /> : <Loading />
}

function Whole({ job }: { readonly job: WholeJob }) {
  const say = useWords()
  return (
    <article className="job">
      <Link className="back" to="/jobs" search={where_the_list_was()} resetScroll={false}>
        <Sign name="back" /> {say('job.back')}
      </Link>
      <header className="job-head">
        <div className="job-title">
          <h1>{job.job_number}</h1>
          <StatusMark status={job.status} />
          <LateMark job={job} />
          {job.name !== job.job_number && <p className="job-name">{job.name}</p>}
        </div>
        <JobActions job={job} />
      </header>
      <Facts job={job} />
      <div className="job-columns">
        <div className="job-main">
          <PartTree job={job} />
        </div>
        <div className="job-aside">
          <PeopleAtWork job_id={job.id} />
          <Issues job_id={job.id} />
          <Files job={job} />
        </div>
      </div>
      <History job={job} />
    </article>
  )
}

function Facts({ job }: { readonly job: WholeJob }) {
  const say = useWords()
  const formats = useFormats()
  const { progress } = job
  const agreed = job.due_override ?? job.due
  const facts: readonly (readonly [string, ReactNode])[] = [
    [say('job.customer'), job.customer],
    [
      say('job.due'),
      agreed && (
        <>
          {formats.due(agreed)}
          {job.due_override && job.due && <span className="quiet"> ({say('job.due_first', { date: formats.due(job.due) })})</span>}
        </>
      ),
    ],
    [say('job.quantity'), job.quantity && formats.number(job.quantity)],
    [say('job.priority'), job.priority === 0 ? null : formats.number(job.priority)],
    [
      say('job.code'),
      <span key="code" className="mono">
        {job.code}
      </span>,
    ],
    [say('job.created'), formats.moment(job.created_at)],
    [say('job.started'), job.started_at && formats.moment(job.started_at)],
    [say('job.completed'), job.completed_at && formats.moment(job.completed_at)],
  ]
  return (
    <>
      <dl className="facts">
        {facts.map(([head, what]) =>
          what ? (
            <div key={head}>
              <dt>{head}</dt>
              <dd>{what}</dd>
            </div>
          ) : null,
        )}
      </dl>
      {job.notes && <p className="job-notes">{job.notes}</p>}
      {progress && progress.operations > 0 && (
        <dl className="facts measured">
          <Measured
            head={say('jobs.column.progress')}
            percentage={progress.percentage}
            says={`${say('jobs.percent', { n: progress.percentage })} · ${say('jobs.operations_done', { done: progress.operations_done, all: progress.operations })}`}
          />
          <Measured head={say('job.time')} {...time_of(say, formats.duration, progress)} />
        </dl>
      )}
    </>
  )
}

interface MeasuredProps {
  readonly head: string
  readonly says: string
  readonly percentage: number | null
  readonly is_over?: boolean
}

const Measured = ({ head, says, percentage, is_over = false }: MeasuredProps) => (
  <div>
    <dt>{head}</dt>
    <dd>
      {says}
      {percentage !== null && <Bar percentage={percentage} is_over={is_over} />}
    </dd>
  </div>
)

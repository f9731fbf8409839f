import { Mark } from '../../design/mark.tsx'
import { Sign } from '../../design/sign.tsx'
import { useFormats } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import './marks.css'
import type { Job } from './search.ts'

const kinds = {
  draft: 'off',
  released: 'plain',
  waiting: 'plain',
  running: 'running',
  held: 'held',
  completed: 'good',
  closed: 'off',
  skipped: 'off',
  cancelled: 'off',
  open: 'plain',
  scrapped: 'bad',
  in_progress: 'running',
  resolved: 'good',
} as const

/** How a job, a part, an operation, a unit or an issue stands. */
export function StatusMark({ status }: { readonly status: keyof typeof kinds }) {
  const say = useWords()
  return <Mark kind={kinds[status]} says={say(`status.${status}`)} />
}

/** The date agreed, and in words and by shape how it stands with it. */
export function Due({ job }: { readonly job: Job }) {
  const formats = useFormats()
  const agreed = job.due_override ?? job.due
  if (agreed === null) return <span className="quiet">–</span>
  return (
    <span className="due">
      <span className="number">{formats.due(agreed)}</span> <LateMark job={job} />
    </span>
  )
}

export function LateMark({ job }: { readonly job: Job }) {
  const say = useWords()
  const { lateness, days_late = 0 } = job.progress ?? {}
  if (lateness === 'late') {
    const how_long = days_late === 0 ? say('late.hours') : days_late === 1 ? say('late.days_one') : say('late.days', { n: days_late })
    const is_over = job.completed_at !== null
    return (
      <span className={is_over ? 'mark-of off' : 'mark-of bad'}>
        <Sign name="warn" />
        {is_over ? say('late.was') : how_long}
      </span>
    )
  }
  if (lateness !== 'due_today') return null
  return (
    <span className="mark-of warn">
      <Sign name="first" />
      {say('late.today')}
    </span>
  )
}

/** How far it is: a bar for the eye, and the same in figures. */
export function Progress({ job }: { readonly job: Job }) {
  const say = useWords()
  const { progress } = job
  if (!progress || progress.operations === 0) {
    return (
      <span className="quiet">
        <span aria-hidden="true">–</span>
        <span className="visually-hidden">{say('jobs.no_operations')}</span>
      </span>
    )
  }
  const { percentage, operations, operations_done } = progress
  return (
    <span className="progress">
      <Bar percentage={percentage} />
      <span className="number" aria-hidden="true">
        {operations_done}/{operations}
      </span>
      <span className="visually-hidden">
        {say('jobs.percent', { n: percentage })}, {say('jobs.operations_done', { done: operations_done, all: operations })}
      </span>
    </span>
  )
}

/** For the eye only: its figures stand beside it. */
export const Bar = ({ percentage, is_over = false }: { readonly percentage: number; readonly is_over?: boolean }) => (
  <svg className={is_over ? 'meter over' : 'meter'} viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
    <rect className="whole" width="100" height="8" />
    <rect className="filled" width={Math.max(0, Math.min(100, percentage))} height="8" />
  </svg>
)

import { Link } from '@tanstack/react-router'
import { type KeyboardEvent, memo, useEffect, useRef, useState } from 'react'
import { Button } from '../../design/button.tsx'
import { useFormats } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import { Due, Progress, StatusMark } from './marks.tsx'
import type { Ranking } from './ranking.ts'
import type { Job } from './search.ts'

interface Props {
  /** Unknown while its page is on the way. */
  readonly job: Job | undefined
  readonly index: number
  readonly total: number
  readonly top: number
  readonly is_dragged: boolean
  /** Whether rows have a handle at all; one that may not be moved has none. */
  readonly is_ranked: boolean
  readonly ranking: Ranking | null
}

export function JobRow({ job, index, total, top, is_dragged, is_ranked, ranking }: Props) {
  return (
    <tr aria-rowindex={index + 2} className={is_dragged ? 'job-row dragged' : 'job-row'} style={{ transform: `translateY(${top}px)` }}>
      {job ? (
        <>
          {is_ranked && <td className="handle-cell">{ranking && <Handle job={job} index={index} total={total} ranking={ranking} />}</td>}
          <Cells job={job} />
        </>
      ) : (
        <td className="name">
          <span className="bar" />
        </td>
      )}
    </tr>
  )
}

const Cells = memo(({ job }: { readonly job: Job }) => {
  const { number } = useFormats()
  return (
    <>
      <td className="number">
        <Link to="/jobs/$id" params={{ id: job.id }} className="whole-row">
          {job.job_number}
        </Link>
      </td>
      <td className="name">{job.name === job.job_number ? '' : job.name}</td>
      <td className="customer">{job.customer}</td>
      <td className="due">
        <Due job={job} />
      </td>
      <td className="progress">
        <Progress job={job} />
      </td>
      <td className="status">
        <StatusMark status={job.status} />
      </td>
      <td className="priority">{job.priority === 0 ? <span className="quiet">–</span> : number(job.priority)}</td>
    </>
  )
})

interface HandleProps {
  readonly job: Job
  readonly index: number
  readonly total: number
  readonly ranking: Ranking
}

/** Dragged, or moved by the arrow keys; a press shows the same as buttons. */
function Handle({ job, index, total, ranking }: HandleProps) {
  const say = useWords()
  const [is_open, set_open] = useState(false)
  const element = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    const leave = ({ target }: Event) => target instanceof Node && !element.current?.contains(target) && set_open(false)
    document.addEventListener('focusin', leave)
    document.addEventListener('pointerdown', leave)
    return () => {
      document.removeEventListener('focusin', leave)
      document.removeEventListener('pointerdown', leave)
    }
  }, [])
  const by_key = (event: KeyboardEvent) => {
    if (event.key === 'Escape') set_open(false)
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
    if (step === 0) return
    event.preventDefault()
    const handle = event.currentTarget
    void ranking.move(index, index + step)
    requestAnimationFrame(() => handle.scrollIntoView({ block: 'nearest' }))
  }
  const ways = [
    ['top', 0],
    ['up', index - 1],
    ['down', index + 1],
  ] as const
  return (
    <span className="rank" ref={element}>
      <button
        type="button"
        className="handle"
        aria-label={say('jobs.rank.handle', { number: job.job_number })}
        title={say('jobs.rank.hint')}
        aria-expanded={is_open}
        onPointerDown={(event) => ranking.take(event, index)}
        onKeyDown={by_key}
        onClick={() => set_open(!is_open)}
      >
        <Grip />
      </button>
      {is_open && (
        <span className="rank-ways">
          {ways.map(([way, to]) => (
            <Button key={way} disabled={to < 0 || to >= total || to === index} onClick={() => void ranking.move(index, to)}>
              {say(`jobs.rank.${way}`)}
            </Button>
          ))}
        </span>
      )}
    </span>
  )
}

/** Drawn, not typed: fonts of a tablet may lack the letter. */
const Grip = () => (
  <svg viewBox="0 0 10 18" width="10" height="18" aria-hidden="true" focusable="false" fill="currentColor">
    {[3, 9, 15].flatMap((y) => [2, 8].map((x) => <circle key={`${x} ${y}`} cx={x} cy={y} r="1.7" />))}
  </svg>
)

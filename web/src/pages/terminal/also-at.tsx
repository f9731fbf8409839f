import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { asking } from '../../api/queries.ts'
import { session_query } from '../../api/session.ts'
import { Sign } from '../../design/sign.tsx'
import { useWords } from '../../words/words.ts'

interface Props {
  /** Operations that are on the screen anyway. */
  readonly except: readonly string[]
}

/** One’s own clocks that run elsewhere: nobody forgets one that is seen. */
export function AlsoAt({ except }: Props) {
  const say = useWords()
  const { data: session } = useQuery(session_query)
  const person_id = session?.person?.id ?? ''
  const { data } = useQuery({
    ...asking('time_entries.list', { person_id, open: true, expand: ['operation'], limit: 20 }),
    enabled: person_id !== '',
  })
  const elsewhere = (data?.data ?? []).filter(({ operation_id }) => !except.includes(operation_id))
  if (person_id === '' || elsewhere.length === 0) return null
  return (
    <nav className="also-at row" aria-label={say('terminal.also_at')}>
      <span className="quiet">{say('terminal.also_at')}</span>
      {elsewhere.map(({ id, operation_id, operation }) => (
        <Link key={id} to="/terminal/$id" params={{ id: operation_id }} className="button">
          <Sign name="running" /> {operation?.job.job_number} · {operation?.name}
        </Link>
      ))}
    </nav>
  )
}

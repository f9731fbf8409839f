import { Mark } from '../../design/mark.tsx'
import type { Operation } from '../../offline/expected.ts'
import { useWords } from '../../words/words.ts'
import { useNames } from './use-names.ts'

interface Props {
  readonly operation: Operation
  readonly waits: boolean
  /** In a list what waits is plain by its column. */
  readonly is_full?: boolean
}

/** How an operation stands, each by its word and its shape. */
export function Marks({ operation, waits, is_full = false }: Props) {
  const say = useWords()
  const name_of = useNames()
  const { status, parked_from, traveller, time_entries = [] } = operation
  const at_it = time_entries.filter(({ ended_at, person_id }) => ended_at === null && person_id !== null)
  const is_blocked = parked_from !== null || traveller?.job_status === 'held'
  const names = [...new Set(at_it.map(({ person_id }) => name_of(person_id)))].join(', ')
  return (
    <span className="marks">
      {is_blocked && <Mark kind="bad" says={say(parked_from === null ? 'terminal.blocked_job' : 'terminal.blocked_issue')} />}
      {traveller?.is_late && <Mark kind="warn" says={say('terminal.late')} />}
      {traveller?.is_bullet_card && <Mark kind="warn" says={say('terminal.bullet')} />}
      {traveller && traveller.priority > 0 && !traveller.is_bullet_card && (
        <Mark kind="plain" says={say('terminal.priority', { priority: traveller.priority })} />
      )}
      {status === 'running' && <Mark kind="running" says={names === '' ? say('terminal.is_running') : names} />}
      {status === 'held' && !is_blocked && <Mark kind="held" says={say('terminal.is_paused')} />}
      {is_full && status === 'waiting' && <Mark kind="plain" says={say('terminal.is_waiting')} />}
      {(status === 'completed' || status === 'skipped' || status === 'cancelled') && (
        <Mark kind={status === 'completed' ? 'good' : 'off'} says={say(`terminal.is_${status}`)} />
      )}
      {waits && <Mark kind="warn" says={say('terminal.waits')} />}
    </span>
  )
}

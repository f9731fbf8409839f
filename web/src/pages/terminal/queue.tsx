import { useQuery } from '@tanstack/react-query'
import { asking } from '../../api/queries.ts'
import { Button } from '../../design/button.tsx'
import { Failed, Loading } from '../../design/states.tsx'
import { expected, type Operation } from '../../offline/expected.ts'
import { useLine } from '../../offline/use-line.ts'
import { useWords } from '../../words/words.ts'
import { AlsoAt } from './also-at.tsx'
import { has_begun, QueueColumn } from './queue-column.tsx'
import { TerminalBar } from './terminal-bar.tsx'

const most = 100
/** Begun, and what may be begun, of one workstation, in the order of work. */
export const begun = (workstation_id: string) =>
  asking('operations.list', {
    workstation_id,
    status: ['running', 'held'],
    sort: 'rank',
    expand: ['traveller', 'time_entries'],
    limit: most,
  })
export const to_come = (workstation_id: string) =>
  asking('operations.list', { workstation_id, status: ['waiting'], workable: true, sort: 'rank', expand: ['traveller'], limit: most })

interface Props {
  readonly workstation_id: string
  readonly on_change: () => void
}

export function Queue({ workstation_id, on_change }: Props) {
  const say = useWords()
  const { line } = useLine()
  const workstation = useQuery(asking('workstations.get', { id: workstation_id }))
  const [running, waiting] = [useQuery(begun(workstation_id)), useQuery(to_come(workstation_id))]
  const known = [...(running.data?.data ?? []), ...(waiting.data?.data ?? [])].map((operation) => expected(operation, line.actions))
  const columns = columns_of(known)
  const failed = [running, waiting].find(({ data, isError }) => data === undefined && isError)
  const is_loading = running.data === undefined || waiting.data === undefined
  return (
    <>
      <TerminalBar
        title={workstation.data?.name ?? say('terminal.workstation')}
        color={workstation.data?.color ?? null}
        aside={
          <Button kind="bare" onClick={on_change}>
            {say('terminal.change')}
          </Button>
        }
      />
      <AlsoAt except={known.map(({ id }) => id)} />
      {failed && <Failed error={failed.error} again={() => Promise.all([running.refetch(), waiting.refetch()])} />}
      {is_loading && !failed && <Loading />}
      {!is_loading && (
        <div className="queue">
          <QueueColumn title={say('terminal.running')} operations={columns.running} empty={say('terminal.running_none')} />
          <QueueColumn title={say('terminal.ready')} operations={columns.ready} empty={say('terminal.ready_none')} />
          <QueueColumn
            title={say('terminal.coming')}
            operations={columns.coming}
            empty={say('terminal.coming_none')}
            more={waiting.data?.next_cursor ? say('terminal.coming_more', { most }) : null}
          />
        </div>
      )}
    </>
  )
}

/** Ready is what has pieces to work on; what has none yet is on its way. What is parked stands where it stood. */
function columns_of(operations: readonly Operation[]) {
  const waiting = operations.filter(is_to_come)
  return {
    running: operations.filter((one) => has_begun(one)),
    ready: waiting.filter(({ available }) => available > 0),
    coming: waiting.filter(({ available }) => available === 0),
  }
}

const is_to_come = ({ status, parked_from }: Operation): boolean => (parked_from ?? status) === 'waiting'

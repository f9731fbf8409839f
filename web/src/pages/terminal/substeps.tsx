import { useQuery } from '@tanstack/react-query'
import type { Out } from '../../api/client.ts'
import { asking } from '../../api/queries.ts'
import { session_query } from '../../api/session.ts'
import type { Action } from '../../offline/action.ts'
import type { Operation } from '../../offline/expected.ts'
import { useLine } from '../../offline/use-line.ts'
import { useWords } from '../../words/words.ts'
import { deed, usePress } from './press.ts'

type Substep = Out<'substeps.list'>['data'][number]

export function Substeps({ operation }: { readonly operation: Operation }) {
  const say = useWords()
  const { line } = useLine()
  const press = usePress(operation)
  const { data: session } = useQuery(session_query)
  const { data } = useQuery(asking('substeps.list', { operation_id: operation.id, sort: 'sequence', limit: 200 }))
  const substeps = data?.data ?? []
  if (substeps.length === 0) return null
  const is_done = (substep: Substep): boolean => ticked(substep, line.actions)
  return (
    <section className="stack tight">
      <h2>
        {say('terminal.substeps')}{' '}
        <span className="count number">
          {substeps.filter(is_done).length} / {substeps.length}
        </span>
      </h2>
      <ul className="work-list substeps">
        {substeps.map((substep) => (
          <li key={substep.id}>
            <label>
              <input
                type="checkbox"
                checked={is_done(substep)}
                disabled={session?.kind === 'key' && operation.can.length === 0}
                onChange={() => press(deed(is_done(substep) ? 'substeps.reopen' : 'substeps.complete', { id: substep.id }))}
              />
              <span>
                {substep.description}
                {substep.notes && <span className="quiet"> {substep.notes}</span>}
              </span>
            </label>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** As it stands on the server, and then as was pressed since. */
function ticked({ id, completed_at }: Substep, actions: readonly Action[]): boolean {
  const last = actions.findLast(({ verb, input, refusal }) => verb.startsWith('substeps.') && input.id === id && refusal === null)
  return last ? last.verb === 'substeps.complete' : completed_at !== null
}

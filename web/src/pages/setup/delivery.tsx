import { useQuery } from '@tanstack/react-query'
import type { Out } from '../../api/client.ts'
import { asking } from '../../api/queries.ts'
import { Dialog } from '../../design/dialog.tsx'
import { Mark } from '../../design/mark.tsx'
import { Asked } from '../../design/states.tsx'
import { useFormats } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'

type Delivery = Out<'deliveries.get'>

interface Props {
  readonly id: string
  readonly on_close: () => void
}

/** One delivery: what is sent, and every attempt with what came back. */
export function DeliveryDialog({ id, on_close }: Props) {
  const say = useWords()
  const query = useQuery(asking('deliveries.get', { id }))
  return (
    <Dialog title={query.data?.event ?? say('webhooks.deliveries')} on_close={on_close} is_wide>
      <div className="stack">
        <Asked query={query}>{(delivery) => <Shown delivery={delivery} />}</Asked>
      </div>
    </Dialog>
  )
}

function Shown({ delivery }: { readonly delivery: Delivery }) {
  const say = useWords()
  const { moment, number } = useFormats()
  return (
    <>
      {delivery.due_at && delivery.status === 'pending' && <p>{say('deliveries.next', { when: moment(delivery.due_at) })}</p>}
      <h3>{say('deliveries.attempts')}</h3>
      {delivery.attempts.length === 0 && <p className="quiet">{say('deliveries.no_attempts')}</p>}
      <ol className="attempts">
        {delivery.attempts.map(({ number: at, started_at, duration_ms, outcome, status, answer, error }) => (
          <li key={at + started_at}>
            <span className="row">
              <strong>{say('deliveries.attempt', { number: at })}</strong>
              <Mark kind={outcome === 'delivered' ? 'good' : 'bad'} says={`${status ?? ''} ${say(`outcome.${outcome}`)}`.trim()} />
              <span className="quiet">
                {moment(started_at)}, {say('deliveries.took', { ms: number(duration_ms) })}
              </span>
            </span>
            {(answer || error) && <code className="mono">{answer || error}</code>}
          </li>
        ))}
      </ol>
      <h3>{say('deliveries.payload')}</h3>
      <pre className="payload">{JSON.stringify(delivery.payload, null, 2)}</pre>
    </>
  )
}

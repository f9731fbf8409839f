import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Out } from '../../api/client.ts'
import { listing, useVerb } from '../../api/queries.ts'
import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { Form } from '../../design/form.tsx'
import { Mark } from '../../design/mark.tsx'
import { Notice, Told } from '../../design/notice.tsx'
import { Sign } from '../../design/sign.tsx'
import { Empty, Failed, Loading } from '../../design/states.tsx'
import { Table } from '../../design/table.tsx'
import { useFormats } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import { DeliveryDialog } from './delivery.tsx'
import { ShownOnce } from './shown-once.tsx'
import { PauseButton, WebhookState } from './webhook-state.tsx'

type Delivery = Out<'deliveries.list'>['data'][number]
type Webhook = Out<'webhooks.get'>

const statuses = ['pending', 'failed', 'delivered'] as const satisfies readonly Delivery['status'][]
const shapes = { pending: 'running', delivered: 'good', failed: 'bad' } as const satisfies Record<Delivery['status'], unknown>

interface Props {
  readonly webhook: Webhook
  readonly on_back: () => void
  readonly secret: string | null
  readonly on_secret: (secret: string | null) => void
}

/** One webhook: how it goes, and what was and will be sent to it. */
export function Deliveries({ webhook, on_back, secret, on_secret }: Props) {
  const say = useWords()
  const [status, set_status] = useState<Delivery['status'] | null>(null)
  return (
    <>
      <div className="row">
        <Button kind="bare" onClick={on_back}>
          <Sign name="back" /> {say('webhooks.back')}
        </Button>
      </div>
      <div>
        <h2>{webhook.url}</h2>
        <WebhookState of={webhook} />
      </div>
      <WebhookActs webhook={webhook} on_secret={on_secret} />
      <fieldset>
        <legend className="visually-hidden">{say('setup.state')}</legend>
        <div className="choices">
          {[null, ...statuses].map((one) => (
            <Button key={one} aria-pressed={one === status} onClick={() => set_status(one)}>
              {one === null ? say('deliveries.all') : say(`deliveries.status.${one}`)}
            </Button>
          ))}
        </div>
      </fieldset>
      <DeliveryTable webhook_id={webhook.id} status={status} />
      {secret !== null && <ShownOnce title={say('webhooks.secret')} secret={secret} on_close={() => on_secret(null)} />}
    </>
  )
}

interface ActsProps {
  readonly webhook: Webhook
  readonly on_secret: (secret: string) => void
}

function WebhookActs({ webhook, on_secret }: ActsProps) {
  const say = useWords()
  const { number } = useFormats()
  const testing = useVerb('webhooks.test')
  const retrying = useVerb('webhooks.retry_failed')
  const rotating = useVerb('webhooks.rotate_secret')
  const { id } = webhook
  const [asks, set_asks] = useState(false)
  const rotate = () =>
    rotating.mutate(
      { id },
      {
        onSuccess: (made) => {
          set_asks(false)
          on_secret(made.secret)
        },
      },
    )
  return (
    <>
      <div className="row">
        <Button is_busy={testing.isPending} onClick={() => testing.mutate({ id })}>
          {say('webhooks.test')}
        </Button>
        <Button is_busy={retrying.isPending} onClick={() => retrying.mutate({ id })}>
          {say('webhooks.retry_failed')}
        </Button>
        <Button onClick={() => set_asks(true)}>{say('webhooks.rotate')}</Button>
        <PauseButton webhook={webhook} />
      </div>
      <Told error={testing.error ?? retrying.error} />
      {testing.isSuccess && <Notice kind="good">{say('webhooks.tested')}</Notice>}
      {retrying.data && (
        <Notice kind="good">
          {say(retrying.data.has_more ? 'webhooks.retried_more' : 'webhooks.retried', { count: number(retrying.data.retried) })}
        </Notice>
      )}
      {asks && (
        <Dialog title={say('webhooks.rotate')} on_close={() => set_asks(false)}>
          <Form
            error={rotating.error}
            is_busy={rotating.isPending}
            on_send={rotate}
            send_word={say('webhooks.rotate')}
            on_cancel={() => set_asks(false)}
          >
            <p>{say('webhooks.rotate_sure')}</p>
          </Form>
        </Dialog>
      )}
    </>
  )
}

interface TableProps {
  readonly webhook_id: string
  readonly status: Delivery['status'] | null
}

const looks_again_ms = 5000

function DeliveryTable({ webhook_id, status }: TableProps) {
  const say = useWords()
  const { moment, number } = useFormats()
  const [shown, set_shown] = useState<string | null>(null)
  const query = useInfiniteQuery({
    ...listing('deliveries.list', { webhook_id, limit: 50, ...(status === null ? {} : { status: [status] }) }),
    placeholderData: keepPreviousData,
    // That a delivery has been made is nobody’s deed, so the log does not tell.
    refetchInterval: looks_again_ms,
  })
  const replaying = useVerb('deliveries.replay')
  if (query.data === undefined) return query.isError ? <Failed error={query.error} again={query.refetch} /> : <Loading />
  const rows = query.data.pages.flatMap(({ data }) => data)
  if (rows.length === 0) return <Empty says={say(status === null ? 'deliveries.none' : 'deliveries.none_such')} />
  return (
    <>
      <Told error={replaying.error} />
      <Table
        caption={say('webhooks.deliveries')}
        rows={rows}
        key_of={({ id }) => id}
        columns={[
          { head: say('deliveries.when'), cell: ({ created_at }) => moment(created_at) },
          { head: say('deliveries.event'), cell: ({ event }) => <span className="mono">{event}</span> },
          { head: say('setup.state'), cell: (row) => <Mark kind={shapes[row.status]} says={say(`deliveries.status.${row.status}`)} /> },
          {
            head: say('deliveries.answer'),
            cell: ({ last_outcome, last_status }) =>
              last_outcome === null ? '–' : `${last_status ?? ''} ${say(`outcome.${last_outcome}`)}`.trim(),
          },
          { head: say('deliveries.attempts'), kind: 'number', cell: ({ attempt_count }) => number(attempt_count) },
          {
            head: say('setup.do'),
            kind: 'act',
            cell: ({ id, event, status: now }) => (
              <>
                <Button kind="bare" aria-label={say('deliveries.show_of', { event })} onClick={() => set_shown(id)}>
                  {say('deliveries.show')}
                </Button>
                <Button
                  kind="bare"
                  aria-label={say('deliveries.replay_of', { event })}
                  disabled={now === 'pending'}
                  onClick={() => replaying.mutate({ id })}
                >
                  {say('deliveries.replay')}
                </Button>
              </>
            ),
          },
        ]}
      />
      {query.hasNextPage && (
        <div className="row">
          <Button is_busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {say('deliveries.more')}
          </Button>
        </div>
      )}
      {shown && <DeliveryDialog id={shown} on_close={() => set_shown(null)} />}
    </>
  )
}

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Out } from '../../api/client.ts'
import { asking } from '../../api/queries.ts'
import { Button } from '../../design/button.tsx'
import { Table } from '../../design/table.tsx'
import { useWords } from '../../words/words.ts'
import { Deliveries } from './deliveries.tsx'
import { Listed, most } from './listed.tsx'
import { Acts, Remove, useOpen } from './remove.tsx'
import { ShownOnce } from './shown-once.tsx'
import { WebhookForm } from './webhook-form.tsx'
import { PauseButton, WebhookState } from './webhook-state.tsx'

type Webhook = Out<'webhooks.get'>
/** Lists search by name; a webhook is known by its address. */
const named = (webhook: Webhook) => ({ ...webhook, name: webhook.url })
const newest_first = (a: Webhook, b: Webhook): number => b.id.localeCompare(a.id)

export function Webhooks() {
  const say = useWords()
  const query = useQuery({
    ...asking('webhooks.list', { limit: most }),
    select: ({ data, next_cursor }) => ({ data: data.map(named), next_cursor }),
  })
  const open = useOpen<Webhook>()
  const [secret, set_secret] = useState<string | null>(null)
  const [shown_id, set_shown_id] = useState<string | null>(null)
  const shown = query.data?.data.find(({ id }) => id === shown_id)
  if (shown) return <Deliveries webhook={shown} on_back={() => set_shown_id(null)} on_secret={set_secret} secret={secret} />
  return (
    <>
      <Listed query={query} order={newest_first} none={say('webhooks.none')} add_word={say('webhooks.add')} on_add={open.add}>
        {(rows) => (
          <Table
            caption={say('setup.webhooks')}
            rows={rows}
            key_of={({ id }) => id}
            is_quiet={({ is_active }) => !is_active}
            columns={[
              {
                head: say('webhooks.url'),
                cell: ({ url, description }) => (
                  <span>
                    <span className="strong breaks">{url}</span>
                    {description && <span className="under">{description}</span>}
                  </span>
                ),
              },
              { head: say('webhooks.format'), cell: ({ format }) => format },
              { head: say('webhooks.events'), cell: ({ events }) => <span className="mono">{events.join(' ')}</span> },
              { head: say('setup.state'), cell: (row) => <WebhookState of={row} /> },
              {
                head: say('setup.do'),
                kind: 'act',
                cell: (row) => (
                  <>
                    <Button kind="bare" aria-label={say('webhooks.deliveries_of', { url: row.url })} onClick={() => set_shown_id(row.id)}>
                      {say('webhooks.deliveries')}
                    </Button>
                    <PauseButton webhook={row} />
                    <Acts name={row.url} on_edit={() => open.edit(row)} on_remove={() => open.remove(row)} />
                  </>
                ),
              },
            ]}
          />
        )}
      </Listed>
      {(open.adds || open.edited) && (
        <WebhookForm
          webhook={open.edited}
          on_close={open.close}
          on_made={(made) => {
            open.close()
            set_secret(made.secret)
          }}
        />
      )}
      {secret !== null && <ShownOnce title={say('webhooks.secret')} secret={secret} on_close={() => set_secret(null)} />}
      {open.removed && (
        <Remove verb="webhooks.delete" id={open.removed.id} name={open.removed.url} on_done={open.close} on_cancel={open.close} />
      )}
    </>
  )
}

import type { Out } from '../../api/client.ts'
import { useVerb } from '../../api/queries.ts'
import { Button } from '../../design/button.tsx'
import { Mark } from '../../design/mark.tsx'
import { useFormats } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'

type Webhook = Out<'webhooks.get'>

export function WebhookState({ of: webhook }: { readonly of: Webhook }) {
  const say = useWords()
  const { moment } = useFormats()
  if (webhook.switched_off_at) return <Mark kind="bad" says={say('webhooks.gave_up', { when: moment(webhook.switched_off_at) })} />
  if (!webhook.is_active) return <Mark kind="off" says={say('setup.off')} />
  if (webhook.paused_at) return <Mark kind="held" says={say('webhooks.paused')} />
  if (webhook.failing_since) return <Mark kind="warn" says={say('webhooks.failing', { when: moment(webhook.failing_since) })} />
  return <Mark kind="good" says={say('webhooks.live')} />
}

export function PauseButton({ webhook }: { readonly webhook: Webhook }) {
  const say = useWords()
  const pausing = useVerb('webhooks.pause')
  const resuming = useVerb('webhooks.resume')
  const is_live = webhook.is_active && webhook.paused_at === null
  const turn = is_live ? pausing : resuming
  return (
    <Button kind="bare" is_busy={turn.isPending} onClick={() => turn.mutate({ id: webhook.id })}>
      {say(is_live ? 'webhooks.pause' : 'webhooks.resume')}
    </Button>
  )
}

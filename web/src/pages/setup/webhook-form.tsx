import type { Out } from '../../api/client.ts'
import { useVerb } from '../../api/queries.ts'
import { Dialog } from '../../design/dialog.tsx'
import { ChoiceField, changed, LongTextField, TextField, TickField, text_of } from '../../design/fields.tsx'
import { Form } from '../../design/form.tsx'
import { useWords } from '../../words/words.ts'
import { words_in } from './key-form.tsx'

type Webhook = Out<'webhooks.get'>
const formats = ['gemba', 'eryxon', 'meskit'] as const satisfies readonly Webhook['format'][]
const calls_itself = { gemba: 'Gemba', eryxon: 'Eryxon Flow', meskit: 'MESkit' } as const satisfies Record<Webhook['format'], string>

interface Props {
  readonly webhook: Webhook | null
  readonly on_made: (webhook: Out<'webhooks.create'>) => void
  readonly on_close: () => void
}

export function WebhookForm({ webhook, on_made, on_close }: Props) {
  const say = useWords()
  const adding = useVerb('webhooks.create')
  const editing = useVerb('webhooks.update')
  const send = (given: FormData) => {
    const fields = {
      url: String(given.get('url')).trim(),
      events: words_in(text_of(given, 'events')),
      description: text_of(given, 'description'),
    }
    if (webhook) {
      const is_active = given.has('is_active')
      editing.mutate({ id: webhook.id, ...changed(webhook, { ...fields, is_active }) }, { onSuccess: on_close })
      return
    }
    const secret = text_of(given, 'secret')
    const format = String(given.get('format')) as Webhook['format'] // an option of ours
    adding.mutate({ ...fields, format, ...(secret === null ? {} : { secret }) }, { onSuccess: on_made })
  }
  return (
    <Dialog title={webhook ? say('setup.edit_of', { name: webhook.url }) : say('webhooks.add')} on_close={on_close}>
      <Form
        error={adding.error ?? editing.error}
        is_busy={adding.isPending || editing.isPending}
        on_send={send}
        send_word={say('app.save')}
        on_cancel={on_close}
      >
        <TextField
          name="url"
          type="url"
          label={say('webhooks.url')}
          placeholder="https://"
          defaultValue={webhook?.url}
          spellCheck={false}
        />
        {!webhook && (
          <ChoiceField
            name="format"
            label={say('webhooks.format')}
            hint={say('webhooks.format_hint')}
            defaultValue="gemba"
            options={formats.map((format) => [format, calls_itself[format]] as const)}
          />
        )}
        <LongTextField
          name="events"
          label={say('webhooks.events')}
          hint={say('webhooks.events_hint')}
          defaultValue={webhook?.events.join('\n') ?? '*'}
          spellCheck={false}
        />
        <TextField name="description" label={say('setup.description')} defaultValue={webhook?.description ?? ''} />
        {!webhook && <TextField name="secret" label={say('webhooks.secret')} hint={say('webhooks.secret_hint')} spellCheck={false} />}
        {webhook && <TickField name="is_active" label={say('setup.is_on')} defaultChecked={webhook.is_active} />}
      </Form>
    </Dialog>
  )
}

import { useQuery } from '@tanstack/react-query'
import { roles } from '../../../../src/kernel/role.ts'
import type { Out } from '../../api/client.ts'
import { useVerb } from '../../api/queries.ts'
import { session_query } from '../../api/session.ts'
import { Dialog } from '../../design/dialog.tsx'
import { ChoiceField, LongTextField, TextField, TickField, text_of } from '../../design/fields.tsx'
import { Form } from '../../design/form.tsx'
import { useWords } from '../../words/words.ts'
import { by_name } from './listed.tsx'

type Key = Out<'api_keys.get'>

interface Props {
  readonly people: readonly Out<'people.get'>[]
  readonly on_made: (key: Out<'api_keys.create'>) => void
  readonly on_close: () => void
}

/** One in a line, or several with blanks or commas between. */
export const words_in = (text: string | null): string[] => text?.split(/[\s,]+/).filter(Boolean) ?? []

function fields_of(given: FormData) {
  const [person_id, expires] = [text_of(given, 'person_id'), text_of(given, 'expires_at')]
  return {
    name: String(given.get('name')),
    role: String(given.get('role')) as Key['role'], // options of ours, both
    access: String(given.get('access')) as Key['access'],
    scopes: words_in(text_of(given, 'scopes')),
    sandbox: given.has('sandbox'),
    ...(person_id === null ? {} : { person_id }),
    // The whole of that day, by the clock of whoever says it.
    ...(expires === null ? {} : { expires_at: new Date(`${expires}T23:59:59`).toISOString() }),
  }
}

export function KeyForm({ people, on_made, on_close }: Props) {
  const say = useWords()
  const { data: session } = useQuery(session_query)
  const making = useVerb('api_keys.create')
  return (
    <Dialog title={say('keys.add')} on_close={on_close}>
      <Form
        error={making.error}
        is_busy={making.isPending}
        on_send={(given) => making.mutate(fields_of(given), { onSuccess: on_made })}
        send_word={say('keys.add')}
        on_cancel={on_close}
      >
        <TextField name="name" label={say('setup.name')} />
        <div className="field-pair">
          <ChoiceField
            name="role"
            label={say('people.role')}
            defaultValue="operator"
            options={roles
              .filter((role) => role !== 'system_admin' || session?.role === role)
              .map((role) => [role, say(`role_name.${role}`)] as const)}
          />
          <ChoiceField
            name="access"
            label={say('keys.may')}
            defaultValue="read-write"
            options={[
              ['read-write', say('keys.access.read-write')],
              ['read-only', say('keys.access.read-only')],
            ]}
          />
        </div>
        <LongTextField name="scopes" label={say('keys.scopes')} hint={say('keys.scopes_hint')} defaultValue="*" spellCheck={false} />
        <div className="field-pair">
          <ChoiceField
            name="person_id"
            label={say('keys.in_whose_name')}
            options={[['', say('keys.mine')], ...people.toSorted(by_name).map(({ id, name }) => [id, name] as const)]}
          />
          <TextField name="expires_at" type="date" label={say('keys.expires')} hint={say('keys.expires_hint')} />
        </div>
        <TickField name="sandbox" label={say('keys.sandbox')} />
      </Form>
    </Dialog>
  )
}

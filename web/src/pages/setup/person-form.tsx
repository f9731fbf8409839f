import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { roles } from '../../../../src/kernel/role.ts'
import type { In, Out } from '../../api/client.ts'
import { useVerb } from '../../api/queries.ts'
import { session_query } from '../../api/session.ts'
import { Dialog } from '../../design/dialog.tsx'
import { ChoiceField, changed, TextField, TickField, text_of } from '../../design/fields.tsx'
import { Form } from '../../design/form.tsx'
import { useWords } from '../../words/words.ts'
import { PictureField, picture_in } from './picture-field.tsx'

type Person = Out<'people.get'>

interface Props {
  /** Nobody yet, where somebody is added. */
  readonly person: Person | null
  readonly on_close: () => void
}

const fields_of = (given: FormData) => ({
  name: String(given.get('name')),
  role: String(given.get('role')) as Person['role'], // an option of ours
  employee_number: text_of(given, 'employee_number'),
  email: text_of(given, 'email'),
})

/** A secret that is typed replaces the one before, a tick takes it away, neither leaves it. */
const secret_of = (given: FormData, name: string): string | null | undefined =>
  given.has(`no_${name}`) ? null : (text_of(given, name) ?? undefined)

const without_undefined = <Given extends object>(given: Given) =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))

export function PersonForm({ person, on_close }: Props) {
  const say = useWords()
  const { data: session } = useQuery(session_query)
  const adding = useVerb('people.create')
  const editing = useVerb('people.update')
  const [fault, set_fault] = useState<unknown>(null)
  const [is_sending, set_sending] = useState(false)
  const send = async (given: FormData) => {
    set_fault(null)
    set_sending(true)
    try {
      await save(given, await picture_in(given))
      on_close()
    } catch (error) {
      set_fault(error)
      set_sending(false)
    }
  }
  const save = (given: FormData, picture_file_id: string | null | undefined) => {
    const others = without_undefined({ pin: secret_of(given, 'pin'), password: secret_of(given, 'password'), picture_file_id })
    const fields = fields_of(given)
    // Whoever adds somebody takes no secret away: there is no tick for it.
    if (!person) return adding.mutateAsync({ ...fields, ...others } as In<'people.create'>)
    const is_active = given.has('is_active')
    return editing.mutateAsync({ id: person.id, ...changed(person, { ...fields, is_active }), ...others })
  }
  const offered = roles.filter((role) => role !== 'system_admin' || session?.role === role || person?.role === role)
  const keep = (hint: string, has: boolean | undefined) => (has ? `${hint} ${say('people.keep')}` : hint)
  return (
    <Dialog title={person ? say('setup.edit_of', { name: person.name }) : say('people.add')} on_close={on_close}>
      <Form error={fault} is_busy={is_sending} on_send={(given) => void send(given)} send_word={say('app.save')} on_cancel={on_close}>
        <TextField name="name" label={say('setup.name')} defaultValue={person?.name} />
        <ChoiceField
          name="role"
          label={say('people.role')}
          defaultValue={person?.role ?? 'operator'}
          options={offered.map((role) => [role, say(`role.${role}`)] as const)}
        />
        <div className="field-pair">
          <TextField
            name="employee_number"
            label={say('people.number')}
            hint={say('people.number_hint')}
            defaultValue={person?.employee_number ?? ''}
          />
          <TextField
            name="pin"
            label={say('people.pin')}
            hint={keep(say('people.pin_hint'), person?.has_pin)}
            inputMode="numeric"
            type="password"
            autoComplete="new-password"
          />
        </div>
        <div className="field-pair">
          <TextField
            name="email"
            type="email"
            label={say('people.email')}
            hint={say('people.email_hint')}
            defaultValue={person?.email ?? ''}
          />
          <TextField
            name="password"
            label={say('people.password')}
            hint={keep(say('people.password_hint'), person?.has_password)}
            type="password"
            autoComplete="new-password"
          />
        </div>
        <PictureField person={person} />
        {person && (
          <div>
            <TickField name="is_active" label={say('people.is_on')} defaultChecked={person.is_active} />
            {person.has_pin && <TickField name="no_pin" label={say('people.no_pin')} />}
            {person.has_password && <TickField name="no_password" label={say('people.no_password')} />}
          </div>
        )}
      </Form>
    </Dialog>
  )
}

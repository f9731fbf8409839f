import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { call, Refused } from '../../api/client.ts'
import { asking, useVerb } from '../../api/queries.ts'
import { forget_tablet, keep_tablet, sign_out } from '../../api/session.ts'
import { keep_tablet_key, keep_workstation, kept_tablet_key, kept_workstation } from '../../api/tablet.ts'
import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { ChoiceField, TextField, text_of } from '../../design/fields.tsx'
import { Form } from '../../design/form.tsx'
import { Mark } from '../../design/mark.tsx'
import { Asked } from '../../design/states.tsx'
import { useWords } from '../../words/words.ts'
import { by_name, most } from './listed.tsx'

/** Makes this device a shared tablet, or an ordinary one again. */
export function ThisTablet() {
  const say = useWords()
  const [key_id, set_key_id] = useState(kept_tablet_key)
  const keep_key = (id: string | null) => {
    keep_tablet_key(id)
    set_key_id(id)
  }
  return (
    <>
      <p>{say('tablet.what')}</p>
      <p>
        <Mark kind={key_id === null ? 'plain' : 'good'} says={say(key_id === null ? 'tablet.is_none' : 'tablet.is_one')} />
      </p>
      {key_id === null ? <Make on_made={keep_key} /> : <Kept key_id={key_id} on_forgotten={() => keep_key(null)} />}
    </>
  )
}

interface WorkstationProps {
  readonly on_choose?: (id: string | null) => void
}

function Workstation({ on_choose }: WorkstationProps) {
  const say = useWords()
  return (
    <Asked query={useQuery(asking('workstations.list', { limit: most }))}>
      {({ data }) => (
        <ChoiceField
          name="workstation_id"
          label={say('tablet.workstation')}
          defaultValue={kept_workstation() ?? ''}
          onChange={(event) => on_choose?.(event.target.value === '' ? null : event.target.value)}
          options={[['', say('tablet.no_workstation')], ...data.toSorted(by_name).map(({ id, name }) => [id, name] as const)]}
        />
      )}
    </Asked>
  )
}

/** What a tablet by itself may do: look, and sign people in. */
const of_a_tablet = { role: 'viewer', scopes: ['read', 'sessions.*'] } as const

function Make({ on_made }: { readonly on_made: (key_id: string) => void }) {
  const say = useWords()
  const making = useVerb('api_keys.create')
  const [error, set_error] = useState<unknown>(null)
  const make = async (given: FormData) => {
    set_error(null)
    try {
      const made = await making.mutateAsync({ name: String(given.get('name')), ...of_a_tablet, scopes: [...of_a_tablet.scopes] })
      await keep_tablet(made.key)
      keep_workstation(text_of(given, 'workstation_id'))
      on_made(made.id)
    } catch (fault) {
      set_error(fault)
    }
  }
  return (
    <div className="sheet">
      <Form error={error} is_busy={making.isPending} on_send={(given) => void make(given)} send_word={say('tablet.make')}>
        <TextField name="name" label={say('tablet.name')} hint={say('tablet.name_hint')} defaultValue={say('tablet.default_name')} />
        <Workstation />
      </Form>
    </div>
  )
}

interface KeptProps {
  readonly key_id: string
  readonly on_forgotten: () => void
}

function Kept({ key_id, on_forgotten }: KeptProps) {
  const say = useWords()
  const queries = useQueryClient()
  const go = useNavigate()
  const [asks, set_asks] = useState(false)
  const begin = async () => {
    await sign_out()
    queries.clear()
    await go({ to: '/sign-in' })
  }
  return (
    <>
      <div className="sheet stack">
        <Workstation on_choose={keep_workstation} />
        <div className="form-foot">
          <div className="aside">
            <Button kind="danger" onClick={() => set_asks(true)}>
              {say('tablet.forget')}
            </Button>
          </div>
          <Button kind="first" onClick={() => void begin()}>
            {say('tablet.begin')}
          </Button>
        </div>
      </div>
      {asks && <Forget key_id={key_id} on_done={on_forgotten} on_close={() => set_asks(false)} />}
    </>
  )
}

interface ForgetProps {
  readonly key_id: string
  readonly on_done: () => void
  readonly on_close: () => void
}

function Forget({ key_id, on_done, on_close }: ForgetProps) {
  const say = useWords()
  const [error, set_error] = useState<unknown>(null)
  const [is_busy, set_busy] = useState(false)
  const forget = async () => {
    set_busy(true)
    try {
      // Somebody may have removed the key already.
      await call('api_keys.delete', { id: key_id }).catch((fault: unknown) => {
        if (!(fault instanceof Refused) || fault.problem.status !== 404) throw fault
      })
      await forget_tablet()
      keep_workstation(null)
      on_done()
    } catch (fault) {
      set_error(fault)
      set_busy(false)
    }
  }
  return (
    <Dialog title={say('tablet.forget')} on_close={on_close}>
      <Form error={error} is_busy={is_busy} on_send={() => void forget()} send_word={say('tablet.forget')} is_danger on_cancel={on_close}>
        <p>{say('tablet.forget_sure')}</p>
      </Form>
    </Dialog>
  )
}

import type { Out } from '../../api/client.ts'
import { useVerb } from '../../api/queries.ts'
import { Dialog } from '../../design/dialog.tsx'
import { ChoiceField, changed, TextField, TickField, text_of } from '../../design/fields.tsx'
import { Form } from '../../design/form.tsx'
import { useWords } from '../../words/words.ts'
import { by_name } from './listed.tsx'

type Machine = Out<'machines.get'>

interface Props {
  readonly machine: Machine | null
  readonly workstations: readonly Out<'workstations.get'>[]
  readonly on_close: () => void
}

function fields_of(given: FormData) {
  const name = String(given.get('name'))
  // Where people call it nothing else, it is its name.
  const called = text_of(given, 'display_name') ?? text_of(given, 'name')
  const power = text_of(given, 'power_kw')
  return {
    name,
    ...(called === null ? {} : { display_name: called }),
    type: text_of(given, 'type'),
    workstation_id: text_of(given, 'workstation_id'),
    power_kw: power === null ? null : Number(power),
    is_active: given.has('is_active'),
  }
}

export function MachineForm({ machine, workstations, on_close }: Props) {
  const say = useWords()
  const adding = useVerb('machines.create')
  const editing = useVerb('machines.update')
  const send = (given: FormData) => {
    const fields = fields_of(given)
    if (machine) editing.mutate({ id: machine.id, ...changed(machine, fields) }, { onSuccess: on_close })
    else adding.mutate(fields, { onSuccess: on_close })
  }
  return (
    <Dialog title={machine ? say('setup.edit_of', { name: machine.display_name }) : say('machines.add')} on_close={on_close}>
      <Form
        error={adding.error ?? editing.error}
        is_busy={adding.isPending || editing.isPending}
        on_send={send}
        send_word={say('app.save')}
        on_cancel={on_close}
      >
        <div className="field-pair">
          <TextField name="name" label={say('setup.name')} defaultValue={machine?.name} />
          <TextField name="display_name" label={say('machines.display_name')} defaultValue={machine?.display_name} />
        </div>
        <ChoiceField
          name="workstation_id"
          label={say('machines.workstation')}
          defaultValue={machine?.workstation_id ?? ''}
          options={[['', say('machines.no_workstation')], ...workstations.toSorted(by_name).map(({ id, name }) => [id, name] as const)]}
        />
        <div className="field-pair">
          <TextField name="type" label={say('machines.type')} hint={say('machines.type_hint')} defaultValue={machine?.type ?? ''} />
          <TextField
            name="power_kw"
            type="number"
            min={0}
            step="any"
            inputMode="decimal"
            label={say('machines.power')}
            defaultValue={machine?.power_kw ?? ''}
          />
        </div>
        <TickField name="is_active" label={say('machines.is_on')} defaultChecked={machine?.is_active ?? true} />
      </Form>
    </Dialog>
  )
}

import type { Out } from '../../api/client.ts'
import { useVerb } from '../../api/queries.ts'
import { Dialog } from '../../design/dialog.tsx'
import { ChoiceField, changed, TextField, TickField, text_of } from '../../design/fields.tsx'
import { Form } from '../../design/form.tsx'
import { useWords } from '../../words/words.ts'
import { by_name } from './listed.tsx'

type Workstation = Out<'workstations.get'>

interface Props {
  readonly workstation: Workstation | null
  readonly lines: readonly Out<'lines.get'>[]
  readonly on_close: () => void
}

const types = ['machine', 'assembly', 'control', 'logistics', 'supply'] as const satisfies readonly Workstation['type'][]

function fields_of(given: FormData) {
  const position = text_of(given, 'position')
  return {
    name: String(given.get('name')),
    type: String(given.get('type')) as Workstation['type'], // an option of ours
    line_id: text_of(given, 'line_id'),
    description: text_of(given, 'description'),
    is_active: given.has('is_active'),
    ...(position === null ? {} : { position: Number(position) }),
  }
}

export function WorkstationForm({ workstation, lines, on_close }: Props) {
  const say = useWords()
  const adding = useVerb('workstations.create')
  const editing = useVerb('workstations.update')
  const send = (given: FormData) => {
    const fields = fields_of(given)
    if (workstation) editing.mutate({ id: workstation.id, ...changed(workstation, fields) }, { onSuccess: on_close })
    else adding.mutate(fields, { onSuccess: on_close })
  }
  return (
    <Dialog title={workstation ? say('setup.edit_of', { name: workstation.name }) : say('workstations.add')} on_close={on_close}>
      <Form
        error={adding.error ?? editing.error}
        is_busy={adding.isPending || editing.isPending}
        on_send={send}
        send_word={say('app.save')}
        on_cancel={on_close}
      >
        <TextField name="name" label={say('setup.name')} defaultValue={workstation?.name} />
        <div className="field-pair">
          <ChoiceField
            name="type"
            label={say('workstations.type')}
            defaultValue={workstation?.type ?? 'machine'}
            options={types.map((type) => [type, say(`workstations.type.${type}`)] as const)}
          />
          <ChoiceField
            name="line_id"
            label={say('workstations.line')}
            defaultValue={workstation?.line_id ?? ''}
            options={[['', say('workstations.no_line')], ...lines.toSorted(by_name).map(({ id, name }) => [id, name] as const)]}
          />
        </div>
        <TextField
          name="position"
          type="number"
          min={1}
          inputMode="numeric"
          label={say('workstations.position')}
          hint={say('workstations.position_hint')}
          defaultValue={workstation?.position}
        />
        <TextField name="description" label={say('setup.description')} defaultValue={workstation?.description ?? ''} />
        <TickField name="is_active" label={say('workstations.is_on')} defaultChecked={workstation?.is_active ?? true} />
      </Form>
    </Dialog>
  )
}

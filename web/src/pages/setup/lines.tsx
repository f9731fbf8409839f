import { useQuery } from '@tanstack/react-query'
import type { Out } from '../../api/client.ts'
import { asking, useVerb } from '../../api/queries.ts'
import { Dialog } from '../../design/dialog.tsx'
import { changed, LongTextField, TextField, text_of } from '../../design/fields.tsx'
import { Form } from '../../design/form.tsx'
import { Table } from '../../design/table.tsx'
import { useFormats } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import { Listed, most } from './listed.tsx'
import { Acts, Remove, useOpen } from './remove.tsx'

type Line = Out<'lines.get'>

export function Lines() {
  const say = useWords()
  const { number } = useFormats()
  const query = useQuery(asking('lines.list', { limit: most }))
  const { data: workstations } = useQuery(asking('workstations.list', { limit: most }))
  const open = useOpen<Line>()
  const standing_on = ({ id }: Line): string =>
    workstations ? number(workstations.data.filter(({ line_id }) => line_id === id).length) : '–'
  return (
    <>
      <Listed query={query} none={say('lines.none')} add_word={say('lines.add')} on_add={open.add}>
        {(rows) => (
          <Table
            caption={say('setup.lines')}
            rows={rows}
            key_of={({ id }) => id}
            columns={[
              { head: say('setup.name'), cell: ({ name }) => <span className="strong">{name}</span> },
              { head: say('setup.description'), cell: ({ description }) => description ?? '–' },
              { head: say('lines.workstations'), kind: 'number', cell: standing_on },
              {
                head: say('setup.do'),
                kind: 'act',
                cell: (line) => <Acts name={line.name} on_edit={() => open.edit(line)} on_remove={() => open.remove(line)} />,
              },
            ]}
          />
        )}
      </Listed>
      {(open.adds || open.edited) && <LineForm line={open.edited} on_close={open.close} />}
      {open.removed && (
        <Remove verb="lines.delete" id={open.removed.id} name={open.removed.name} on_done={open.close} on_cancel={open.close} />
      )}
    </>
  )
}

interface FormProps {
  readonly line: Line | null
  readonly on_close: () => void
}

function LineForm({ line, on_close }: FormProps) {
  const say = useWords()
  const adding = useVerb('lines.create')
  const editing = useVerb('lines.update')
  const send = (form: FormData) => {
    const given = { name: String(form.get('name')), description: text_of(form, 'description') }
    if (line) editing.mutate({ id: line.id, ...changed(line, given) }, { onSuccess: on_close })
    else adding.mutate(given, { onSuccess: on_close })
  }
  return (
    <Dialog title={line ? say('setup.edit_of', { name: line.name }) : say('lines.add')} on_close={on_close}>
      <Form
        error={adding.error ?? editing.error}
        is_busy={adding.isPending || editing.isPending}
        on_send={send}
        send_word={say('app.save')}
        on_cancel={on_close}
      >
        <TextField name="name" label={say('setup.name')} defaultValue={line?.name} />
        <LongTextField name="description" label={say('setup.description')} defaultValue={line?.description ?? ''} />
      </Form>
    </Dialog>
  )
}

import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useEffect, useId, useRef } from 'react'
import { asking } from '../../api/queries.ts'
import { Button } from '../../design/button.tsx'
import { TextField } from '../../design/fields.tsx'
import { FaultsOf } from '../../design/form.tsx'
import { useWords } from '../../words/words.ts'
import { blank_operation, type OperationDraft, type PartDraft } from './draft.ts'

interface Props {
  readonly part: PartDraft
  readonly path: string
  readonly set: (change: (part: PartDraft) => Partial<PartDraft>) => void
}

type Typed = Exclude<keyof OperationDraft, 'key' | 'kept'>

/** Where each is told by the server, and how it is called here. */
const fields = [
  ['sequence', 'sequence', 'new_job.operation.sequence', 'numeric'],
  ['name', 'name', 'new_job.operation.name', 'text'],
  ['workstation_name', 'workstation_name', 'new_job.operation.workstation', 'text'],
  ['setup_min', 'planned_setup_s', 'new_job.operation.setup', 'decimal'],
  ['run_min', 'planned_run_s_per_piece', 'new_job.operation.run', 'decimal'],
  ['total_min', 'planned_total_s', 'new_job.operation.total', 'decimal'],
] as const satisfies readonly (readonly [Typed, string, string, string])[]

/** One row each; Enter goes on to a new one. */
export function OperationsFields({ part, path, set }: Props) {
  const say = useWords()
  const list_id = useId()
  const added = useRef<string | null>(null)
  const { data: workstations } = useQuery(asking('workstations.list', { limit: 1000 }))
  const known = new Set(workstations?.data.map(({ name }) => name.toLowerCase()))
  const { operations } = part
  useEffect(() => {
    const at = operations.findIndex(({ key }) => key === added.current)
    if (at === -1) return
    added.current = null
    document.getElementsByName(`${path}.operations[${at}].name`)[0]?.focus()
  }, [operations, path])
  const add = (at: number) => {
    const operation = blank_operation(operations)
    added.current = operation.key
    set((before) => ({ operations: before.operations.toSpliced(at, 0, operation) }))
  }
  const on_enter = (event: KeyboardEvent, at: number) => {
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || !(event.target instanceof HTMLInputElement)) return
    event.preventDefault()
    add(at + 1)
  }
  const hint_of = (field: Typed, text: string) =>
    field === 'workstation_name' && workstations && text.trim() !== '' && !known.has(text.trim().toLowerCase())
      ? say('new_job.operation.new_workstation')
      : undefined
  return (
    <fieldset name={`${path}.operations`} className="operations">
      <legend>{say('new_job.operations')}</legend>
      <FaultsOf name={`${path}.operations`} />
      {operations.map((operation, at) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: the keys are pressed in its fields
        <div key={operation.key} className="operation-row" onKeyDown={(event) => on_enter(event, at)}>
          {fields.map(([field, told_at, word, mode]) => (
            <TextField
              key={field}
              name={`${path}.operations[${at}].${told_at}`}
              label={say(word)}
              hint={hint_of(field, operation[field])}
              value={operation[field]}
              inputMode={mode}
              list={field === 'workstation_name' ? list_id : undefined}
              onChange={({ target }) =>
                set((before) => ({
                  operations: before.operations.map((one) => (one.key === operation.key ? { ...one, [field]: target.value } : one)),
                }))
              }
            />
          ))}
          <Button
            kind="bare"
            className="remove"
            aria-label={say('new_job.operation.remove', { n: at + 1 })}
            onClick={() => set((before) => ({ operations: before.operations.filter((one) => one.key !== operation.key) }))}
          >
            <span aria-hidden="true">✕</span>
          </Button>
        </div>
      ))}
      <datalist id={list_id}>
        {workstations?.data.map(({ id, name }) => (
          <option key={id} value={name} />
        ))}
      </datalist>
      <Button className="add" onClick={() => add(operations.length)}>
        + {say('new_job.operation.add')}
      </Button>
    </fieldset>
  )
}

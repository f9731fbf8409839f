import { useQuery } from '@tanstack/react-query'
import { useEffect, useId } from 'react'
import { asking } from '../../api/queries.ts'
import { Button } from '../../design/button.tsx'
import { ChoiceField, TextField } from '../../design/fields.tsx'
import { useWords } from '../../words/words.ts'
import { operation_of, type PartDraft } from './draft.ts'
import { OperationsFields } from './operations-fields.tsx'

interface Props {
  readonly part: PartDraft
  readonly index: number
  readonly parts: readonly PartDraft[]
  readonly set: (change: (part: PartDraft) => Partial<PartDraft>) => void
  readonly add_below: () => void
  readonly remove: () => void
}

type Typed = 'part_number' | 'name' | 'quantity' | 'material' | 'drawing_number' | 'drawing_revision'

export function PartFields({ part, index, parts, set, add_below, remove }: Props) {
  const say = useWords()
  const path = `parts[${index}]`
  const typed = (field: Typed) => ({
    name: `${path}.${field}`,
    value: part[field],
    onChange: ({ target }: { readonly target: { readonly value: string } }) => set(() => ({ [field]: target.value })),
  })
  const others = parts.filter(({ key, part_number }) => key !== part.key && part_number.trim() !== '')
  return (
    <fieldset>
      <legend>{say('new_job.part', { n: index + 1 })}</legend>
      <div className="part-row">
        <ProductField part={part} path={path} set={set} />
        <TextField {...typed('part_number')} label={say('new_job.part.number')} />
        <TextField {...typed('name')} label={say('new_job.part.name')} />
        <TextField {...typed('quantity')} label={say('new_job.part.quantity')} inputMode="numeric" />
        {others.length > 0 && (
          <ChoiceField
            name={`${path}.parent_part_number`}
            label={say('new_job.part.parent')}
            value={part.parent}
            onChange={({ target }) => set(() => ({ parent: target.value }))}
            options={[['', say('new_job.part.top')], ...others.map(({ key, part_number }) => [key, part_number] as const)]}
          />
        )}
      </div>
      <details open={[part.material, part.drawing_number, part.drawing_revision].some((text) => text !== '') || undefined}>
        <summary>{say('new_job.part.more')}</summary>
        <div className="field-pair">
          <TextField {...typed('material')} label={say('new_job.part.material')} />
          <TextField {...typed('drawing_number')} label={say('new_job.part.drawing')} />
          <TextField {...typed('drawing_revision')} label={say('new_job.part.revision')} />
        </div>
      </details>
      <Way part={part} path={path} set={set} />
      <footer className="row">
        <Button onClick={add_below}>+ {say('new_job.part.add_below')}</Button>
        {parts.length > 1 && (
          <Button kind="bare" onClick={remove}>
            {say('new_job.part.remove', { n: index + 1 })}
          </Button>
        )}
      </footer>
    </fieldset>
  )
}

interface InPart {
  readonly part: PartDraft
  readonly path: string
  readonly set: Props['set']
}

/** A product that is typed or chosen: its number, name and drawing are taken over where nothing stands yet. */
function ProductField({ part, path, set }: InPart) {
  const say = useWords()
  const list_id = useId()
  const text = part.product.trim()
  const { data, isPlaceholderData } = useQuery({
    ...asking('products.list', { limit: 20, ...(text === '' ? {} : { search: text }) }),
    placeholderData: (before) => before,
  })
  const found = text === '' ? undefined : data?.data.find(({ product_number }) => product_number.toLowerCase() === text.toLowerCase())
  const is_copied = text === '' && part.product_id !== null
  const { data: copied } = useQuery({ ...asking('products.get', { id: part.product_id ?? '' }), enabled: is_copied })
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when its number has come
  useEffect(() => {
    if (copied && is_copied) set(() => ({ product: copied.product_number }))
  }, [copied])
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another product is taken over
  useEffect(() => {
    if (!found || found.id === part.product_id) return
    set((before) => ({
      product_id: found.id,
      way: 'routing',
      part_number: before.part_number || found.product_number,
      name: before.name || (found.name === found.product_number ? '' : found.name),
      drawing_number: before.drawing_number || (found.drawing_number ?? ''),
      drawing_revision: before.drawing_revision || (found.drawing_revision ?? ''),
    }))
  }, [found?.id])
  const is_unknown = text !== '' && !found && data !== undefined && !isPlaceholderData && data.data.length === 0
  return (
    <>
      <TextField
        name={`${path}.product_id`}
        label={say('new_job.part.product')}
        hint={is_unknown ? say('new_job.part.product.unknown', { number: text }) : undefined}
        placeholder={say('new_job.part.product.hint')}
        list={list_id}
        value={part.product}
        onChange={({ target }) => set(() => ({ product: target.value, product_id: null, way: 'own' }))}
      />
      <datalist id={list_id}>
        {data?.data.map(({ id, product_number, name }) => (
          <option key={id} value={product_number}>
            {name}
          </option>
        ))}
      </datalist>
    </>
  )
}

/** By the product's current routing, which the server lays out, or by operations of its own. */
function Way({ part, path, set }: InPart) {
  const say = useWords()
  const { product_id } = part
  const { data } = useQuery({
    ...asking('routings.list', { product_id: product_id ?? '', is_current: true, limit: 1 }),
    enabled: product_id !== null,
  })
  const [routing] = product_id === null ? [] : (data?.data ?? [])
  if (!routing) return <OperationsFields part={part} path={path} set={set} />
  const choices = [
    ['routing', say('new_job.way.routing', { name: routing.name, version: routing.version })],
    ['own', say('new_job.way.own')],
  ] as const
  const take = () =>
    set(() => ({
      way: 'own',
      operations: routing.steps.map((step) => {
        const { kind, instructions, optional, dependency, is_gate } = step
        return operation_of(
          { ...step, workstation_name: step.workstation_name ?? '' },
          { kind, instructions, optional, dependency, is_gate },
        )
      }),
    }))
  return (
    <>
      <fieldset className="ways">
        <legend>{say('new_job.way')}</legend>
        {choices.map(([way, says]) => (
          <label key={way}>
            <input type="radio" name={`${path}.way`} checked={part.way === way} onChange={() => set(() => ({ way }))} />
            {says}
          </label>
        ))}
      </fieldset>
      {part.way === 'own' ? (
        <OperationsFields part={part} path={path} set={set} />
      ) : (
        <div className="row">
          <ol className="steps-preview grow">
            {routing.steps.map((step) => (
              <li key={step.id}>
                <span className="quiet number">{step.sequence}</span> {step.name}
              </li>
            ))}
          </ol>
          <Button onClick={take}>{say('new_job.way.take')}</Button>
        </div>
      )}
    </>
  )
}

import { useEffect, useRef } from 'react'
import { Button } from '../../design/button.tsx'
import { useWords } from '../../words/words.ts'
import { blank_part, type PartDraft } from './draft.ts'
import { PartFields } from './part-fields.tsx'

interface Props {
  readonly parts: readonly PartDraft[]
  readonly set: (change: (parts: readonly PartDraft[]) => readonly PartDraft[]) => void
}

function depth_of(part: PartDraft, parts: readonly PartDraft[]): number {
  const parents = new Map(parts.map(({ key, parent }) => [key, parent]))
  let depth = 0
  for (let at = part.parent; at !== '' && depth < parts.length; at = parents.get(at) ?? '') depth++
  return depth
}

/** Behind a part and all that goes into it. */
function place_below(parts: readonly PartDraft[], index: number): number {
  const part = parts[index]
  if (!part) return parts.length
  const depth = depth_of(part, parts)
  const next = parts.findIndex((other, at) => at > index && depth_of(other, parts) <= depth)
  return next === -1 ? parts.length : next
}

/** The parts of a new job, each under the one it goes into. */
export function PartsFields({ parts, set }: Props) {
  const say = useWords()
  const added = useRef<string | null>(null)
  useEffect(() => {
    const at = parts.findIndex(({ key }) => key === added.current)
    if (at === -1) return
    added.current = null
    document.getElementsByName(`parts[${at}].part_number`)[0]?.focus()
  }, [parts])
  const add = (parent: string, index: number) => {
    const part = blank_part(parent)
    added.current = part.key
    set((before) => before.toSpliced(index, 0, part))
  }
  const remove = (key: string) =>
    set((before) => before.filter((part) => part.key !== key).map((part) => (part.parent === key ? { ...part, parent: '' } : part)))
  return (
    <section className="stack">
      <h2>{say('new_job.parts')}</h2>
      {parts.map((part, index) => (
        <div key={part.key} className="part-fields" data-depth={Math.min(4, depth_of(part, parts))}>
          <PartFields
            part={part}
            index={index}
            parts={parts}
            set={(change) => set((before) => before.map((one) => (one.key === part.key ? { ...one, ...change(one) } : one)))}
            add_below={() => add(part.key, place_below(parts, index))}
            remove={() => remove(part.key)}
          />
        </div>
      ))}
      <Button className="add" onClick={() => add('', parts.length)}>
        + {say('new_job.part.add')}
      </Button>
    </section>
  )
}

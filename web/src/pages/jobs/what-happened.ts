import { en, type Word } from '../../words/en.ts'
import type { Formats } from '../../words/format.ts'
import type { say as in_words } from '../../words/words.ts'
import type { Happened, Names } from './past.ts'
import type { WholeJob } from './whole-job.ts'

type Say = typeof in_words

const is_word = (name: string): name is Word => name in en
const known = (name: string, otherwise: Word): Word => (is_word(name) ? name : otherwise)

/** Nouns whose events are called otherwise. */
const nouns: Readonly<Record<string, string>> = { ncr: 'issue', quantity: 'quantity_report', units: 'unit' }

export function who_of({ actor }: Happened, say: Say, names: Names): string {
  if (actor.kind === 'system') return say('history.system')
  const person = names.person(actor.person_id)
  if (actor.key_id === null) return person ?? say('history.somebody')
  const key = names.key(actor.key_id)
  if (key !== undefined) return say('history.key', { name: key })
  return person === undefined ? say('history.program') : say('history.by_key', { name: person })
}

/** `Operation 20 Turning (P-1): started`. */
export function what_of({ name, subjects }: Happened, say: Say, job: WholeJob, names: Names): string {
  const [prefix = '', word = ''] = name.split('.')
  const noun = say(known(`noun.${nouns[prefix] ?? prefix}`, 'noun.other'))
  const { parts = [] } = job
  const part = parts.find(
    ({ id, operations = [] }) => id === subjects.part_id || operations.some((one) => one.id === subjects.operation_id),
  )
  const operation = part?.operations?.find(({ id }) => id === subjects.operation_id)
  const person = prefix === 'time_entry' ? names.person(subjects.person_id) : undefined
  const about = [
    operation && `${operation.sequence} ${operation.name}`,
    part && prefix !== 'job' && (operation ? `(${part.part_number})` : part.part_number),
    person && `– ${person}`,
  ].filter(Boolean)
  return say('history.line', { noun: [noun, ...about].join(' '), what: say(known(`what.${word}`, 'what.other')) })
}

/** Pieces that were counted, and time that was booked. */
export function counted_of({ facts }: Happened, say: Say, { number, duration }: Formats): string[] {
  const figures = (['good', 'scrap', 'rework'] as const).flatMap((figure) => {
    const n = facts[figure]
    return typeof n === 'number' && n !== 0 ? [say(`history.${figure}`, { n: number(n) })] : []
  })
  return typeof facts.duration_s === 'number' ? [...figures, duration(facts.duration_s)] : figures
}

/** Fields people know by name; others were changed by a program for itself. */
const field_words: Readonly<Record<string, Word>> = {
  job_number: 'job.number',
  part_number: 'new_job.part.number',
  name: 'job.name',
  customer: 'job.customer',
  due: 'job.due',
  due_override: 'job.due_override',
  priority: 'job.priority',
  quantity: 'job.quantity',
  notes: 'job.notes',
  material: 'new_job.part.material',
  drawing_number: 'new_job.part.drawing',
  drawing_revision: 'new_job.part.revision',
  sequence: 'new_job.operation.sequence',
}

export function changes_of({ facts }: Happened, say: Say, formats: Formats): string[] {
  const { changes } = facts
  if (changes === null || typeof changes !== 'object' || Array.isArray(changes)) return []
  return Object.entries(changes).flatMap(([field, change]) => {
    const word = field_words[field]
    if (word === undefined || change === null || typeof change !== 'object' || Array.isArray(change)) return []
    const shown = (value: unknown): string => {
      if (value === null || value === undefined || value === '') return say('history.nothing')
      if (typeof value === 'number') return formats.number(value)
      return field.startsWith('due') ? formats.due(String(value)) : String(value)
    }
    return [say('history.change', { field: say(word), before: shown(change.before), after: shown(change.after) })]
  })
}

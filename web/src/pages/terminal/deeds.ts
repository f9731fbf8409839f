import type { Operation } from '../../offline/expected.ts'
import type { Word } from '../../words/en.ts'
import { type Deed, deed, on_clock } from './press.ts'

export type Choice =
  | { readonly says: Word; readonly opens: 'good' | 'scrap' | 'complete' | 'problem' }
  | { readonly says: Word; readonly presses: readonly Deed[] }

type TimeEntry = NonNullable<Operation['time_entries']>[number]

export const clocks_of = ({ time_entries = [] }: Operation): readonly TimeEntry[] =>
  time_entries.filter(({ ended_at }) => ended_at === null)

/**
 * What this caller may do next, by what the server has said (`can`), in the order in which it is most likely wanted: the first is the large
 * button.
 */
export function choices_for(operation: Operation, person_id: string | null): Choice[] {
  const may = (name: Operation['can'][number]): boolean => operation.can.includes(name)
  const mine = clocks_of(operation).find((entry) => entry.person_id === person_id)
  const counts = may('quantity_reports.create')
  const choices: Choice[] = [
    ...beginnings(operation, may),
    ...(mine?.kind === 'setup' ? [run_after_setup(operation, mine)] : []),
    ...(may('time_entries.start') && !mine && person_id !== null ? [join(operation)] : []),
    ...(counts ? [{ says: 'terminal.report_good', opens: 'good' } as const] : []),
    ...(counts ? [{ says: 'terminal.report_scrap', opens: 'scrap' } as const] : []),
    ...(may('operations.pause') ? [{ says: 'terminal.pause', presses: [deed('operations.pause', { id: operation.id })] } as const] : []),
    ...(may('operations.complete') ? [{ says: 'terminal.complete', opens: 'complete' } as const] : []),
    ...(may('issues.create') ? [{ says: 'terminal.problem', opens: 'problem' } as const] : []),
  ]
  // All pieces are made: what is left is to say so.
  const is_made = operation.status === 'running' && operation.available === 0 && operation.good + operation.scrap > 0
  return is_made ? choices.toSorted((a, b) => Number(ends(b)) - Number(ends(a))) : choices
}

/** What leads on; counting and reporting only tell. */
export const begins = (choice: Choice): boolean => 'presses' in choice

const ends = (choice: Choice): boolean => 'opens' in choice && choice.opens === 'complete'

/** Set-up first where it was planned and nobody has done it. */
function beginnings(
  { id, status, planned_setup_s, time_entries = [] }: Operation,
  may: (name: 'operations.start' | 'operations.resume') => boolean,
) {
  const setup: Choice = { says: 'terminal.start_setup', presses: [deed('operations.start', { id, kind: 'setup' })] }
  if (may('operations.resume') && status === 'held') {
    const last = time_entries.at(-1)
    const go_on: Choice = { says: 'terminal.go_on', presses: [deed('operations.resume', { id, kind: 'run' })] }
    const set_up_on: Choice = { says: 'terminal.go_on_setup', presses: [deed('operations.resume', { id, kind: 'setup' })] }
    return last?.kind === 'setup' ? [set_up_on, go_on] : [go_on]
  }
  if (!may('operations.start')) return []
  const start: Choice = { says: 'terminal.start', presses: [deed('operations.start', { id, kind: 'run' })] }
  return planned_setup_s !== null && planned_setup_s > 0 ? [setup, start] : [start, setup]
}

const run_after_setup = ({ id }: Operation, mine: TimeEntry): Choice => ({
  says: 'terminal.setup_done',
  presses: [deed('time_entries.stop', { id: mine.id }, on_clock(mine.id)), deed('time_entries.start', { operation_id: id, kind: 'run' })],
})

const join = ({ id }: Operation): Choice => ({
  says: 'terminal.join',
  presses: [deed('time_entries.start', { operation_id: id, kind: 'run' })],
})

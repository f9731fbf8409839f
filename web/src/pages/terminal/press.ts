import { useQuery } from '@tanstack/react-query'
import type { In } from '../../api/client.ts'
import { type Session, session_query } from '../../api/session.ts'
import type { Pressable, Pressed } from '../../offline/action.ts'
import { now } from '../../offline/clock.ts'
import type { Operation } from '../../offline/expected.ts'
import { new_key } from '../../offline/key.ts'
import { who_acts } from '../../offline/sending.ts'
import { useLine } from '../../offline/use-line.ts'

/** Who a verb is told it was done by, and whether it is told when. */
const tells: Readonly<Record<Pressable, { readonly who?: 'person_id' | 'reported_by'; readonly when: boolean }>> = {
  'operations.start': { who: 'person_id', when: true },
  'operations.resume': { who: 'person_id', when: true },
  'operations.pause': { when: true },
  'operations.complete': { when: true },
  'time_entries.start': { who: 'person_id', when: true },
  'time_entries.stop': { when: true },
  'time_entries.update': { when: false },
  'quantity_reports.create': { who: 'person_id', when: true },
  'quantity_reports.reverse': { when: false },
  'substeps.complete': { who: 'person_id', when: true },
  'substeps.reopen': { when: false },
  'issues.create': { who: 'reported_by', when: true },
  'files.create': { when: false },
}

type More = Partial<Pick<Pressed, 'borrowed' | 'file' | 'adds'>>
/** Everything is kept on the device first, with its own moment; then it is sent. */
export type Press = (...deeds: readonly Deed[]) => void
export interface Deed extends More {
  readonly verb: Pressable
  readonly input: Readonly<Record<string, unknown>>
}

/** One thing to press, held to what the verb takes. */
export const deed = <Name extends Pressable>(verb: Name, input: In<Name>, more: More = {}): Deed => ({ verb, input, ...more })

/** On a clock whose id only an earlier action in line will tell, which goes by that action’s key meanwhile. */
export const on_clock = (clock_id: string): More => (clock_id.includes('-') ? {} : { borrowed: { of_key: clock_id } })

export function usePress(operation: Operation): Press {
  const { waiting } = useLine()
  const { data: session } = useQuery(session_query)
  return (...deeds) => {
    const by = who_acts(session)
    if (by === null) return
    void waiting.press(...deeds.map((one) => pressed(one, operation, by, session?.person ?? null)))
  }
}

function pressed(one: Deed, operation: Operation, by: string, person: Session['person']): Pressed {
  const pressed_at = now()
  const { who, when } = tells[one.verb]
  const { job, part, sequence, name } = operation
  return {
    key: new_key(),
    verb: one.verb,
    input: { ...one.input, ...(who && person ? { [who]: person.id } : {}), ...(when ? { at: pressed_at } : {}) },
    borrowed: one.borrowed ?? null,
    file: one.file ?? null,
    adds: one.adds ?? null,
    by,
    operation_id: operation.id,
    place: `${job.job_number} · ${part.part_number} · ${sequence} ${name}`,
    pressed_at,
  }
}

import type { Context } from '../../../kernel/context.ts'
import { type Count, count_pieces } from '../../operations/quantity-reports/count-pieces.ts'
import { type Booking, book_time } from '../../operations/time-entries/book-time.ts'
import type { LogEntry } from './log-row.ts'
import type { Masters } from './named.ts'
import type { PlacedJob } from './place.ts'

/** Books the time of every placed row, and what came of it on the same entry. */
export function book(context: Context, source: string, jobs: readonly PlacedJob[], masters: Masters): void {
  const operations = jobs.flatMap((job) => job.parts.flatMap((part) => part.operations))
  const rows = operations.flatMap(({ id: operation_id, part, entries }) =>
    entries.map((entry) => ({
      entry,
      part_id: part.id,
      booking: booking_of(entry, { job_id: part.job.id, operation_id }, source, masters),
    })),
  )
  const booked = book_time(
    context,
    rows.map(({ booking }) => booking),
  )
  const counts = rows.flatMap(({ entry, part_id, booking }, at): Count[] => {
    if (!has_pieces(entry)) return []
    const { good, scrap, mrb } = entry
    const { job_id, operation_id, person_id, machine_id, ended_at: occurred_at, external_source, external_id } = booking
    const counted = { good, scrap, rework: 0, mrb, reason_id: null, material_lot: null, notes: null, occurred_at }
    const time_entry_id = booked[at]?.id ?? null
    return [{ job_id, part_id, operation_id, time_entry_id, person_id, machine_id, ...counted, external_source, external_id }]
  })
  count_pieces(context, counts)
}

function booking_of(entry: LogEntry, place: Pick<Booking, 'job_id' | 'operation_id'>, source: string, masters: Masters): Booking {
  const { kind, started_at, ended_at, is_rework, external_id } = entry
  return {
    ...place,
    person_id: entry.operator === null ? null : masters.people.of(entry.operator).id,
    machine_id: entry.machine === null ? null : masters.machines.of(entry.machine).id,
    ...{ kind, started_at, ended_at, is_rework },
    notes: null,
    external_source: source,
    external_id,
  }
}

export const has_pieces = ({ good, scrap, mrb }: Pick<LogEntry, 'good' | 'scrap' | 'mrb'>): boolean => good > 0 || scrap > 0 || mrb > 0

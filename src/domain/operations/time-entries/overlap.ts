import type { Context } from '../../../kernel/context.ts'
import type { Warning } from '../sequence.ts'
import { personBusy } from './time-entry.ts'

interface Span {
  readonly person_id: string | null
  readonly started_at: string
  /** Null while the clock runs. */
  readonly ended_at: string | null
  /** The entry itself, where it is there already. */
  readonly id?: string
}

/** Time booked or corrected afterwards beside other time of the same person: allowed, told or refused, as the company has it. */
export async function assert_no_overlap(context: Context, { person_id, started_at, ended_at, id }: Span): Promise<Warning[]> {
  const { overlap_policy } = context.policies
  if (overlap_policy === 'allow' || person_id === null) return []
  const lock = overlap_policy === 'refuse' ? context.read`select id from people where id = ${person_id} for no key update` : []
  const [, beside] = await Promise.all([
    lock,
    context.read<{ id: string; operation_id: string; name: string }>`
      select t.id, t.operation_id, o.name from time_entries t join operations o on o.id = t.operation_id
      where t.person_id = ${person_id} and t.deleted_at is null and t.id is distinct from ${id ?? null}::uuid
        and (${ended_at}::timestamptz is null or t.started_at < ${ended_at}) and (t.ended_at is null or t.ended_at > ${started_at})
      order by t.started_at limit 20`,
  ])
  const [first] = beside
  if (!first) return []
  if (overlap_policy === 'refuse') {
    throw personBusy.because(`This person worked on ${first.name} at that time.`, {
      time_entry_id: first.id,
      operation_id: first.operation_id,
    })
  }
  return beside.map(({ name }) => ({ reason: 'person_busy', message: `This person also worked on ${name} at that time.` }))
}

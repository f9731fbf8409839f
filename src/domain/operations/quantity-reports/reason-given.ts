import type { Context } from '../../../kernel/context.ts'
import { type Sql, sql } from '../../../kernel/sql.ts'

interface Reason {
  readonly id: string
  readonly kind: string
  readonly is_active: boolean
}
interface Given {
  readonly reason_id?: string | null | undefined
  readonly reason_code?: string | null | undefined
}

/** The reason that is meant, by id or by code; of two kinds with one code the first of `kinds`. What is wrong with it is noted. */
export async function reason_given(context: Context, given: Given, kinds: readonly string[]): Promise<string | null> {
  const by = by_id_or_code(given)
  if (!by) return null
  const [field, condition] = by
  const [reason] = await context.read<Reason>`
    select id, kind, is_active from reasons where ${condition} and deleted_at is null
    order by array_position(${[...kinds]}::text[], kind) nulls last limit 1`
  const what = `a reason for ${kinds.join(' or ')}`
  if (!reason) {
    // Of an id that is unknown the engine has noted that already.
    if (field === 'reason_code') context.problem([field], 'unknown_reference', `There is no reason ${given.reason_code}.`)
    return null
  }
  if (!kinds.includes(reason.kind)) context.problem([field], 'choice', `This is not ${what}: it is one for ${reason.kind}.`)
  else if (!reason.is_active) context.problem([field], 'choice', 'This reason is switched off.')
  return reason.id
}

function by_id_or_code({ reason_id, reason_code }: Given): readonly [string, Sql] | null {
  if (reason_id) return ['reason_id', sql`id = ${reason_id}`]
  return reason_code ? ['reason_code', sql`code = ${reason_code}`] : null
}

import { z } from 'zod'
import { refusal } from '../../../kernel/errors.ts'
import { Revision } from '../../../kernel/fields.ts'
import { Id } from '../../../kernel/id.ts'
import { sql } from '../../../kernel/sql.ts'
import { Moment } from '../../../kernel/time.ts'

export const serial_rule_fields = {
  prefix: z
    .string()
    .trim()
    .max(100)
    .meta({ description: 'What each serial number begins with.', examples: ['BR'] }),
  separator: z
    .string()
    .max(10)
    .meta({ description: 'Stands behind the prefix, unless the prefix ends in it.', examples: ['-'] }),
  pad_length: z.number().int().min(1).max(30).meta({ description: 'Digits at least; zeros stand before the number.' }),
}

export const SerialRule = z
  .object({
    id: Id,
    product_id: Id,
    ...serial_rule_fields,
    last_number: z.number().int().meta({ description: 'The number taken last. It only grows.' }),
    next_serial_number: z.string().meta({ description: 'What the next unit will carry.', examples: ['BR-00001'] }),
    created_at: Moment,
    updated_at: Moment,
    revision: Revision,
  })
  .meta({ id: 'SerialRule' })
export type SerialRule = z.output<typeof SerialRule>

export type SerialRuleRow = Omit<SerialRule, 'next_serial_number'>
type Pattern = Pick<SerialRule, 'prefix' | 'separator' | 'pad_length'>

export const serial_rule_columns = sql`serial_rules.id, serial_rules.product_id, serial_rules.prefix, serial_rules.separator, serial_rules.pad_length,
  serial_rules.last_number, serial_rules.created_at, serial_rules.updated_at, serial_rules.revision`

export const serialRuleUnknown = refusal('not_found', 'serial_rule_unknown', 'There is no such rule for serial numbers.')
export const serialRuleStale = refusal('stale', 'serial_rule_stale', 'The rule was changed since you read it. Read it again.')
export const serialRuleMissing = refusal(
  'refused',
  'serial_rule_missing',
  'Nobody has said how this product’s units are numbered. Set its serial rule first.',
)

export const serial_rule_of = (row: SerialRuleRow): SerialRule => ({ ...row, next_serial_number: serial_number(row, row.last_number + 1) })

export function serial_number({ prefix, separator, pad_length }: Pattern, number: number): string {
  const between = prefix === '' || prefix.endsWith(separator) ? '' : separator
  return `${prefix}${between}${String(number).padStart(pad_length, '0')}`
}

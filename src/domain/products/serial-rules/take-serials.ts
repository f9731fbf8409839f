import type { Context } from '../../../kernel/context.ts'
import { type SerialRuleRow, serial_number, serial_rule_columns, serialRuleMissing } from './serial-rule.ts'

/**
 * The next serial numbers of a product, in order. The rule is the last lock that a verb takes: others wait behind it until the commit,
 * and a transaction that fails gives its numbers back, so that there are no gaps.
 */
export async function take_serials(context: Context, product_id: string, count: number): Promise<string[]> {
  const [rule] = await context.read<SerialRuleRow>`
    update serial_rules set last_number = last_number + ${count} where product_id = ${product_id} returning ${serial_rule_columns}`
  if (!rule) throw serialRuleMissing.because(undefined, { product_id })
  return Array.from({ length: count }, (_, at) => serial_number(rule, rule.last_number - count + 1 + at))
}

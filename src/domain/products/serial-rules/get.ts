import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { SerialRule, type SerialRuleRow, serial_rule_columns, serial_rule_of, serialRuleUnknown } from './serial-rule.ts'

export const get = verb({
  name: 'serial_rules.get',
  does: 'Shows how a product’s units are numbered.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: z.object({ id: Id.meta({ description: 'Of the rule, or of the product.' }) }),
  output: SerialRule,
  refuses: [serialRuleUnknown],
  reports: [],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id }) {
    const [rule] = await context.read<SerialRuleRow>`
      select ${serial_rule_columns} from serial_rules join products on products.id = serial_rules.product_id
      where (serial_rules.id = ${id} or products.id = ${id}) and products.deleted_at is null`
    if (!rule) throw serialRuleUnknown.because(`There is no rule ${id} for serial numbers.`)
    return serial_rule_of(rule)
  },
})

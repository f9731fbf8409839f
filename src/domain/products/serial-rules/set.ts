import { z } from 'zod'
import { changes_between } from '../../../kernel/changes.ts'
import { new_id, reference } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { locked_product, productUnknown } from '../product.ts'
import { serialRuleSet } from './events.ts'
import { SerialRule, type SerialRuleRow, serial_rule_columns, serial_rule_fields, serial_rule_of, serialRuleStale } from './serial-rule.ts'

export const set = verb({
  name: 'serial_rules.set',
  does: 'Says how the units of a product are numbered from now on. The count goes on; units that have a number keep it.',
  kind: 'writes',
  allow: atLeast('planner'),
  input: z.object({
    product_id: reference('products'),
    prefix: serial_rule_fields.prefix,
    separator: serial_rule_fields.separator.optional().meta({ description: 'A hyphen, where nothing else was ever said.' }),
    pad_length: serial_rule_fields.pad_length.optional().meta({ description: 'Five, where nothing else was ever said.' }),
  }),
  output: SerialRule,
  refuses: [productUnknown, serialRuleStale],
  reports: [serialRuleSet],
  examples: [{ given: { product_id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', prefix: 'BR', pad_length: 5 } }],
  async run(context, { product_id, ...given }) {
    const { now, expected_revision } = context
    const [product, [rule]] = await Promise.all([
      locked_product(context, product_id),
      context.read<SerialRuleRow>`select ${serial_rule_columns} from serial_rules where product_id = ${product_id} for no key update`,
    ])
    if (expected_revision !== null && expected_revision !== (rule?.revision ?? 0)) throw serialRuleStale.because()
    if (!rule) {
      const { prefix, separator = '-', pad_length = 5 } = given
      const said = { product_id: product.id, prefix, separator, pad_length }
      const row = { id: new_id(), ...said, last_number: 0, created_at: now, updated_at: now, revision: 1 }
      context.insert('serial_rules', [row])
      context.report(serialRuleSet, { serial_rule_id: row.id, product_id: product.id, changes: {} })
      return serial_rule_of(row)
    }
    const changes = changes_between(rule, given)
    if (changes.none) return serial_rule_of(rule)
    const written = { ...changes.columns, revision: rule.revision + 1, updated_at: now }
    context.change('serial_rules', rule.id, written)
    context.report(serialRuleSet, { serial_rule_id: rule.id, product_id: product.id, changes: changes.told })
    return serial_rule_of({ ...rule, ...written })
  },
})

import { z } from 'zod'
import { ChangesTold } from '../../../kernel/changes.ts'
import { event } from '../../../kernel/event.ts'
import { Id } from '../../../kernel/id.ts'

export const serialRuleSet = event({
  name: 'serial_rule.set',
  says: 'A product’s units are numbered in another way from now on.',
  subject: 'serial_rule_id',
  facts: z.object({ serial_rule_id: Id, product_id: Id, changes: ChangesTold }),
})

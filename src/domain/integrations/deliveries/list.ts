import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { Paging, page_of } from '../../../kernel/page.ts'
import { atLeast } from '../../../kernel/role.ts'
import { type Sql, sql } from '../../../kernel/sql.ts'
import { verb } from '../../../kernel/verb.ts'
import { one_of, Walk, walk } from '../../../kernel/walk.ts'
import { Format } from '../webhooks/format.ts'
import { DeliveryExpand, DeliveryStatus, delivery_columns, ExpandedDelivery, payload_column } from './delivery.ts'

export const list = verb({
  name: 'deliveries.list',
  does: 'Lists what was or will be sent to webhooks, newest first. What is done with is kept for 30 days.',
  kind: 'reads',
  allow: atLeast('admin'),
  input: Paging.extend({
    ...Walk,
    webhook_id: Id.optional(),
    event_id: Id.optional(),
    format: Format.optional().meta({ description: 'Only those of webhooks that are told in these words.' }),
    event: z.string().max(100).optional().meta({ description: 'As the webhook’s format calls it.' }),
    status: z.array(DeliveryStatus).optional(),
    last_status: z.number().int().optional().meta({ description: 'What the receiver answered last.' }),
    expand: DeliveryExpand,
  }),
  output: page_of(ExpandedDelivery).extend({ total: z.number().int().optional() }),
  refuses: [],
  reports: [],
  examples: [{ given: { status: ['failed'], limit: 20 } }, { given: { webhook_id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, input) {
    const filters: Sql[] = []
    if (input.webhook_id !== undefined) filters.push(sql`deliveries.webhook_id = ${input.webhook_id}`)
    if (input.event_id !== undefined) filters.push(sql`deliveries.event_id = ${input.event_id}`)
    if (input.format !== undefined) {
      filters.push(sql`deliveries.webhook_id in (select w.id from webhooks w where w.format = ${input.format})`)
    }
    if (input.event !== undefined) filters.push(sql`deliveries.event = ${input.event}`)
    if (input.status) filters.push(one_of(sql`deliveries.status`, input.status))
    if (input.last_status !== undefined) filters.push(sql`deliveries.answered = ${input.last_status}`)
    const { rows, ...rest } = await walk<z.output<typeof ExpandedDelivery>>(context, input, {
      table: 'deliveries',
      columns: input.expand.includes('payload') ? sql`${delivery_columns}, ${payload_column}` : delivery_columns,
      filters,
      counted: null,
    })
    return { data: rows, ...rest }
  },
})

import { z } from 'zod'
import { Paging, page_of } from '../../../kernel/page.ts'
import { atLeast } from '../../../kernel/role.ts'
import { type Sql, sql } from '../../../kernel/sql.ts'
import { verb } from '../../../kernel/verb.ts'
import { contains, Walk, walk } from '../../../kernel/walk.ts'
import { asking_for, Format } from './format.ts'
import { Webhook, webhook_columns } from './webhook.ts'

export const list = verb({
  name: 'webhooks.list',
  does: 'Lists webhooks, newest first, never their secrets.',
  kind: 'reads',
  allow: atLeast('admin'),
  input: Paging.extend({
    ...Walk,
    event: z.string().max(100).optional().meta({ description: 'Only those that are told of this event.' }),
    format: Format.optional(),
    is_active: z.boolean().optional(),
    url: z.string().max(2048).optional().meta({ description: 'Part of the address.' }),
  }),
  output: page_of(Webhook).extend({ total: z.number().int().optional() }),
  refuses: [],
  reports: [],
  examples: [{ given: { event: 'job.completed', is_active: true } }],
  async run(context, input) {
    const filters: Sql[] = [sql`webhooks.deleted_at is null`]
    if (input.event !== undefined) filters.push(sql`webhooks.events && ${asking_for(input.event)}::text[]`)
    if (input.format !== undefined) filters.push(sql`webhooks.format = ${input.format}`)
    if (input.is_active !== undefined) filters.push(sql`webhooks.is_active = ${input.is_active}`)
    if (input.url !== undefined) filters.push(contains(sql`webhooks.url`, input.url))
    const { rows, ...rest } = await walk<Webhook>(context, input, { table: 'webhooks', columns: webhook_columns, filters, counted: null })
    return { data: rows, ...rest }
  },
})

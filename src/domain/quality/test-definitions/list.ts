import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { Paging, page_of } from '../../../kernel/page.ts'
import { atLeast } from '../../../kernel/role.ts'
import { type Sql, sql } from '../../../kernel/sql.ts'
import { verb } from '../../../kernel/verb.ts'
import { contains, Walk, walk } from '../../../kernel/walk.ts'
import { TestDefinition, test_definition_columns, test_definition_tables } from './test-definition.ts'

export const list = verb({
  name: 'test_definitions.list',
  does: 'Lists measured tests, newest first.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: Paging.extend({
    ...Walk,
    product_id: Id.optional(),
    routing_step_id: Id.optional().meta({
      description: 'All that hold at this step: also those of a step of this name and place in earlier versions of the routing.',
    }),
    name: z.string().max(255).optional().meta({ description: 'Part of the name.' }),
  }),
  output: page_of(TestDefinition).extend({ total: z.number().int().optional() }),
  refuses: [],
  reports: [],
  examples: [{ given: { routing_step_id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, input) {
    const filters: Sql[] = [sql`test_definitions.deleted_at is null`]
    if (input.product_id !== undefined) filters.push(sql`test_definitions.product_id = ${input.product_id}`)
    if (input.name !== undefined) filters.push(contains(sql`test_definitions.name`, input.name))
    if (input.routing_step_id !== undefined) filters.push(sql`test_definitions.routing_step_id in (${same_step(input.routing_step_id)})`)
    const { rows: data, ...page } = await walk<TestDefinition>(context, input, {
      table: 'test_definitions',
      columns: test_definition_columns,
      from: test_definition_tables,
      filters,
      counted: null,
    })
    return { data, ...page }
  },
})

/** A new version of a routing has steps of its own; what was to be measured still is. */
const same_step = (id: string): Sql => sql`
  select earlier.id from routing_steps asked join routings r on r.id = asked.routing_id
    join routings e on e.family_id = r.family_id and e.version <= r.version
    join routing_steps earlier on earlier.routing_id = e.id and earlier.sequence = asked.sequence and earlier.name = asked.name
  where asked.id = ${id}`

import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { Paging, page_of } from '../../../kernel/page.ts'
import { atLeast } from '../../../kernel/role.ts'
import { type Sql, sql } from '../../../kernel/sql.ts'
import { MomentGiven } from '../../../kernel/time.ts'
import { verb } from '../../../kernel/verb.ts'
import { contains, Walk, walk } from '../../../kernel/walk.ts'
import { ExpandedTimeEntry, expanded_entries, TimeEntryExpand } from './expand.ts'
import { entry_is_live } from './locked-entry.ts'
import { type TimeEntry, TimeKind, time_entry_columns } from './time-entry.ts'

const Filters = Paging.extend({
  ...Walk,
  operation_id: Id.optional(),
  job_id: Id.optional(),
  person_id: Id.optional(),
  machine_id: Id.optional(),
  kind: z.array(TimeKind).optional(),
  open: z.boolean().optional().meta({ description: 'Only clocks that run, or only those that have ended.' }),
  auto_closed: z.boolean().optional().meta({ description: 'Only those closed because somebody forgot, or only the others.' }),
  confirmed: z.boolean().optional().meta({ description: 'With `auto_closed`: whether somebody has confirmed the end.' }),
  from: MomentGiven.optional().meta({ description: 'Only those that began then or later.' }),
  to: MomentGiven.optional().meta({ description: 'Only those that began before.' }),
  external_source: z.string().max(255).optional(),
  external_id: z.string().max(255).optional(),
  search: z.string().max(255).optional().meta({ description: 'Part of the notes.' }),
  expand: TimeEntryExpand,
})
type Filters = z.output<typeof Filters>

export const list = verb({
  name: 'time_entries.list',
  does: 'Lists time entries, newest first: who and what worked on which operation, from when to when.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: Filters,
  output: page_of(ExpandedTimeEntry).extend({ total: z.number().int().optional() }),
  refuses: [],
  reports: [],
  examples: [{ given: { open: true } }, { given: { auto_closed: true, confirmed: false } }],
  async run(context, input) {
    const filters = filters_of(input)
    const { rows, ...page } = await walk<TimeEntry>(context, input, {
      table: 'time_entries',
      columns: time_entry_columns,
      filters: [entry_is_live, ...filters],
      counted: filters.length === 0 ? { list: 'time_entries', statuses: ['live'] } : null,
    })
    return { data: await expanded_entries(context, rows, input.expand), ...page }
  },
})

function filters_of(input: Filters): Sql[] {
  const filters: Sql[] = []
  if (input.operation_id !== undefined) filters.push(sql`time_entries.operation_id = ${input.operation_id}`)
  if (input.job_id !== undefined) filters.push(sql`time_entries.job_id = ${input.job_id}`)
  if (input.person_id !== undefined) filters.push(sql`time_entries.person_id = ${input.person_id}`)
  if (input.machine_id !== undefined) filters.push(sql`time_entries.machine_id = ${input.machine_id}`)
  if (input.kind) filters.push(sql`time_entries.kind = any(${input.kind})`)
  if (input.open !== undefined) filters.push(input.open ? sql`time_entries.ended_at is null` : sql`time_entries.ended_at is not null`)
  if (input.auto_closed !== undefined) filters.push(sql`time_entries.auto_closed = ${input.auto_closed}`)
  if (input.confirmed !== undefined) {
    filters.push(input.confirmed ? sql`time_entries.confirmed_at is not null` : sql`time_entries.confirmed_at is null`)
  }
  if (input.from !== undefined) filters.push(sql`time_entries.started_at >= ${input.from}`)
  if (input.to !== undefined) filters.push(sql`time_entries.started_at < ${input.to}`)
  if (input.external_source !== undefined) filters.push(sql`time_entries.external_source = ${input.external_source}`)
  if (input.external_id !== undefined) filters.push(sql`time_entries.external_id = ${input.external_id}`)
  if (input.search !== undefined) filters.push(contains(sql`time_entries.notes`, input.search))
  return filters
}

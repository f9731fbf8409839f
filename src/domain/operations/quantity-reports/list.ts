import { z } from 'zod'
import { type Context, origins } from '../../../kernel/context.ts'
import { Id } from '../../../kernel/id.ts'
import { Paging, page_of } from '../../../kernel/page.ts'
import { atLeast } from '../../../kernel/role.ts'
import { type Sql, sql, where } from '../../../kernel/sql.ts'
import { MomentGiven } from '../../../kernel/time.ts'
import { verb } from '../../../kernel/verb.ts'
import { contains, Walk, walk } from '../../../kernel/walk.ts'
import { ExpandedQuantityReport, expanded_reports, QuantityReportExpand } from './expand.ts'
import { Counts, type QuantityReport, quantity_report_columns, report_is_live } from './quantity-report.ts'

const Filters = Paging.extend({
  ...Walk,
  operation_id: Id.optional(),
  part_id: Id.optional(),
  job_id: Id.optional(),
  person_id: Id.optional(),
  reason_id: Id.optional(),
  material_lot: z.string().max(255).optional().meta({ description: 'Part of the heat or lot number.' }),
  has_scrap: z.boolean().optional().meta({ description: 'Only those with scrap or pieces for review, or only those without.' }),
  has_rework: z.boolean().optional(),
  counts: Counts,
  origin: z.enum(origins).optional(),
  from: MomentGiven.optional().meta({ description: 'Only those that happened then or later.' }),
  to: MomentGiven.optional().meta({ description: 'Only those that happened before.' }),
  external_source: z.string().max(255).optional(),
  external_id: z.string().max(255).optional(),
  with_sums: z.boolean().optional().meta({ description: 'Add up all that match, too.' }),
  expand: QuantityReportExpand,
})
type Filters = z.output<typeof Filters>

const sum = z.number().int()
const Sums = z.object({ good: sum, scrap: sum, rework: sum, mrb: sum })
type Sums = z.output<typeof Sums>

export const list = verb({
  name: 'quantity_reports.list',
  does: 'Lists quantity reports, newest first; the sum of an operation’s reports is what it has made.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: Filters,
  output: page_of(ExpandedQuantityReport).extend({ total: z.number().int().optional(), sums: Sums.optional() }),
  refuses: [],
  reports: [],
  examples: [{ given: { operation_id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, input) {
    const asked = filters_of(input)
    const only_those_that_count = input.counts === true && asked.length === 1
    const filters = [report_is_live, ...asked]
    const [{ rows, ...page }, sums] = await Promise.all([
      walk<QuantityReport>(context, input, {
        table: 'quantity_reports',
        columns: quantity_report_columns,
        filters,
        counted: only_those_that_count ? { list: 'quantity_reports', statuses: ['counting'] } : null,
      }),
      input.with_sums ? (only_those_that_count ? kept_sums(context) : sums_of(context, filters)) : undefined,
    ])
    return { data: await expanded_reports(context, rows, input.expand), ...page, ...(sums && { sums }) }
  },
})

async function sums_of(context: Context, filters: readonly Sql[]): Promise<Sums | undefined> {
  const [sums] = await context.read<Sums>`
    select coalesce(sum(good), 0)::bigint as good, coalesce(sum(scrap), 0)::bigint as scrap,
      coalesce(sum(rework), 0)::bigint as rework, coalesce(sum(mrb), 0)::bigint as mrb
    from quantity_reports ${where(filters)}`
  return sums
}

/** The same of all that count, as they are kept with every write. */
async function kept_sums(context: Context): Promise<Sums> {
  const kept = await context.read<{ status: string; n: number }>`
    select status, sum(n)::bigint as n from list_counts where list = 'quantity_reports' group by status`
  const of = (figure: keyof Sums): number => kept.find(({ status }) => status === figure)?.n ?? 0
  return { good: of('good'), scrap: of('scrap'), rework: of('rework'), mrb: of('mrb') }
}

function filters_of(input: Filters): Sql[] {
  const filters: Sql[] = []
  if (input.operation_id !== undefined) filters.push(sql`quantity_reports.operation_id = ${input.operation_id}`)
  if (input.part_id !== undefined)
    filters.push(sql`quantity_reports.operation_id in (select o.id from operations o where o.part_id = ${input.part_id})`)
  if (input.job_id !== undefined) filters.push(sql`quantity_reports.job_id = ${input.job_id}`)
  if (input.person_id !== undefined) filters.push(sql`quantity_reports.person_id = ${input.person_id}`)
  if (input.reason_id !== undefined) filters.push(sql`quantity_reports.reason_id = ${input.reason_id}`)
  if (input.material_lot !== undefined) filters.push(contains(sql`quantity_reports.material_lot`, input.material_lot))
  if (input.has_scrap !== undefined) filters.push(sql`(quantity_reports.scrap + quantity_reports.mrb > 0) = ${input.has_scrap}`)
  if (input.has_rework !== undefined) filters.push(sql`(quantity_reports.rework > 0) = ${input.has_rework}`)
  if (input.counts !== undefined)
    filters.push(sql`(quantity_reports.reverses_id is null and quantity_reports.reversed_by_id is null) = ${input.counts}`)
  if (input.origin !== undefined) filters.push(sql`quantity_reports.origin = ${input.origin}`)
  if (input.from !== undefined) filters.push(sql`quantity_reports.occurred_at >= ${input.from}`)
  if (input.to !== undefined) filters.push(sql`quantity_reports.occurred_at < ${input.to}`)
  if (input.external_source !== undefined) filters.push(sql`quantity_reports.external_source = ${input.external_source}`)
  if (input.external_id !== undefined) filters.push(sql`quantity_reports.external_id = ${input.external_id}`)
  return filters
}

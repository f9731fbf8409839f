import { z } from 'zod'
import { Id } from '../../kernel/id.ts'
import { atLeast } from '../../kernel/role.ts'
import { sql } from '../../kernel/sql.ts'
import { verb } from '../../kernel/verb.ts'
import { carbon_steps, kg_co2e, kwh, sum_of } from './carbon.ts'
import { Told, window_fields, window_of } from './window.ts'

const Line = z.object({
  line_id: Id,
  line_name: z.string(),
  operations: z.number().int().meta({ description: 'Completed there in that time.' }),
  units: z.number().int().meta({ description: 'Pieces that came out good of them.' }),
  hours: z.number().nullable(),
  kwh,
  kg_co2e,
  kg_co2e_per_unit: kg_co2e,
  unknown: z.number().int().meta({ description: 'Operations of which time, power or factor is not known; they are left out of the sums.' }),
})

export const carbon_by_line = verb({
  name: 'reports.carbon_by_line',
  does: 'Compares lines by what the operations completed on them have cost the climate.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: z.object({ line_ids: z.array(Id).min(1).max(100), ...window_fields }),
  output: z.object({ ...Told, lines: z.array(Line).meta({ description: 'In the order asked for; one that is not there is left out.' }) }),
  refuses: [],
  reports: [],
  examples: [{ given: { line_ids: ['019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11'], range: 'last_30_days' } }],
  async run(context, { line_ids, ...asked }) {
    const { time_zone } = context.policies
    const { from, to } = window_of(context, asked, time_zone)
    const ids = line_ids.map((id) => id.toLowerCase())
    const completed = sql`o.status = 'completed' and o.completed_at >= ${from} and o.completed_at < ${to} and w.line_id = any(${ids}::uuid[])`
    const [lines, steps, made] = await Promise.all([
      context.read<{ id: string; name: string }>`select id, name from lines where id = any(${ids}::uuid[])`,
      carbon_steps(context, completed),
      context.read<{ line_id: string; good: number }>`
        select w.line_id, sum(o.good)::bigint as good from operations o join workstations w on w.id = o.workstation_id
        where o.deleted_at is null and ${completed} group by w.line_id`,
    ])
    const compared = ids.flatMap((id) => {
      const line = lines.find((one) => one.id === id)
      if (!line) return []
      const there = steps.filter((step) => step.line_id === id)
      const known = there.filter((step) => step.kg_co2e !== null)
      const footprint = sum_of(known.map((step) => step.kg_co2e))
      const units = made.find((one) => one.line_id === id)?.good ?? 0
      return {
        line_id: id,
        line_name: line.name,
        operations: there.length,
        units,
        hours: sum_of(known.map((step) => step.hours)),
        kwh: sum_of(known.map((step) => step.kwh)),
        kg_co2e: footprint,
        kg_co2e_per_unit: footprint === null || units === 0 ? null : footprint / units,
        unknown: there.length - known.length,
      }
    })
    return { from, to, time_zone, lines: compared }
  },
})

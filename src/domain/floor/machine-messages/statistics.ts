import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { type Sql, sql, where } from '../../../kernel/sql.ts'
import { MomentGiven } from '../../../kernel/time.ts'
import { verb } from '../../../kernel/verb.ts'
import { machineUnknown } from '../machines/machine.ts'

const Figure = z.number().nullable()
interface Figures {
  readonly count: number
  readonly mean: number | null
  readonly std_dev: number | null
  readonly min: number | null
  readonly max: number | null
}

export const statistics = verb({
  name: 'machine_messages.statistics',
  does: 'Says how a measured property of a machine was spread: all measurements, or those of a time.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: z.object({
    machine_id: Id,
    property: z
      .string()
      .min(1)
      .max(255)
      .meta({
        description: 'A member of the measurements’ payload, or what they give as `sensor_type`, with the figure as `value`.',
        examples: ['temperature'],
      }),
    from: MomentGiven.optional().meta({ description: 'Measured then or later.' }),
    to: MomentGiven.optional().meta({ description: 'Measured before.' }),
  }),
  output: z.object({
    machine_id: Id,
    property: z.string(),
    count: z.number().int(),
    mean: Figure,
    std_dev: Figure.meta({ description: 'Of the whole: divided by n, not by n − 1.' }),
    min: Figure,
    max: Figure,
  }),
  refuses: [machineUnknown],
  reports: [],
  examples: [{ given: { machine_id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', property: 'temperature' } }],
  async run(context, { machine_id, property, from, to }) {
    const filters: Sql[] = [sql`machine_id = ${machine_id}`, sql`kind = 'measurement'`]
    if (from !== undefined) filters.push(sql`occurred_at >= ${from}`)
    if (to !== undefined) filters.push(sql`occurred_at < ${to}`)
    const [[machine], [figures]] = await Promise.all([
      context.read<{ id: string }>`select id from machines where id = ${machine_id}`,
      context.read<Figures>`
        with told as (
          select case when payload ->> 'sensor_type' = ${property} then payload -> 'value' else payload -> ${property}::text end as value
          from machine_messages ${where(filters)}
        ), measured as (
          select (value #>> '{}')::numeric as figure from told where jsonb_typeof(value) = 'number'
        )
        select count(*) as count, avg(figure) as mean, stddev_pop(figure) as std_dev, min(figure) as min, max(figure) as max from measured`,
    ])
    if (!machine) throw machineUnknown.because(`There is no machine ${machine_id}.`)
    return { machine_id, property, ...(figures ?? { count: 0, mean: null, std_dev: null, min: null, max: null }) }
  },
})

import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { Id } from '../../kernel/id.ts'
import { atLeast } from '../../kernel/role.ts'
import { Moment } from '../../kernel/time.ts'
import { verb } from '../../kernel/verb.ts'
import { jobUnknown, read_job } from '../jobs/job.ts'
import { CarbonStep, carbon_steps, kg_co2e, kwh, of_job, sum_of } from './carbon.ts'

const Missing = z.object({ operation_id: Id, name: z.string(), what: z.enum(['time', 'power', 'factor']) })

export const carbon_footprint = verb({
  name: 'reports.carbon_footprint',
  does: 'Works out what a job has cost the climate at each of its operations: machine time × power × the plant’s factor, gate to gate.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: z.object({ job_id: Id }),
  output: z.object({
    job_id: Id,
    job_number: z.string(),
    company: z.object({ id: Id, name: z.string() }),
    product: z.object({ id: Id, product_number: z.string(), name: z.string(), description: z.string().nullable() }).nullable(),
    started_at: Moment.nullable(),
    completed_at: Moment.nullable(),
    kwh,
    kg_co2e,
    good_units: z.number().int().meta({ description: 'Units completed; where none are made, good pieces of the last operations.' }),
    kg_co2e_per_unit: kg_co2e.meta({ description: 'What was scrapped is borne by the good ones.' }),
    scrap_kg_co2e: kg_co2e,
    scrap_share: z.number().nullable(),
    steps: z.array(CarbonStep),
    missing: z.array(Missing).meta({ description: 'What has to be known before there is a sum.' }),
  }),
  refuses: [jobUnknown],
  reports: [],
  examples: [{ given: { job_id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { job_id }) {
    const [job, steps, good_units, about] = await Promise.all([
      read_job(context, job_id),
      carbon_steps(context, of_job(job_id)),
      good_of(context, job_id),
      about_job(context, job_id),
    ])
    const [footprint, scrapped] = [sum_of(steps.map((step) => step.kg_co2e)), sum_of(steps.map((step) => step.scrap_kg_co2e))]
    return {
      job_id,
      job_number: job.job_number,
      ...about,
      started_at: job.started_at,
      completed_at: job.completed_at,
      kwh: sum_of(steps.map((step) => step.kwh)),
      kg_co2e: footprint,
      good_units,
      kg_co2e_per_unit: footprint === null || good_units === 0 ? null : footprint / good_units,
      scrap_kg_co2e: scrapped,
      scrap_share: footprint === null || scrapped === null || footprint === 0 ? null : scrapped / footprint,
      steps,
      missing: steps.flatMap(missing_of),
    }
  },
})

interface About {
  readonly company: { readonly id: string; readonly name: string }
  readonly product: {
    readonly id: string
    readonly product_number: string
    readonly name: string
    readonly description: string | null
  } | null
}

/** Whose it is, and what is made: the first of the parts that are a product. */
async function about_job(context: Context, job_id: string): Promise<About> {
  const [found] = await context.read<About>`
    select json_build_object('id', t.id, 'name', t.name) as company,
      (select json_build_object('id', d.id, 'product_number', d.product_number, 'name', d.name, 'description', d.description)
        from parts p join products d on d.id = p.product_id where p.job_id = ${job_id} and p.deleted_at is null order by p.position, p.id limit 1) as product
    from tenants t where t.id = current_tenant()`
  if (!found) throw new Error('a company sees itself')
  return found
}

function missing_of({ operation_id, name, hours, kwh: energy, kg_co2e_per_kwh }: CarbonStep): z.input<typeof Missing>[] {
  if (hours === null) return [{ operation_id, name, what: 'time' }]
  const power = energy === null ? [{ operation_id, name, what: 'power' as const }] : []
  return [...power, ...(kg_co2e_per_kwh === null ? [{ operation_id, name, what: 'factor' as const }] : [])]
}

async function good_of(context: Context, job_id: string): Promise<number> {
  const [row] = await context.read<{ units: number; completed: number; pieces: number }>`
    select count(*) as units, count(*) filter (where u.status = 'completed') as completed,
      (select coalesce(sum(last.good), 0)::bigint from parts p cross join lateral (
        select o.good from operations o where o.part_id = p.id and o.deleted_at is null and o.status not in ('skipped', 'cancelled')
        order by o.sequence desc limit 1) last
       where p.job_id = ${job_id} and p.parent_id is null and p.deleted_at is null) as pieces
    from units u where u.job_id = ${job_id} and u.deleted_at is null`
  return row && row.units > 0 ? row.completed : (row?.pieces ?? 0)
}

import type { Context } from '../../../kernel/context.ts'
import { jobUnknown } from '../../jobs/job.ts'
import { jobNotFinished } from './order-certificate.ts'

/** All that a customer's certificate says of a job, in rows that do not change once it is finished. */
export async function what_it_was(context: Context, job_id: string): Promise<Readonly<Record<string, unknown>>> {
  const [[job], parts, operations, units, tests, issues] = await Promise.all([
    context.read<{ job_number: string; status: string }>`
      select j.id, j.job_number, j.name, j.customer, j.status, j.quantity, j.started_at, j.completed_at, t.name as company
      from jobs j join tenants t on t.id = current_tenant() where j.id = ${job_id} and j.deleted_at is null`,
    context.read`
      select p.id, p.part_number, p.name, d.product_number, p.quantity, p.status, p.drawing_number, p.drawing_revision, p.material, p.material_lot,
        p.material_supplier, p.material_cert_number, r.name as routing, r.version as routing_version, p.started_at, p.completed_at
      from parts p left join products d on d.id = p.product_id left join routings r on r.id = p.routing_id
      where p.job_id = ${job_id} and p.deleted_at is null order by p.position, p.id`,
    context.read`
      select o.part_id, o.sequence, o.name, o.status, w.name as workstation, o.good, o.scrap, o.rework, o.mrb, o.worked_s, o.started_at, o.completed_at
      from operations o left join workstations w on w.id = o.workstation_id
      where o.job_id = ${job_id} and o.deleted_at is null order by o.part_id, o.sequence`,
    context.read`
      select u.part_id, u.serial_number, u.status, u.material_lot, u.completed_at, u.scrapped_at, u.reworks
      from units u where u.job_id = ${job_id} and u.deleted_at is null order by u.id`,
    context.read`
      select d.name, d.property, d.unit_of_measure, r.lower_limit, r.upper_limit, count(*) as results, count(*) filter (where r.result = 'pass') as passed
      from test_results r join units u on u.id = r.unit_id join test_definitions d on d.id = r.test_definition_id
      where u.job_id = ${job_id} group by 1, 2, 3, 4, 5 order by 1, 2, 4, 5`,
    context.read`
      select i.ncr_number, i.title, i.severity, i.status, i.disposition from issues i
      where i.job_id = ${job_id} and i.deleted_at is null order by i.id`,
  ])
  if (!job) throw jobUnknown.because(`There is no job ${job_id}.`)
  if (job.status !== 'completed' && job.status !== 'closed')
    throw jobNotFinished.because(`Job ${job.job_number} is ${job.status}. Complete it first.`, { status: job.status })
  // Putting a finished job away changes nothing of what it was.
  return { ...job, status: 'completed', parts, operations, units, tests, issues }
}

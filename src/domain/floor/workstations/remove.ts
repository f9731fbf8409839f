import type { Context } from '../../../kernel/context.ts'
import { finished } from '../../operations/operation.ts'
import { machineUpdated } from '../machines/events.ts'
import { machineNameTaken } from '../machines/machine.ts'
import { workstationDeleted } from './events.ts'

interface Standing {
  readonly id: string
  readonly name: string
  readonly operations: number
  readonly units: number
  readonly routings: number
  readonly machine_ids: readonly string[]
}

/** What is at each of these workstations. They are locked, and nothing new can be put there. */
export const standing_at = (context: Context, ids: readonly string[]): Promise<Standing[]> => context.read<Standing>`
  select id, name,
    (select count(*) from operations o
      where o.workstation_id = w.id and o.deleted_at is null and o.status <> all(${finished})) as operations,
    (select count(*) from units u join operations o on o.tenant_id = u.tenant_id and o.id = u.operation_id
      where o.workstation_id = w.id and u.deleted_at is null and u.status in ('open', 'held')) as units,
    (select count(*) from routings r where (r.is_current or r.is_latest) and r.deleted_at is null
      and r.id in (select routing_id from routing_steps where workstation_id = w.id)) as routings,
    array(select m.id::text from machines m where m.workstation_id = w.id and m.deleted_at is null order by m.id) as machine_ids
  from workstations w where id = any(${ids}::uuid[]) and deleted_at is null order by id`

/** In words, and in figures; null where nothing keeps it in place. */
export function uses_of(one: Standing, machines_stay: boolean): { told: string; facts: Record<string, unknown> } | null {
  const { operations, units, routings } = one
  const machines = machines_stay ? 0 : one.machine_ids.length
  if (operations + units + routings + machines === 0) return null
  const told = [
    [operations, 'unfinished operation'],
    [units, 'unit'],
    [machines, 'machine'],
    [routings, 'current routing'],
  ] as const
  const words = told.flatMap(([count, what]) => (count === 0 ? [] : [`${count} ${what}${count === 1 ? '' : 's'}`]))
  return { told: words.join(', '), facts: { workstation_id: one.id, operations, units, machines, routings } }
}

/** Takes workstations away. What was done there stays on record; machines that stood there stand nowhere now. */
export function remove_workstations(context: Context, standing: readonly Standing[]): void {
  for (const { id, name, machine_ids } of standing) {
    if (machine_ids.length > 0) {
      const message = `A machine of workstation ${name} has the name of one that stands at no workstation. Rename one of them first.`
      context.on_conflict('machines_name', machineNameTaken.because(message))
      context.write`update machines set workstation_id = null, updated_at = ${context.now} where id = any(${machine_ids}::uuid[])`
      for (const machine_id of machine_ids)
        context.report(machineUpdated, { machine_id, changes: { workstation_id: { before: id, after: null } } })
    }
    context.change('workstations', id, { deleted_at: context.now, updated_at: context.now })
    context.report(workstationDeleted, { workstation_id: id })
  }
}

import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { finished } from '../../operations/operation.ts'
import { workstationDeleted } from './events.ts'
import { read_workstation, workstationInUse, workstationUnknown } from './workstation.ts'

export const remove = verb({
  name: 'workstations.delete',
  does: 'Removes a workstation where nothing stands: no unfinished operation, no machine, no step of a current routing.',
  kind: 'writes',
  allow: atLeast('planner'),
  input: z.object({ id: Id }),
  output: z.object({ id: Id }),
  refuses: [workstationUnknown, workstationInUse],
  reports: [workstationDeleted],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id }) {
    context.read`select id from workstations where id = ${id} for update`
    const [workstation, uses] = await Promise.all([read_workstation(context, id), uses_of(context, id)])
    if (uses) {
      const message = `Workstation ${workstation.name} is in use: ${told(uses)}. Move them first, or switch the workstation off.`
      throw workstationInUse.because(message, { ...uses })
    }
    context.change('workstations', workstation.id, { deleted_at: context.now, updated_at: context.now })
    context.report(workstationDeleted, { workstation_id: workstation.id })
    return { id: workstation.id }
  },
})

interface Uses {
  readonly operations: number
  readonly machines: number
  readonly routings: number
}

async function uses_of(context: Context, id: string): Promise<Uses | null> {
  const [uses] = await context.read<Uses>`
    select (select count(*) from operations where workstation_id = ${id} and deleted_at is null and status <> all(${finished})) as operations,
      (select count(*) from machines where workstation_id = ${id} and deleted_at is null) as machines,
      (select count(*) from routings where is_current and deleted_at is null
        and routings.id in (select routing_id from routing_steps where workstation_id = ${id})) as routings`
  return uses && uses.operations + uses.machines + uses.routings > 0 ? uses : null
}

const told = ({ operations, machines, routings }: Uses): string =>
  [
    [operations, 'unfinished operation'],
    [machines, 'machine'],
    [routings, 'current routing'],
  ]
    .flatMap(([count, what]) => (count === 0 ? [] : [`${count} ${what}${count === 1 ? '' : 's'}`]))
    .join(', ')

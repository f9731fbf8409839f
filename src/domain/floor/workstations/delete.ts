import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { machineUpdated } from '../machines/events.ts'
import { machineNameTaken } from '../machines/machine.ts'
import { workstationDeleted } from './events.ts'
import { remove_workstations, standing_at, uses_of } from './remove.ts'
import { workstationInUse, workstationUnknown } from './workstation.ts'

export const remove = verb({
  name: 'workstations.delete',
  does: 'Removes a workstation where nothing stands: no unfinished operation, no unit, no machine, no step of a current routing.',
  kind: 'writes',
  allow: atLeast('planner'),
  input: z.object({
    id: Id,
    detach_machines: z.boolean().optional().meta({ description: 'Its machines stay, and stand at no workstation then.' }),
  }),
  output: z.object({ id: Id }),
  refuses: [workstationUnknown, workstationInUse, machineNameTaken],
  reports: [workstationDeleted, machineUpdated],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id, detach_machines = false }) {
    context.read`select id from workstations where id = ${id} for update`
    context.read`select id from machines where workstation_id = ${id} and deleted_at is null order by id for no key update`
    const [workstation] = await standing_at(context, [id])
    if (!workstation) throw workstationUnknown.because(`There is no workstation ${id}.`)
    const uses = uses_of(workstation, detach_machines)
    if (uses) {
      const message = `Workstation ${workstation.name} is in use: ${uses.told}. Move them first, or switch the workstation off.`
      throw workstationInUse.because(message, uses.facts)
    }
    remove_workstations(context, [workstation])
    return { id }
  },
})

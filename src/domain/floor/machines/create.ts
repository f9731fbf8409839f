import { z } from 'zod'
import { new_id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { hold_workstations } from '../workstations/workstation.ts'
import { machineCreated } from './events.ts'
import { expect_conflict, Machine, machine_fields, machineNameTaken, read_machine } from './machine.ts'

export const create = verb({
  name: 'machines.create',
  does: 'Sets up a machine.',
  kind: 'writes',
  allow: atLeast('planner'),
  input: z.object({
    ...z.object(machine_fields).partial().shape,
    name: machine_fields.name,
    is_active: machine_fields.is_active.default(true),
  }),
  output: Machine,
  refuses: [machineNameTaken],
  reports: [machineCreated],
  examples: [{ given: { name: 'MAZAK-1', display_name: 'Mazak Integrex', type: '5-axis mill' } }],
  async run(context, given) {
    if (given.workstation_id) await hold_workstations(context, [{ id: given.workstation_id, path: ['workstation_id'] }])
    const id = new_id()
    const { now, origin } = context
    expect_conflict(context, given.name)
    context.insert('machines', [{ id, display_name: given.name, ...given, origin, created_at: now, updated_at: now }])
    context.report(machineCreated, { machine_id: id })
    return read_machine(context, id)
  },
})

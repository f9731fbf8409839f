import { z } from 'zod'
import { changes_between } from '../../../kernel/changes.ts'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { hold_workstations } from '../workstations/workstation.ts'
import { machineUpdated } from './events.ts'
import { expect_conflict, locked_machine, Machine, machine_fields, machineNameTaken, machineStale, machineUnknown } from './machine.ts'

export const update = verb({
  name: 'machines.update',
  does: 'Changes fields of a machine, or moves it to another workstation.',
  kind: 'writes',
  allow: atLeast('planner'),
  input: z.object({ id: Id, ...z.object(machine_fields).partial().shape }),
  output: Machine,
  refuses: [machineUnknown, machineStale, machineNameTaken],
  reports: [machineUpdated],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', display_name: 'Mazak, hall 2' } }],
  async run(context, { id, ...given }) {
    const machine = await locked_machine(context, id)
    if (context.expected_revision !== null && context.expected_revision !== machine.revision) throw machineStale.because()
    const workstation_id = given.workstation_id?.toLowerCase() ?? given.workstation_id
    if (workstation_id && workstation_id !== machine.workstation_id) {
      await hold_workstations(context, [{ id: workstation_id, path: ['workstation_id'] }])
    }
    const changes = changes_between(machine, { ...given, workstation_id })
    if (changes.none) return machine
    expect_conflict(context, given.name ?? machine.name)
    const written = { ...changes.columns, revision: machine.revision + 1, updated_at: context.now }
    context.change('machines', machine.id, written)
    context.report(machineUpdated, { machine_id: machine.id, changes: changes.told })
    return { ...machine, ...written }
  },
})

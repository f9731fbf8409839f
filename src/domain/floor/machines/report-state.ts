import { z } from 'zod'
import { At, happened_at } from '../../../kernel/at.ts'
import { Text } from '../../../kernel/fields.ts'
import { Id, reference } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { reason_given } from '../../operations/quantity-reports/reason-given.ts'
import { machineStateChanged } from './events.ts'
import { locked_machine, Machine, MachineState, machineMovedSince, machineMoveNotAllowed, machineUnknown } from './machine.ts'
import { move_machine } from './move-machine.ts'

export const report_state = verb({
  name: 'machines.report_state',
  does: 'Takes in the state that a machine tells by itself. It may stop and abort at any time; what it repeats changes nothing.',
  kind: 'writes',
  allow: atLeast('operator'),
  input: z.object({
    id: Id,
    state: MachineState,
    reason_id: reference('reasons').optional().meta({ description: 'Why; one for `downtime`.' }),
    notes: Text.optional(),
    at: At,
  }),
  output: Machine,
  refuses: [machineUnknown, machineMoveNotAllowed, machineMovedSince],
  reports: [machineStateChanged],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', state: 'aborted', notes: 'Spindle overload' } }],
  async run(context, { id, state, notes, at, ...given }) {
    const [machine, reason_id] = await Promise.all([locked_machine(context, id), reason_given(context, given, ['downtime'])])
    const happened = at === undefined ? null : happened_at(context, at)
    context.settle()
    if (machine.state === state) return machine
    return move_machine(context, machine, { to: state, source: 'machine', reason_id, notes, at: happened })
  },
})

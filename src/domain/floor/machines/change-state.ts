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

export const change_state = verb({
  name: 'machines.change_state',
  does: 'Brings a machine into another state: starts it, holds it, stops it, clears it.',
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
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', state: 'execute' } }],
  async run(context, { id, state, notes, at, ...given }) {
    const [machine, reason_id] = await Promise.all([locked_machine(context, id), reason_given(context, given, ['downtime'])])
    const happened = at === undefined ? null : happened_at(context, at)
    context.settle()
    return move_machine(context, machine, { to: state, source: 'person', reason_id, notes, at: happened })
  },
})

import { z } from 'zod'
import { At, happened_at } from '../../../kernel/at.ts'
import type { Context } from '../../../kernel/context.ts'
import { new_id, reference } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { machineStateChanged } from '../machines/events.ts'
import { locked_machine, machineUnknown } from '../machines/machine.ts'
import { move_machine } from '../machines/move-machine.ts'
import { machineMessageReceived } from './events.ts'
import { MachineMessage, MachineMessageKind } from './machine-message.ts'

export const create = verb({
  name: 'machine_messages.create',
  does: 'Takes in what a machine or its sensors tell. A fault aborts the machine.',
  kind: 'writes',
  allow: atLeast('operator'),
  input: z.object({
    machine_id: reference('machines'),
    topic: z
      .string()
      .trim()
      .min(1)
      .max(1000)
      .meta({ description: 'Under which it came in.', examples: ['shop/line-1/saw/measurement'] }),
    kind: MachineMessageKind,
    payload: z.record(z.string().max(255), z.json()).meta({ description: 'What it says, as it came in.' }),
    at: At,
  }),
  output: MachineMessage,
  refuses: [machineUnknown],
  reports: [machineMessageReceived, machineStateChanged],
  examples: [
    {
      given: {
        machine_id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11',
        topic: 'shop/line-1/saw/measurement',
        kind: 'measurement',
        payload: { temperature: 41.2 },
      },
    },
    {
      given: {
        machine_id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11',
        topic: 'shop/line-1/saw/measurement',
        kind: 'measurement',
        payload: { sensor_type: 'vibration', value: 7.4, unit: 'mm/s' },
      },
    },
  ],
  async run(context, { at, ...given }) {
    const message = { id: new_id(), ...given, occurred_at: happened_at(context, at), recorded_at: context.now }
    if (given.kind === 'fault') await abort(context, message)
    context.insert('machine_messages', [message])
    const { id, machine_id, kind, occurred_at } = message
    context.report(machineMessageReceived, { machine_message_id: id, machine_id, kind }, { occurred_at })
    return message
  },
})

/** A fault that comes late stays on record, but what has happened to the machine since is not undone by it. */
async function abort(context: Context, message: Pick<MachineMessage, 'machine_id' | 'payload' | 'occurred_at'>): Promise<void> {
  const machine = await locked_machine(context, message.machine_id)
  if (machine.state === 'aborted') return
  const now = message.occurred_at === context.now
  if (!now && machine.state_since !== null && message.occurred_at < machine.state_since) return
  const { description, fault_code } = message.payload
  const told = [fault_code, description].filter((one) => typeof one === 'string' || typeof one === 'number')
  const notes = told.length === 0 ? null : told.join(': ').slice(0, 10_000)
  move_machine(context, machine, { to: 'aborted', source: 'machine', notes, at: now ? null : message.occurred_at })
}

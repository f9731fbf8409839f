import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { Machine, machineUnknown, read_machine } from './machine.ts'

export const get = verb({
  name: 'machines.get',
  does: 'Shows one machine.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: z.object({ id: Id }),
  output: Machine,
  refuses: [machineUnknown],
  reports: [],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  run: (context, { id }) => read_machine(context, id),
})

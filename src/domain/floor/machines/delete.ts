import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { machineDeleted } from './events.ts'
import { machineInUse, machineUnknown, read_machine } from './machine.ts'

export const remove = verb({
  name: 'machines.delete',
  does: 'Removes a machine that no clock is running on. What was made on it stays on record.',
  kind: 'writes',
  allow: atLeast('planner'),
  input: z.object({ id: Id }),
  output: z.object({ id: Id }),
  refuses: [machineUnknown, machineInUse],
  reports: [machineDeleted],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id }) {
    context.read`select id from machines where id = ${id} for update`
    const [machine, running] = await Promise.all([
      read_machine(context, id),
      context.read<{ id: string }>`
        select id from time_entries where machine_id = ${id} and ended_at is null and deleted_at is null order by id limit 100`,
    ])
    if (running.length > 0) {
      throw machineInUse.because(`A clock is running on machine ${machine.name}. Stop it first.`, {
        time_entry_ids: running.map((entry) => entry.id),
      })
    }
    context.change('machines', machine.id, { deleted_at: context.now, updated_at: context.now })
    context.report(machineDeleted, { machine_id: machine.id })
    return { id: machine.id }
  },
})

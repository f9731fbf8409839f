import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { lineDeleted } from './events.ts'
import { lineInUse, lineUnknown, read_line } from './line.ts'

export const remove = verb({
  name: 'lines.delete',
  does: 'Removes a line that no workstation belongs to.',
  kind: 'writes',
  allow: atLeast('planner'),
  input: z.object({ id: Id }),
  output: z.object({ id: Id }),
  refuses: [lineUnknown, lineInUse],
  reports: [lineDeleted],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id }) {
    context.read`select id from lines where id = ${id} for update`
    const [line, workstations] = await Promise.all([
      read_line(context, id),
      context.read<{ id: string }>`select id from workstations where line_id = ${id} and deleted_at is null order by id limit 100`,
    ])
    if (workstations.length > 0) {
      throw lineInUse.because(`Workstations belong to line ${line.name}. Move or remove them first.`, {
        workstation_ids: workstations.map((workstation) => workstation.id),
      })
    }
    context.change('lines', line.id, { deleted_at: context.now, updated_at: context.now })
    context.report(lineDeleted, { line_id: line.id })
    return { id: line.id }
  },
})

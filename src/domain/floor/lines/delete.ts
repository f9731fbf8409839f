import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { machineUpdated } from '../machines/events.ts'
import { machineNameTaken } from '../machines/machine.ts'
import { workstationDeleted } from '../workstations/events.ts'
import { remove_workstations, standing_at, uses_of } from '../workstations/remove.ts'
import { workstationInUse } from '../workstations/workstation.ts'
import { lineDeleted } from './events.ts'
import { lineInUse, lineUnknown, read_line } from './line.ts'

export const remove = verb({
  name: 'lines.delete',
  does: 'Removes a line that no workstation belongs to, or together with its workstations.',
  kind: 'writes',
  allow: atLeast('planner'),
  input: z.object({
    id: Id,
    with_workstations: z.boolean().optional().meta({
      description: 'Its workstations are removed, too, unless work stands there. Their machines stay, and stand at no workstation then.',
    }),
  }),
  output: z.object({ id: Id }),
  refuses: [lineUnknown, lineInUse, workstationInUse, machineNameTaken],
  reports: [lineDeleted, workstationDeleted, machineUpdated],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id, with_workstations = false }) {
    context.read`select id from lines where id = ${id} for update`
    const [line, ids] = await Promise.all([read_line(context, id), locked_workstations(context, id)])
    if (ids.length > 0 && !with_workstations) {
      const message = `Workstations belong to line ${line.name}. Move or remove them first.`
      throw lineInUse.because(message, { workstation_ids: ids.slice(0, 100) })
    }
    await clear(context, ids)
    context.change('lines', line.id, { deleted_at: context.now, updated_at: context.now })
    context.report(lineDeleted, { line_id: line.id })
    return { id: line.id }
  },
})

async function locked_workstations(context: Context, line_id: string): Promise<string[]> {
  const found = await context.read<{ id: string }>`
    select id from workstations where line_id = ${line_id} and deleted_at is null order by id for update`
  return found.map(({ id }) => id)
}

async function clear(context: Context, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  context.read`select id from machines where workstation_id = any(${ids}::uuid[]) and deleted_at is null order by id for no key update`
  const standing = await standing_at(context, ids)
  for (const one of standing) {
    const uses = uses_of(one, true)
    if (uses) throw workstationInUse.because(`Workstation ${one.name} is in use: ${uses.told}. Move them first.`, uses.facts)
  }
  remove_workstations(context, standing)
}

import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { plantDeleted } from './events.ts'
import { plantInUse, plantUnknown, read_plant } from './plant.ts'

export const remove = verb({
  name: 'plants.delete',
  does: 'Removes a plant that no line stands in.',
  kind: 'writes',
  allow: atLeast('planner'),
  input: z.object({ id: Id }),
  output: z.object({ id: Id }),
  refuses: [plantUnknown, plantInUse],
  reports: [plantDeleted],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id }) {
    context.read`select id from plants where id = ${id} for update`
    const [plant, lines] = await Promise.all([
      read_plant(context, id),
      context.read<{ id: string }>`select id from lines where plant_id = ${id} and deleted_at is null order by id limit 100`,
    ])
    if (lines.length > 0) {
      const message = `Lines stand in plant ${plant.name}. Move or remove them first.`
      throw plantInUse.because(message, { line_ids: lines.map((line) => line.id) })
    }
    context.change('plants', plant.id, { deleted_at: context.now, updated_at: context.now })
    context.report(plantDeleted, { plant_id: plant.id })
    return { id: plant.id }
  },
})

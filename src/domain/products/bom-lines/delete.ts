import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { bomLineUnknown, read_bom_line } from './bom-line.ts'
import { bomLineDeleted } from './events.ts'

export const remove = verb({
  name: 'bom_lines.delete',
  does: 'Takes a line out of a bill of material. Revisions of the product that were kept still have it.',
  kind: 'writes',
  allow: atLeast('planner'),
  input: z.object({ id: Id }),
  output: z.object({ id: Id }),
  refuses: [bomLineUnknown],
  reports: [bomLineDeleted],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id }) {
    context.read`select id from products where id = (select product_id from bom_lines where id = ${id}) for no key update`
    const line = await read_bom_line(context, id)
    context.change('bom_lines', line.id, { deleted_at: context.now, updated_at: context.now })
    context.report(bomLineDeleted, { bom_line_id: line.id, product_id: line.product_id })
    return { id: line.id }
  },
})

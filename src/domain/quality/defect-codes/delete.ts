import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { defectCodeInUse, defectCodeUnknown, read_defect_code } from './defect-code.ts'
import { defectCodeDeleted } from './events.ts'

export const remove = verb({
  name: 'defect_codes.delete',
  does: 'Removes a defect code that was never used. One that was is switched off instead.',
  kind: 'writes',
  allow: atLeast('planner'),
  input: z.object({ id: Id }),
  output: z.object({ id: Id }),
  refuses: [defectCodeUnknown, defectCodeInUse],
  reports: [defectCodeDeleted],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id }) {
    context.read`select id from defect_codes where id = ${id} for update`
    const [row, [use], [visit]] = await Promise.all([
      read_defect_code(context, id),
      context.read<{ id: string }>`select id from quality_events where defect_code_id = ${id} limit 1`,
      context.read<{ id: string }>`select id from unit_visits where defect_code_id = ${id} limit 1`,
    ])
    if (use || visit) {
      const message = `Units were found to have ${row.code}. Switch it off instead.`
      throw defectCodeInUse.because(message, { quality_event_id: use?.id ?? null })
    }
    context.change('defect_codes', row.id, { deleted_at: context.now, updated_at: context.now })
    context.report(defectCodeDeleted, { defect_code_id: row.id })
    return { id: row.id }
  },
})

import { z } from 'zod'
import { new_id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { DefectCode, defect_code_fields, defectCodeTaken, expect_conflict, read_defect_code } from './defect-code.ts'
import { defectCodeCreated } from './events.ts'

export const create = verb({
  name: 'defect_codes.create',
  does: 'Adds a kind of defect that units may be found to have.',
  kind: 'writes',
  allow: atLeast('planner'),
  input: z.object({ ...defect_code_fields, is_active: defect_code_fields.is_active.default(true) }),
  output: DefectCode,
  refuses: [defectCodeTaken],
  reports: [defectCodeCreated],
  examples: [{ given: { code: 'SOLDER-BRIDGE', description: 'Two pads are bridged by solder', severity: 'major' } }],
  async run(context, given) {
    const id = new_id()
    expect_conflict(context, given.code)
    context.insert('defect_codes', [{ id, ...given, created_at: context.now, updated_at: context.now }])
    context.report(defectCodeCreated, { defect_code_id: id })
    return read_defect_code(context, id)
  },
})

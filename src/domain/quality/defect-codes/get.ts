import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { DefectCode, defectCodeUnknown, read_defect_code } from './defect-code.ts'

export const get = verb({
  name: 'defect_codes.get',
  does: 'Shows one defect code.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: z.object({ id: Id }),
  output: DefectCode,
  refuses: [defectCodeUnknown],
  reports: [],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  run: (context, { id }) => read_defect_code(context, id),
})

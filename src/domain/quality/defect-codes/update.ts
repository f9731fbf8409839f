import { z } from 'zod'
import { changes_between } from '../../../kernel/changes.ts'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import {
  DefectCode,
  defect_code_fields,
  defectCodeStale,
  defectCodeTaken,
  defectCodeUnknown,
  expect_conflict,
  locked_defect_code,
} from './defect-code.ts'
import { defectCodeUpdated } from './events.ts'

export const update = verb({
  name: 'defect_codes.update',
  does: 'Changes a defect code, or switches it on or off.',
  kind: 'writes',
  allow: atLeast('planner'),
  input: z.object({ id: Id, ...z.object(defect_code_fields).partial().shape }),
  output: DefectCode,
  refuses: [defectCodeUnknown, defectCodeStale, defectCodeTaken],
  reports: [defectCodeUpdated],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', severity: 'critical' } }],
  async run(context, { id, ...given }) {
    const row = await locked_defect_code(context, id)
    if (context.expected_revision !== null && context.expected_revision !== row.revision) throw defectCodeStale.because()
    const changes = changes_between(row, given)
    if (changes.none) return row
    expect_conflict(context, given.code ?? row.code)
    const written = { ...changes.columns, revision: row.revision + 1, updated_at: context.now }
    context.change('defect_codes', row.id, written)
    context.report(defectCodeUpdated, { defect_code_id: row.id, changes: changes.told })
    return { ...row, ...written }
  },
})

import { z } from 'zod'
import { changes_between } from '../../../kernel/changes.ts'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { lineUpdated } from './events.ts'
import { Line, line_fields, lineNameTaken, lineStale, lineUnknown, locked_line } from './line.ts'

export const update = verb({
  name: 'lines.update',
  does: 'Changes fields of a line.',
  kind: 'writes',
  allow: atLeast('planner'),
  input: z.object({ id: Id, ...z.object(line_fields).partial().shape }),
  output: Line,
  refuses: [lineUnknown, lineStale, lineNameTaken],
  reports: [lineUpdated],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', name: 'Milling, hall 2' } }],
  async run(context, { id, ...given }) {
    const line = await locked_line(context, id)
    if (context.expected_revision !== null && context.expected_revision !== line.revision) throw lineStale.because()
    const changes = changes_between(line, given)
    if (changes.none) return line
    context.on_conflict('lines_name', lineNameTaken.because(`There is already a line ${given.name}.`))
    const written = { ...changes.columns, revision: line.revision + 1, updated_at: context.now }
    context.change('lines', line.id, written)
    context.report(lineUpdated, { line_id: line.id, changes: changes.told })
    return { ...line, ...written }
  },
})

import { z } from 'zod'
import { new_id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { lineCreated } from './events.ts'
import { Line, line_fields, lineNameTaken, read_line } from './line.ts'

export const create = verb({
  name: 'lines.create',
  does: 'Sets up a line.',
  kind: 'writes',
  allow: atLeast('planner'),
  input: z.object({ ...z.object(line_fields).partial().shape, name: line_fields.name }),
  output: Line,
  refuses: [lineNameTaken],
  reports: [lineCreated],
  examples: [{ given: { name: 'Milling' } }],
  async run(context, given) {
    const id = new_id()
    context.on_conflict('lines_name', lineNameTaken.because(`There is already a line ${given.name}.`))
    context.insert('lines', [{ id, ...given, created_at: context.now, updated_at: context.now }])
    context.report(lineCreated, { line_id: id })
    return read_line(context, id)
  },
})

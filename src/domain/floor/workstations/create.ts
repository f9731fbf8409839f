import { z } from 'zod'
import { new_id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { hold_line } from '../lines/line.ts'
import { workstationCreated } from './events.ts'
import {
  expect_conflicts,
  next_position,
  read_workstation,
  Workstation,
  workstation_fields,
  workstationExternalTaken,
  workstationNameTaken,
} from './workstation.ts'

export const create = verb({
  name: 'workstations.create',
  does: 'Sets up a workstation, behind the last one of its line where no position is given.',
  kind: 'writes',
  allow: atLeast('planner'),
  input: z.object({
    ...z.object(workstation_fields).partial().shape,
    name: workstation_fields.name,
    type: workstation_fields.type.default('machine'),
    is_active: workstation_fields.is_active.default(true),
  }),
  output: Workstation,
  refuses: [workstationNameTaken, workstationExternalTaken],
  reports: [workstationCreated],
  examples: [{ given: { name: 'Lathe 1', type: 'machine', color: '#1E88E5' } }],
  async run(context, { line_id = null, position, ...given }) {
    const id = new_id()
    const [, next] = await Promise.all([line_id === null ? null : hold_line(context, line_id), next_position(context, line_id)])
    const { now, origin } = context
    expect_conflicts(context, given.name)
    context.insert('workstations', [{ id, ...given, line_id, position: position ?? next, origin, created_at: now, updated_at: now }])
    context.report(workstationCreated, { workstation_id: id })
    return read_workstation(context, id)
  },
})

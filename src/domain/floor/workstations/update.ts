import { z } from 'zod'
import { changes_between } from '../../../kernel/changes.ts'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { hold_line } from '../lines/line.ts'
import { workstationUpdated } from './events.ts'
import {
  expect_conflicts,
  locked_workstation,
  next_position,
  told_of_change,
  Workstation,
  workstation_fields,
  workstationExternalTaken,
  workstationNameTaken,
  workstationStale,
  workstationUnknown,
} from './workstation.ts'

export const update = verb({
  name: 'workstations.update',
  does: 'Changes fields of a workstation. Put on another line without a position, it goes behind the last one there.',
  kind: 'writes',
  allow: atLeast('planner'),
  input: z.object({ id: Id, ...z.object(workstation_fields).partial().shape }),
  output: Workstation,
  refuses: [workstationUnknown, workstationStale, workstationNameTaken, workstationExternalTaken],
  reports: [workstationUpdated],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', is_active: false } }],
  async run(context, { id, ...given }) {
    const workstation = await locked_workstation(context, id)
    if (context.expected_revision !== null && context.expected_revision !== workstation.revision) throw workstationStale.because()
    const line_id = given.line_id?.toLowerCase() ?? given.line_id
    const moves = line_id !== undefined && line_id !== workstation.line_id
    const [, last] = moves ? await Promise.all([line_id && hold_line(context, line_id), next_position(context, line_id)]) : []
    const changes = changes_between(workstation, { position: last, ...given, line_id })
    if (changes.none) return workstation
    expect_conflicts(context, given.name ?? workstation.name)
    const written = { ...changes.columns, revision: workstation.revision + 1, updated_at: context.now }
    context.change('workstations', workstation.id, written)
    context.report(workstationUpdated, { workstation_id: workstation.id, changes: told_of_change(changes) })
    return { ...workstation, ...written }
  },
})

import { z } from 'zod'
import { changes_between } from '../../../kernel/changes.ts'
import type { Context } from '../../../kernel/context.ts'
import { Id, reference } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { oversees } from '../time-entries/whose.ts'
import { worker } from '../work.ts'
import { substepCompleted, substepReopened, substepUpdated } from './events.ts'
import { facts_of, locked_substep, Substep, substep_fields, substepNotYours, substepStale, substepUnknown } from './substep.ts'
import { tick, untick } from './tick.ts'

const Given = z.object({
  id: Id,
  ...z.object(substep_fields).partial().shape,
  completed: z.boolean().optional().meta({ description: 'Ticks it, or takes the tick back, where it is not so already.' }),
  completed_by: reference('people')
    .nullable()
    .optional()
    .meta({ description: 'Who did it, where it becomes ticked. Left out: whoever is signed in; with a key, nobody.' }),
})
type Given = z.output<typeof Given>

export const update = verb({
  name: 'substeps.update',
  does: 'Changes what a tick-box says, or its place, which is for supervisors; and ticks it or takes the tick back.',
  kind: 'writes',
  allow: atLeast('operator'),
  input: Given,
  output: Substep,
  refuses: [substepUnknown, substepStale, substepNotYours],
  reports: [substepUpdated, substepCompleted, substepReopened],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', notes: 'Gauge 14 hangs at the bench.' } }],
  async run(context, { id, completed, completed_by, ...given }) {
    const substep = await locked_substep(context, id)
    if (context.expected_revision !== null && context.expected_revision !== substep.revision) throw substepStale.because()
    const changed = change_fields(context, substep, given)
    if (completed === undefined || completed === (substep.completed_at !== null)) return changed
    return completed ? tick(context, changed, worker(context, completed_by), context.now) : untick(context, changed)
  },
})

function change_fields(context: Context, substep: Substep, given: Omit<Given, 'id' | 'completed' | 'completed_by'>): Substep {
  const changes = changes_between(substep, given)
  if (changes.none) return substep
  if (!oversees(context)) throw substepNotYours.because()
  const columns = { ...changes.columns, revision: substep.revision + 1, updated_at: context.now }
  context.change('substeps', substep.id, columns)
  context.report(substepUpdated, { ...facts_of(substep), changes: changes.told })
  return { ...substep, ...columns }
}

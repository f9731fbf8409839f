import { z } from 'zod'
import { At, happened_at } from '../../../kernel/at.ts'
import { Id, reference } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { worker } from '../work.ts'
import { substepCompleted } from './events.ts'
import { locked_substep, Substep, substepDone, substepUnknown } from './substep.ts'
import { tick } from './tick.ts'

export const complete = verb({
  name: 'substeps.complete',
  does: 'Ticks a tick-box.',
  kind: 'writes',
  allow: atLeast('operator'),
  input: z.object({
    id: Id,
    person_id: reference('people')
      .nullable()
      .optional()
      .meta({ description: 'Who did it. Left out: whoever is signed in; with a key, nobody.' }),
    at: At,
  }),
  output: Substep,
  refuses: [substepUnknown, substepDone],
  reports: [substepCompleted],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, given) {
    const completed_at = happened_at(context, given.at)
    const substep = await locked_substep(context, given.id)
    if (substep.completed_at !== null) throw substepDone.because(`This substep was ticked at ${substep.completed_at}.`)
    return tick(context, substep, worker(context, given.person_id), completed_at)
  },
})

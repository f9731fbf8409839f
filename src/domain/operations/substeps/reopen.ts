import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { substepReopened } from './events.ts'
import { locked_substep, Substep, substepNotDone, substepUnknown } from './substep.ts'
import { untick } from './tick.ts'

export const reopen = verb({
  name: 'substeps.reopen',
  does: 'Takes a tick back.',
  kind: 'writes',
  allow: atLeast('operator'),
  input: z.object({ id: Id }),
  output: Substep,
  refuses: [substepUnknown, substepNotDone],
  reports: [substepReopened],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id }) {
    const substep = await locked_substep(context, id)
    if (substep.completed_at === null) throw substepNotDone.because()
    return untick(context, substep)
  },
})

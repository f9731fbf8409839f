import { z } from 'zod'
import { changes_between } from '../../../kernel/changes.ts'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { substepUpdated } from './events.ts'
import { facts_of, locked_substep, Substep, substep_fields, substepStale, substepUnknown } from './substep.ts'

const fields = z.object(substep_fields).partial().shape

export const update = verb({
  name: 'substeps.update',
  does: 'Changes what a tick-box says, or its place.',
  kind: 'writes',
  allow: atLeast('supervisor'),
  input: z.object({ id: Id, ...fields }),
  output: Substep,
  refuses: [substepUnknown, substepStale],
  reports: [substepUpdated],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', notes: 'Gauge 14 hangs at the bench.' } }],
  async run(context, { id, ...given }) {
    const substep = await locked_substep(context, id)
    if (context.expected_revision !== null && context.expected_revision !== substep.revision) throw substepStale.because()
    const changes = changes_between(substep, given)
    if (changes.none) return substep
    const columns = { ...changes.columns, revision: substep.revision + 1, updated_at: context.now }
    context.change('substeps', id, columns)
    context.report(substepUpdated, { ...facts_of(substep), changes: changes.told })
    return { ...substep, ...columns }
  },
})

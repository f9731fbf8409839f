import { happened_at } from '../../kernel/at.ts'
import { atLeast } from '../../kernel/role.ts'
import { verb } from '../../kernel/verb.ts'
import { operationResumed, operationStarted } from './events.ts'
import { locked_work, Starting, start_refusals, start_reports, start_work, Worked, worker } from './work.ts'

const id = '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11'

export const start = verb({
  name: 'operations.start',
  does: 'Starts work on an operation, or goes on with one on hold, and starts a clock.',
  kind: 'writes',
  allow: atLeast('operator'),
  input: Starting,
  output: Worked,
  refuses: start_refusals,
  reports: [operationStarted, operationResumed, ...start_reports],
  examples: [{ given: { id, kind: 'setup' } }],
  async run(context, given) {
    const at = happened_at(context, given.at)
    const place = await locked_work(context, given.id)
    return start_work(
      context,
      place,
      { person_id: worker(context, given.person_id), machine_id: given.machine_id ?? null, kind: given.kind },
      at,
    )
  },
})

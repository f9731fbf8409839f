import { happened_at } from '../../kernel/at.ts'
import { atLeast } from '../../kernel/role.ts'
import { verb } from '../../kernel/verb.ts'
import { operationResumed } from './events.ts'
import { operationNotMovable as notHeld } from './operation.ts'
import { locked_work, Starting, start_refusals, start_reports, start_work, Worked, worker } from './work.ts'

const id = '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11'

export const resume = verb({
  name: 'operations.resume',
  does: 'Goes on with an operation on hold, and starts a clock.',
  kind: 'writes',
  allow: atLeast('operator'),
  input: Starting,
  output: Worked,
  refuses: start_refusals,
  reports: [operationResumed, ...start_reports],
  examples: [{ given: { id } }],
  async run(context, given) {
    const at = happened_at(context, given.at)
    const place = await locked_work(context, given.id)
    if (place.operation.status !== 'held')
      throw notHeld.because(`Operation ${place.operation.name} is ${place.operation.status}, not on hold.`, {
        status: place.operation.status,
      })
    return start_work(
      context,
      place,
      { person_id: worker(context, given.person_id), machine_id: given.machine_id ?? null, kind: given.kind },
      at,
    )
  },
})

import { happened_at } from '../../kernel/at.ts'
import { atLeast } from '../../kernel/role.ts'
import { verb } from '../../kernel/verb.ts'
import { jobCompleted } from '../jobs/events.ts'
import { partCompleted, partStarted } from '../jobs/parts/events.ts'
import { operationCompleted } from './events.ts'
import { timeEntryEnded } from './time-entries/events.ts'
import { complete_work, Ending, locked_work, Worked, work_refusals } from './work.ts'

const id = '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11'

export const complete = verb({
  name: 'operations.complete',
  does: 'Completes an operation, stops its clocks, and with the last one its part and job.',
  kind: 'writes',
  allow: atLeast('operator'),
  input: Ending,
  output: Worked,
  refuses: work_refusals,
  reports: [operationCompleted, timeEntryEnded, partStarted, partCompleted, jobCompleted],
  examples: [{ given: { id } }],
  async run(context, given) {
    const at = happened_at(context, given.at)
    return complete_work(context, await locked_work(context, given.id), at)
  },
})

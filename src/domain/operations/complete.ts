import { happened_at } from '../../kernel/at.ts'
import { atLeast } from '../../kernel/role.ts'
import { verb } from '../../kernel/verb.ts'
import { jobCompleted } from '../jobs/events.ts'
import { partCompleted, partStarted } from '../jobs/parts/events.ts'
import { along_refusals, along_reports } from '../units/declared.ts'
import { locked_work_with_units, take_units_along } from '../units/take-along.ts'
import { operationCompleted } from './events.ts'
import { timeEntryEnded } from './time-entries/events.ts'
import { complete_work, Ending, Worked, work_refusals } from './work.ts'

const id = '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11'

export const complete = verb({
  name: 'operations.complete',
  does: 'Completes an operation, stops its clocks, and with the last one its part and job. Units that stand at it pass, and go on.',
  kind: 'writes',
  allow: atLeast('operator'),
  input: Ending,
  output: Worked,
  refuses: [...work_refusals, ...along_refusals],
  reports: [operationCompleted, timeEntryEnded, partStarted, partCompleted, jobCompleted, ...along_reports],
  examples: [{ given: { id } }],
  async run(context, given) {
    const at = happened_at(context, given.at)
    const place = await locked_work_with_units(context, given.id)
    return complete_work(context, await take_units_along(context, place, 'passed', at), at)
  },
})

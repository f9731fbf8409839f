import { happened_at } from '../../kernel/at.ts'
import { atLeast } from '../../kernel/role.ts'
import { verb } from '../../kernel/verb.ts'
import { operationPaused } from './events.ts'
import { timeEntryEnded } from './time-entries/events.ts'
import { Ending, locked_work, pause_work, Worked, work_refusals } from './work.ts'

const id = '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11'

export const pause = verb({
  name: 'operations.pause',
  does: 'Stops work on an operation for now and its clocks with it.',
  kind: 'writes',
  allow: atLeast('operator'),
  input: Ending,
  output: Worked,
  refuses: work_refusals,
  reports: [operationPaused, timeEntryEnded],
  examples: [{ given: { id } }],
  async run(context, given) {
    const at = happened_at(context, given.at)
    return pause_work(context, await locked_work(context, given.id), at)
  },
})

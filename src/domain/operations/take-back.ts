import { z } from 'zod'
import { At, happened_at } from '../../kernel/at.ts'
import { refusal } from '../../kernel/errors.ts'
import { Id } from '../../kernel/id.ts'
import { atLeast } from '../../kernel/role.ts'
import { verb } from '../../kernel/verb.ts'
import { jobCompleted } from '../jobs/events.ts'
import { partCompleted } from '../jobs/parts/events.ts'
import { along_refusals, along_reports } from '../units/declared.ts'
import { locked_work_with_units, take_units_along } from '../units/take-along.ts'
import { operationCompleted, operationReturned } from './events.ts'
import { timeEntryEnded } from './time-entries/events.ts'
import { complete_work, Worked, work_refusals } from './work.ts'

export const notSentOut = refusal('conflict', 'operation_not_sent_out', 'These pieces are not at a supplier.')

export const take_back = verb({
  name: 'operations.take_back',
  does: 'Takes the pieces back from the supplier; the outside operation is done.',
  kind: 'writes',
  allow: atLeast('operator'),
  input: z.object({ id: Id, at: At }),
  output: Worked,
  refuses: [notSentOut, ...work_refusals, ...along_refusals],
  reports: [operationReturned, operationCompleted, timeEntryEnded, partCompleted, jobCompleted, ...along_reports],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id, at }) {
    const when = happened_at(context, at)
    const place = await locked_work_with_units(context, id)
    const { operation } = place
    if (operation.sent_at === null || operation.returned_at !== null) throw notSentOut.because()
    context.change('operations', id, { returned_at: when })
    context.report(operationReturned, { operation_id: id, part_id: operation.part_id, job_id: operation.job_id }, { occurred_at: when })
    const worked = complete_work(context, await take_units_along(context, place, 'passed', when), when)
    return { ...worked, operation: { ...worked.operation, returned_at: when } }
  },
})

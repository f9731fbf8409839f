import { z } from 'zod'
import { At, happened_at } from '../../kernel/at.ts'
import { refusal } from '../../kernel/errors.ts'
import { Id } from '../../kernel/id.ts'
import { atLeast } from '../../kernel/role.ts'
import { verb } from '../../kernel/verb.ts'
import { operationResumed, operationSentOut, operationStarted } from './events.ts'
import { locked_work, start_refusals, start_reports, start_work, Worked } from './work.ts'

export const notOutside = refusal(
  'conflict',
  'operation_not_outside',
  'This operation is done in the house. Change its kind to outside first.',
)

export const send_out = verb({
  name: 'operations.send_out',
  does: 'Sends the pieces of an outside operation to its supplier. It runs from then on, without a clock.',
  kind: 'writes',
  allow: atLeast('operator'),
  input: z.object({
    id: Id,
    supplier: z.string().trim().min(1).max(255).optional().meta({ description: 'Where not the planned one.' }),
    at: At,
  }),
  output: Worked,
  refuses: [notOutside, ...start_refusals],
  reports: [operationSentOut, operationStarted, operationResumed, ...start_reports],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', supplier: 'Acme Plating' } }],
  async run(context, { id, supplier, at }) {
    const when = happened_at(context, at)
    const place = await locked_work(context, id)
    const { operation } = place
    if (operation.kind !== 'outside') throw notOutside.because(`Operation ${operation.name} is done in the house.`)
    const sent = { supplier: supplier ?? operation.supplier, sent_at: when, returned_at: null }
    const sending = { ...place, operation: { ...operation, ...sent } }
    const worked = await start_work(context, sending, { person_id: null, machine_id: null, kind: 'run', without_clock: true }, when)
    context.change('operations', id, sent)
    context.report(
      operationSentOut,
      { operation_id: id, part_id: operation.part_id, job_id: operation.job_id, supplier: sent.supplier },
      { occurred_at: when },
    )
    return worked
  },
})

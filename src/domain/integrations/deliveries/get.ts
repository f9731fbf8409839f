import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { type Attempt, DeliveryWithAttempts, delivery_columns, deliveryUnknown, payload_column } from './delivery.ts'

type Row = Omit<z.output<typeof DeliveryWithAttempts>, 'attempts'>

export const get = verb({
  name: 'deliveries.get',
  does: 'Shows one delivery with its payload and every attempt.',
  kind: 'reads',
  allow: atLeast('admin'),
  input: z.object({ id: Id }),
  output: DeliveryWithAttempts,
  refuses: [deliveryUnknown],
  reports: [],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id }) {
    const [[delivery], attempts] = await Promise.all([
      context.read<Row>`select ${delivery_columns}, ${payload_column} from deliveries where id = ${id}`,
      context.read<z.output<typeof Attempt>>`
        select number, started_at, duration_ms, outcome, status, answer, error from delivery_attempts where delivery_id = ${id} order by number, id`,
    ])
    if (!delivery) throw deliveryUnknown.because(`There is no delivery ${id}.`)
    return { ...delivery, attempts }
  },
})

import { z } from 'zod'
import { At } from '../../kernel/at.ts'
import { Text } from '../../kernel/fields.ts'
import { reference } from '../../kernel/id.ts'

/** What making units takes. */
export const UnitsGiven = z.object({
  product_id: reference('products'),
  routing_id: reference('routings')
    .nullable()
    .optional()
    .meta({ description: 'Which version to lay out a stock order by; left out, the current one. An order has been laid out already.' }),
  count: z.number().int().min(1).max(1000),
  job_id: reference('jobs').nullable().optional().meta({ description: 'The order they are for: its part of this product.' }),
  part_id: reference('parts').nullable().optional().meta({ description: 'Instead of a job: the part they are for.' }),
  material_lot: z.string().trim().max(255).nullable().optional().meta({ description: 'Heat or lot number; left out, that of the part.' }),
  notes: Text.nullable().optional(),
  at: At,
})
export type UnitsGiven = z.output<typeof UnitsGiven>

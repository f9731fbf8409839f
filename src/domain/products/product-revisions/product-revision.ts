import { z } from 'zod'
import { refusal } from '../../../kernel/errors.ts'
import { Name, Text } from '../../../kernel/fields.ts'
import { Id } from '../../../kernel/id.ts'
import { sql } from '../../../kernel/sql.ts'
import { Moment } from '../../../kernel/time.ts'
import { ExplodedLine } from '../bom-lines/explode.ts'

export const ProductRevision = z
  .object({
    id: Id,
    product_id: Id,
    label: Name.meta({ description: 'Unique for the product.', examples: ['C'] }),
    drawing_number: z.string().nullable(),
    drawing_revision: z.string().nullable(),
    notes: Text.nullable(),
    bom: z.array(ExplodedLine).meta({ description: 'What it was made of at that time, at every level.' }),
    created_at: Moment,
  })
  .meta({ id: 'ProductRevision' })
export type ProductRevision = z.output<typeof ProductRevision>

export const columns_without_bom = sql`product_revisions.id, product_revisions.product_id, product_revisions.label, product_revisions.drawing_number,
  product_revisions.drawing_revision, product_revisions.notes, product_revisions.created_at`
export const product_revision_columns = sql`${columns_without_bom}, product_revisions.bom`

export const productRevisionUnknown = refusal('not_found', 'product_revision_unknown', 'There is no such revision of a product.')
export const productRevisionLabelTaken = refusal(
  'conflict',
  'product_revision_label_taken',
  'The product has a revision of that label. Revisions are never changed; choose another label.',
)

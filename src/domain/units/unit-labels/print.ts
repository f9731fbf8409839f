import { z } from 'zod'
import { code } from '../../../kernel/code.ts'
import type { Context } from '../../../kernel/context.ts'
import { type Problem, refusal } from '../../../kernel/errors.ts'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { sql } from '../../../kernel/sql.ts'
import { verb } from '../../../kernel/verb.ts'
import { partUnknown, read_part } from '../../jobs/parts/part.ts'
import { unitUnknown } from '../unit.ts'

export const tooManyLabels = refusal('refused', 'too_many_labels', 'A part’s labels are printed at once for at most 2000 units. Give ids.')
const most = 2000

const Format = z.enum(['pdf', 'zpl']).meta({ description: 'PDF for any printer, ZPL for a label printer that speaks it.' })
const LabelSize = z
  .enum(['62x29', 'a4', 'letter'])
  .meta({ description: 'A roll of labels of 62 × 29 mm; or a sheet: A4 with 24 of 70 × 37 mm, Letter with 30 of 2⅝ × 1 in.' })
const Dpi = z.enum(['203', '300', '600']).meta({ description: 'How fine the label printer prints; only for ZPL.' })

const Label = z.object({
  id: Id,
  serial_number: z.string(),
  code: z.string(),
  product_number: z.string().nullable(),
  part_number: z.string(),
  part_name: z.string(),
  job_number: z.string(),
  material_lot: z.string().nullable(),
})
interface LabelRow extends Omit<z.output<typeof Label>, 'code'> {
  readonly code_number: number
}

const Input = z.object({
  ids: z.array(Id).min(1).max(300).optional().meta({ description: 'These, in this order.' }),
  part_id: Id.optional().meta({ description: 'Or all units of this part, but for those that were scrapped.' }),
  format: Format.default('pdf'),
  size: LabelSize.default('62x29'),
  dpi: Dpi.default('203'),
})

export const print = verb({
  name: 'unit_labels.print',
  does: 'Prints labels for units, with the serial number and the code to scan.',
  kind: 'reads',
  allow: atLeast('viewer'),
  bytes: 'out',
  input: Input,
  output: z.object({ format: Format, size: LabelSize, dpi: Dpi, labels: z.array(Label) }),
  refuses: [unitUnknown, partUnknown, tooManyLabels],
  reports: [],
  examples: [
    { given: { part_id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } },
    { given: { ids: ['019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11'], format: 'zpl', dpi: '300' } },
  ],
  faults: faults_of_labels,
  async run(context, { ids, part_id, format, size, dpi }) {
    const rows = part_id === undefined ? await labels_of(context, ids ?? []) : await labels_of_part(context, part_id)
    return { format, size, dpi, labels: rows.map(({ code_number, ...label }) => ({ ...label, code: code('U', code_number) })) }
  },
})

const columns = sql`units.id, units.serial_number, units.code_number, products.product_number, parts.part_number, parts.name as part_name,
  jobs.job_number, units.material_lot`
const tables = sql`units join parts on parts.id = units.part_id join jobs on jobs.id = units.job_id left join products on products.id = units.product_id`

async function labels_of(context: Context, ids: readonly string[]): Promise<LabelRow[]> {
  const rows = await context.read<LabelRow>`select ${columns} from ${tables}
    where units.id = any(${[...ids]}::uuid[]) and units.deleted_at is null and jobs.deleted_at is null`
  const by_id = new Map(rows.map((row) => [row.id, row]))
  return ids.map((id) => {
    const row = by_id.get(id.toLowerCase())
    if (!row) throw unitUnknown.because(`There is no unit ${id}.`)
    return row
  })
}

async function labels_of_part(context: Context, part_id: string): Promise<LabelRow[]> {
  const [, rows] = await Promise.all([
    read_part(context, part_id),
    context.read<LabelRow>`select ${columns} from ${tables}
      where units.part_id = ${part_id} and units.status <> 'scrapped' and units.deleted_at is null order by units.id limit ${most + 1}`,
  ])
  if (rows.length > most) throw tooManyLabels.because()
  return rows
}

const Loose = z.record(z.string(), z.unknown()).catch({})

function faults_of_labels(raw: unknown): Problem[] {
  const { ids, part_id, format, size = '62x29' } = Loose.parse(raw)
  const neither = ids === undefined && part_id === undefined
  const both = ids !== undefined && part_id !== undefined
  return [
    ...(neither ? [{ path: ['ids'], rule: 'required' as const, message: 'Say of which units: give ids or part_id.' }] : []),
    ...(both ? [{ path: ['part_id'], rule: 'duplicate' as const, message: 'Give ids or part_id, not both.' }] : []),
    ...(format === 'zpl' && size !== '62x29' ? [{ path: ['size'], rule: 'choice' as const, message: 'ZPL is for a roll of labels.' }] : []),
  ]
}

import { z } from 'zod'
import { Id } from '../../kernel/id.ts'
import { atLeast } from '../../kernel/role.ts'
import { verb } from '../../kernel/verb.ts'
import { ExpandedUnit, expanded_units, UnitExpand } from './expand.ts'
import { read_unit, unitUnknown } from './unit.ts'

export const get = verb({
  name: 'units.get',
  does: 'Shows one unit: where it stands, and what has become of it.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: z.object({ id: Id, expand: UnitExpand }),
  output: ExpandedUnit,
  refuses: [unitUnknown],
  reports: [],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', expand: ['visits', 'quality_events'] } }],
  async run(context, { id, expand }) {
    const [unit] = await expanded_units(context, [await read_unit(context, id)], expand)
    if (!unit) throw unitUnknown.because(`There is no unit ${id}.`)
    return unit
  },
})

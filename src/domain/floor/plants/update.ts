import { z } from 'zod'
import { changes_between } from '../../../kernel/changes.ts'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { plantUpdated } from './events.ts'
import { expect_conflict, locked_plant, Plant, plant_fields, plantNameTaken, plantStale, plantUnknown } from './plant.ts'

export const update = verb({
  name: 'plants.update',
  does: 'Changes fields of a plant.',
  kind: 'writes',
  allow: atLeast('planner'),
  input: z.object({ id: Id, ...z.object(plant_fields).partial().shape }),
  output: Plant,
  refuses: [plantUnknown, plantStale, plantNameTaken],
  reports: [plantUpdated],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', location: 'Ulm, gate 3' } }],
  async run(context, { id, ...given }) {
    const plant = await locked_plant(context, id)
    if (context.expected_revision !== null && context.expected_revision !== plant.revision) throw plantStale.because()
    const changes = changes_between(plant, given)
    if (changes.none) return plant
    expect_conflict(context, given.name ?? plant.name)
    const written = { ...changes.columns, revision: plant.revision + 1, updated_at: context.now }
    context.change('plants', plant.id, written)
    context.report(plantUpdated, { plant_id: plant.id, changes: changes.told })
    return { ...plant, ...written }
  },
})

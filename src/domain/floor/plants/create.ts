import { z } from 'zod'
import { new_id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { plantCreated } from './events.ts'
import { expect_conflict, Plant, plant_fields, plantNameTaken, read_plant } from './plant.ts'

export const create = verb({
  name: 'plants.create',
  does: 'Sets up a plant, in the company’s time zone where none is given.',
  kind: 'writes',
  allow: atLeast('planner'),
  input: z.object({ ...z.object(plant_fields).partial().shape, name: plant_fields.name }),
  output: Plant,
  refuses: [plantNameTaken],
  reports: [plantCreated],
  examples: [{ given: { name: 'Works 2', location: 'Ulm', time_zone: 'Europe/Berlin', kg_co2e_per_kwh: 0.38 } }],
  async run(context, { time_zone = context.policies.time_zone, ...given }) {
    const id = new_id()
    expect_conflict(context, given.name)
    context.insert('plants', [{ id, ...given, time_zone, created_at: context.now, updated_at: context.now }])
    context.report(plantCreated, { plant_id: id })
    return read_plant(context, id)
  },
})

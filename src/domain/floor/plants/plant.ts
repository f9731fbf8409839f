import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { refusal } from '../../../kernel/errors.ts'
import { Name, Revision, Text } from '../../../kernel/fields.ts'
import { Id } from '../../../kernel/id.ts'
import { sql } from '../../../kernel/sql.ts'
import { Moment } from '../../../kernel/time.ts'
import { TimeZone } from '../../people/tenants/tenant.ts'

/** What may be said of a plant. */
export const plant_fields = {
  name: Name,
  location: Text.nullable().meta({ description: 'Where it is, in your words.' }),
  time_zone: TimeZone,
  kg_co2e_per_kwh: z
    .number()
    .min(0)
    .max(1000)
    .nullable()
    .meta({ description: 'What its electricity costs the climate, for the footprint of what is made there.' }),
}

export const Plant = z
  .object({
    id: Id,
    number: z.number().int().meta({ description: 'A short number of its own, for clients that need whole numbers.' }),
    ...plant_fields,
    time_zone: z.string(),
    created_at: Moment,
    updated_at: Moment,
    revision: Revision,
  })
  .meta({ id: 'Plant' })
export type Plant = z.output<typeof Plant>

export const plant_columns = sql`id, number, name, location, time_zone, kg_co2e_per_kwh, created_at, updated_at, revision`

export const plantUnknown = refusal('not_found', 'plant_unknown', 'There is no such plant.')
export const plantNameTaken = refusal('conflict', 'plant_name_taken', 'Another plant has that name.')
export const plantStale = refusal('stale', 'plant_stale', 'The plant was changed since you read it. Read it again.')
export const plantInUse = refusal('conflict', 'plant_in_use', 'Lines stand in the plant. Move or remove them first.')

export async function read_plant(context: Context, id: string): Promise<Plant> {
  const [plant] = await context.read<Plant>`select ${plant_columns} from plants where id = ${id} and deleted_at is null`
  if (!plant) throw plantUnknown.because(`There is no plant ${id}.`)
  return plant
}

export async function locked_plant(context: Context, id: string): Promise<Plant> {
  context.read`select id from plants where id = ${id} for no key update`
  return read_plant(context, id)
}

/** What to answer where the name has just been taken by another. */
export const expect_conflict = (context: Context, name: string): void =>
  context.on_conflict('plants_name', plantNameTaken.because(`There is already a plant ${name}.`))

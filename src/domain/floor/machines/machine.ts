import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { refusal } from '../../../kernel/errors.ts'
import { Name, Revision } from '../../../kernel/fields.ts'
import { Id, reference } from '../../../kernel/id.ts'
import { sql } from '../../../kernel/sql.ts'
import { Moment } from '../../../kernel/time.ts'

/** What may be said of a machine. */
export const machine_fields = {
  name: Name.meta({ description: 'Unique at its workstation.' }),
  display_name: Name.meta({ description: 'What people call it; the name where nothing else was said.' }),
  workstation_id: reference('workstations').nullable(),
  type: z
    .string()
    .trim()
    .max(255)
    .nullable()
    .meta({ description: 'What kind of machine, in your words.', examples: ['5-axis mill'] }),
  is_active: z.boolean().meta({ description: 'Off: it stays on record, but nothing new should be planned on it.' }),
}

export const Machine = z
  .object({
    id: Id,
    number: z.number().int().meta({ description: 'A short number of its own, for clients that need whole numbers.' }),
    ...machine_fields,
    workstation_id: Id.nullable(),
    origin: z.string(),
    created_at: Moment,
    updated_at: Moment,
    revision: Revision,
  })
  .meta({ id: 'Machine' })
export type Machine = z.output<typeof Machine>

export const machine_columns = sql`id, number, name, display_name, workstation_id, type, is_active, origin, created_at, updated_at, revision`

export const machineUnknown = refusal('not_found', 'machine_unknown', 'There is no such machine.')
export const machineNameTaken = refusal('conflict', 'machine_name_taken', 'Another machine of this workstation has that name.')
export const machineStale = refusal('stale', 'machine_stale', 'The machine was changed since you read it. Read it again.')
export const machineInUse = refusal('conflict', 'machine_in_use', 'A clock is running on the machine. Stop it first.')

export async function read_machine(context: Context, id: string): Promise<Machine> {
  const [machine] = await context.read<Machine>`select ${machine_columns} from machines where id = ${id} and deleted_at is null`
  if (!machine) throw machineUnknown.because(`There is no machine ${id}.`)
  return machine
}

export async function locked_machine(context: Context, id: string): Promise<Machine> {
  context.read`select id from machines where id = ${id} for no key update`
  return read_machine(context, id)
}

/** What to answer where the name has just been taken by another. */
export const expect_conflict = (context: Context, name: string): void =>
  context.on_conflict('machines_name', machineNameTaken.because(`There is already a machine ${name} at this workstation.`))

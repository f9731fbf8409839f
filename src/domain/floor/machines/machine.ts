import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { refusal } from '../../../kernel/errors.ts'
import { Name, Revision } from '../../../kernel/fields.ts'
import { Id, reference } from '../../../kernel/id.ts'
import { sql } from '../../../kernel/sql.ts'
import { Moment } from '../../../kernel/time.ts'

export const machine_states = ['stopped', 'idle', 'execute', 'held', 'suspended', 'complete', 'aborted'] as const
export const MachineState = z.enum(machine_states).meta({
  id: 'MachineState',
  description: 'The states of PackML that a job shop uses: `held` for a cause within the machine, `suspended` for one from outside it.',
})
export type MachineState = z.output<typeof MachineState>

type Moves = Readonly<Record<MachineState, readonly MachineState[]>>

/** Who may tell that a machine is in another state, and from where to where. */
export const moves = {
  /** What people ask for. */
  person: {
    stopped: ['idle'],
    idle: ['execute', 'stopped'],
    execute: ['held', 'complete', 'aborted'],
    held: ['suspended', 'execute', 'aborted'],
    suspended: ['execute', 'aborted'],
    complete: ['idle', 'stopped'],
    aborted: ['stopped'],
  },
  /** What the machine itself tells: it may stop and abort at any time, and be suspended by what is outside it. */
  machine: {
    stopped: ['idle', 'aborted'],
    idle: ['execute', 'stopped', 'aborted'],
    execute: ['held', 'suspended', 'complete', 'stopped', 'aborted'],
    held: ['execute', 'suspended', 'stopped', 'aborted'],
    suspended: ['execute', 'held', 'stopped', 'aborted'],
    complete: ['idle', 'stopped', 'aborted'],
    aborted: ['stopped'],
  },
} as const satisfies Readonly<Record<'person' | 'machine', Moves>>
export type Source = keyof typeof moves

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
  power_kw: z
    .number()
    .min(0)
    .max(1_000_000)
    .nullable()
    .meta({ description: 'What it draws while it runs, for the footprint of what it makes.' }),
}

export const Machine = z
  .object({
    id: Id,
    number: z.number().int().meta({ description: 'A short number of its own, for clients that need whole numbers.' }),
    ...machine_fields,
    workstation_id: Id.nullable(),
    power_kw: z.number().nullable(),
    state: MachineState,
    state_since: Moment.nullable().meta({ description: 'When its state last changed; null where it never has.' }),
    origin: z.string(),
    created_at: Moment,
    updated_at: Moment,
    revision: Revision,
  })
  .meta({ id: 'Machine' })
export type Machine = z.output<typeof Machine>

export const machine_columns = sql`id, number, name, display_name, workstation_id, type, is_active, power_kw, state, state_since,
  origin, created_at, updated_at, revision`

export const machineUnknown = refusal('not_found', 'machine_unknown', 'There is no such machine.')
export const machineNameTaken = refusal('conflict', 'machine_name_taken', 'Another machine of this workstation has that name.')
export const machineStale = refusal('stale', 'machine_stale', 'The machine was changed since you read it. Read it again.')
export const machineInUse = refusal('conflict', 'machine_in_use', 'A clock is running on the machine. Stop it first.')

export const machineMoveNotAllowed = refusal('conflict', 'machine_move_not_allowed', 'The machine cannot go there from the state it is in.')
export const machineMovedSince = refusal('conflict', 'machine_moved_since', 'The machine has changed its state after that moment.')

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

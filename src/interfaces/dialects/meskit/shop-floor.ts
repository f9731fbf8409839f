import { z } from 'zod'
import { verbs } from '../../../domain/verbs.gen.ts'
import type { Actor } from '../../../kernel/context.ts'
import type { Output } from '../../../kernel/verb.ts'
import type { Row } from '../dialect.ts'
import { a, created_at, Deleted, Description, deleted, id, maybe, maybe_link, Name, Nothing, Owned, owned, text, whole } from './members.ts'
import { listing, tool } from './tool.ts'
import { machine_state, machine_words } from './words.ts'

const chapter = 'Shop floor'
const configure = { chapter, group: 'configure' } as const

const Line = z
  .strictObject({
    id,
    ...Owned,
    plant_id: maybe_link('The plant it stands in.'),
    name: text('Unique.'),
    description: maybe('What is said of it.'),
    created_at,
  })
  .meta({ id: 'Line' })
const line_out = (line: Output<(typeof verbs)['lines.get']>, asker: Actor): z.input<typeof Line> => ({
  id: line.id,
  ...owned(asker),
  plant_id: line.plant_id,
  name: line.name,
  description: line.description,
  created_at: line.created_at,
})

const line_fields = { name: Name.meta({ description: 'Unique.', examples: ['Assembly'] }), description: Description }

const lines = [
  listing('list_lines', verbs['lines.list'], {
    chapter,
    says: 'Lists all lines, oldest first.',
    input: Nothing,
    takes: {},
    adds: { oldest_first: true },
    one: Line,
    gives: line_out,
  }),
  tool('create_line', verbs['lines.create'], {
    ...configure,
    says: 'Sets up a line.',
    input: z.object({ name: line_fields.name, description: line_fields.description.optional() }),
    takes: { name: 'name', description: 'description' },
    data: Line,
    gives: (line, _given, asker) => line_out(line, asker),
  }),
  tool('update_line', verbs['lines.update'], {
    ...configure,
    says: 'Renames a line, or describes it otherwise.',
    input: z.object({ id: a('The line.'), name: line_fields.name.optional(), description: line_fields.description.optional() }),
    takes: { id: 'id', name: 'name', description: 'description' },
    data: Line,
    gives: (line, _given, asker) => line_out(line, asker),
  }),
  tool('delete_line', verbs['lines.delete'], {
    ...configure,
    says: 'Removes a line with its workstations, where nothing stands at them. What was done there stays on record.',
    input: z.object({ id: a('The line.') }),
    takes: { id: 'id' },
    adds: { with_workstations: true },
    data: Deleted,
    gives: deleted,
  }),
]

const Workstation = z
  .strictObject({
    id,
    ...Owned,
    line_id: maybe_link('The line it belongs to.'),
    name: text('Unique within its line.'),
    position: whole('Its place along the line.'),
    operator_name: maybe('Who usually works there.'),
    created_at,
  })
  .meta({ id: 'Workstation' })
const workstation_out = (workstation: Output<(typeof verbs)['workstations.get']>, asker: Actor): z.input<typeof Workstation> => ({
  id: workstation.id,
  ...owned(asker),
  line_id: workstation.line_id,
  name: workstation.name,
  position: workstation.position,
  operator_name: workstation.operator_name,
  created_at: workstation.created_at,
})

const workstation_fields = {
  name: Name.meta({ description: 'Unique within its line.', examples: ['Press 1'] }),
  position: z.number().int().min(1).meta({ description: 'Its place along the line, from 1. Two may share one.' }),
  operator_name: Name.meta({ description: 'Who usually works there.' }),
}

const workstations = [
  listing('list_workstations', verbs['workstations.list'], {
    chapter,
    says: 'Lists workstations by their position.',
    input: z.object({ line_id: a('Only those of this line.').optional() }),
    takes: { line_id: 'line_id' },
    adds: { sort: 'position' },
    one: Workstation,
    gives: workstation_out,
  }),
  tool('create_workstation', verbs['workstations.create'], {
    ...configure,
    says: 'Sets up a workstation on a line.',
    input: z.object({
      line_id: a('The line it belongs to.'),
      name: workstation_fields.name,
      position: workstation_fields.position,
      operator_name: workstation_fields.operator_name.optional(),
    }),
    takes: { line_id: 'line_id', name: 'name', position: 'position', operator_name: 'operator_name' },
    data: Workstation,
    gives: (workstation, _given, asker) => workstation_out(workstation, asker),
  }),
  tool('update_workstation', verbs['workstations.update'], {
    ...configure,
    says: 'Renames a workstation, moves it along its line, or says who works there.',
    input: z.object({
      id: a('The workstation.'),
      name: workstation_fields.name.optional(),
      position: workstation_fields.position.optional(),
      operator_name: workstation_fields.operator_name.nullish().meta({ description: 'Who usually works there; null for nobody.' }),
    }),
    takes: { id: 'id', name: 'name', position: 'position', operator_name: 'operator_name' },
    data: Workstation,
    gives: (workstation, _given, asker) => workstation_out(workstation, asker),
  }),
  tool('delete_workstation', verbs['workstations.delete'], {
    ...configure,
    says: 'Removes a workstation where nothing stands. What was done there stays on record.',
    input: z.object({ id: a('The workstation.') }),
    takes: { id: 'id' },
    data: Deleted,
    gives: deleted,
  }),
]

export const Machine = z
  .strictObject({
    id,
    ...Owned,
    workstation_id: maybe_link('Where it stands.'),
    name: text('Unique at its workstation.'),
    type: maybe('What kind of machine it is.'),
    status: z.enum(machine_words).meta({ description: 'The state of PackML it is in.' }),
    created_at,
  })
  .meta({ id: 'Machine' })
type MachineRow = Output<(typeof verbs)['machines.get']>
export const machine_out = (machine: MachineRow, asker: Pick<Actor, 'tenant_id'>): z.input<typeof Machine> => ({
  id: machine.id,
  ...owned(asker),
  workstation_id: machine.workstation_id,
  name: machine.name,
  type: machine.type,
  status: machine_state.theirs(machine.state),
  created_at: machine.created_at,
})

const machine_fields = {
  name: Name.meta({ description: 'Unique at its workstation.', examples: ['MAZAK-1'] }),
  type: z
    .string()
    .max(255)
    .meta({ description: 'What kind of machine.', examples: ['CNC mill'] }),
}
const Status = z.enum(machine_words)

const machines = [
  tool('create_machine', verbs['machines.create'], {
    ...configure,
    says: 'Registers a machine and puts it at a workstation. It is idle at first.',
    input: z.object({ workstation_id: a('Where it stands.'), ...machine_fields }),
    takes: { workstation_id: 'workstation_id', name: 'name', type: 'type' },
    data: Machine,
    gives: (machine, _given, asker) => machine_out(machine, asker),
  }),
  listing('list_machines', verbs['machines.list'], {
    chapter,
    says: 'Lists machines, oldest first.',
    input: z.object({
      workstation_id: a('Only those at this workstation.').optional(),
      status: Status.optional().meta({ description: 'Only those in this state.' }),
    }),
    takes: { workstation_id: 'workstation_id', status: { to: 'state', as: machine_state.ours } },
    adds: { oldest_first: true },
    one: Machine,
    gives: machine_out,
  }),
  tool('update_machine', verbs['machines.update'], {
    ...configure,
    says: 'Renames a machine, or says otherwise what kind it is.',
    input: z.object({ id: a('The machine.'), name: machine_fields.name.optional(), type: machine_fields.type.optional() }),
    takes: { id: 'id', name: 'name', type: 'type' },
    data: Machine,
    gives: (machine, _given, asker) => machine_out(machine, asker),
  }),
  tool('delete_machine', verbs['machines.delete'], {
    ...configure,
    says: 'Removes a machine on which no clock is running. What it did stays on record.',
    input: z.object({ id: a('The machine.') }),
    takes: { id: 'id' },
    data: Deleted,
    gives: deleted,
  }),
  tool('update_machine_status', verbs['machines.change_state'], {
    chapter,
    group: 'run',
    says: 'Brings a machine into another state of PackML. What cannot follow is 409, the same state too.',
    input: z.object({ id: a('The machine.'), status: Status.meta({ description: 'The state it goes to.' }) }),
    takes: { id: 'id', status: { to: 'state', as: machine_state.ours } },
    data: Machine,
    gives: (machine, _given, asker) => machine_out(machine, asker),
  }),
]

export const shop_floor_rows: readonly Row[] = [...lines, ...workstations, ...machines]

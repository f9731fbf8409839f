import type { Context } from '../../../kernel/context.ts'
import { new_id } from '../../../kernel/id.ts'
import { machineStateChanged } from './events.ts'
import { type Machine, type MachineState, machineMovedSince, machineMoveNotAllowed, moves, type Source } from './machine.ts'

interface Move {
  readonly to: MachineState
  readonly source: Source
  readonly reason_id?: string | null
  readonly notes?: string | null | undefined
  /** Null is now. */
  readonly at: string | null
}

/** Brings a machine into another state, on record. The machine is locked; whoever calls settles first. */
export function move_machine(context: Context, machine: Machine, { to, source, reason_id = null, notes = null, at }: Move): Machine {
  const allowed: readonly MachineState[] = moves[source][machine.state]
  if (!allowed.includes(to)) throw not_allowed(machine, to, allowed)
  const occurred_at = at ?? latest(context.now, machine.state_since)
  if (machine.state_since !== null && occurred_at < machine.state_since) {
    throw machineMovedSince.because(`Machine ${machine.name} has been ${machine.state} since ${machine.state_since}.`, {
      state: machine.state,
      state_since: machine.state_since,
    })
  }
  const { id: machine_id, state: from_state } = machine
  const { kind, person_id, key_id } = context.actor
  const id = new_id()
  const row = { id, machine_id, from_state, to_state: to, source, reason_id, notes, actor: { kind, person_id, key_id } }
  context.insert('machine_state_changes', [{ ...row, occurred_at, recorded_at: context.now }])
  const written = { state: to, state_since: occurred_at, updated_at: context.now }
  context.change('machines', machine_id, written)
  const facts = { machine_id, machine_state_change_id: id, old_state: from_state, new_state: to, source, reason_id }
  context.report(machineStateChanged, facts, { occurred_at })
  return { ...machine, ...written }
}

/** Another process's clock, or a tablet's, may run a little ahead of ours. */
const latest = (now: string, since: string | null): string => (since !== null && since > now ? since : now)

function not_allowed(machine: Machine, to: MachineState, allowed: readonly MachineState[]): Error {
  const where = allowed.join(', ')
  const message =
    machine.state === to
      ? `Machine ${machine.name} is ${to} already. From there it can go to: ${where}.`
      : `Machine ${machine.name} cannot go from ${machine.state} to ${to}. From ${machine.state} it can go to: ${where}.`
  return machineMoveNotAllowed.because(message, { from_state: machine.state, to_state: to, allowed })
}

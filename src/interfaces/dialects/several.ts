import { createHash } from 'node:crypto'
import type { Caller } from '../../engine/caller.ts'
import type { Engine } from '../../engine/run.ts'
import type { Actor } from '../../kernel/context.ts'
import type { GembaError, Problem } from '../../kernel/errors.ts'
import type { AnyVerb, Output } from '../../kernel/verb.ts'

/** Runs our verbs within one foreign request, as whoever asks. */
export interface Player {
  readonly actor: Actor
  /** `step` names the run within the request: under the request's Idempotency-Key each step is done once. */
  run<V extends AnyVerb>(verb: V, ours: unknown, step: string, faults?: readonly Problem[]): Promise<Output<V>>
  /** For the log: a failure of one step that the answer goes on after. */
  note(error: GembaError): void
}

export interface Played {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: unknown
}

export const player_of = (engine: Engine, caller: Caller, actor: Actor, note: Player['note']): Player => ({
  actor,
  note,
  async run(verb, ours, step, faults) {
    const { idempotency_key: key } = caller
    const of_step = { ...caller, expected_revision: undefined, idempotency_key: key && step_key(key, step) }
    return (await engine.run(verb, of_step, ours, faults)).output
  },
})

const step_key = (key: string, step: string): string => createHash('sha256').update(`${key}\n${step}`).digest('hex')

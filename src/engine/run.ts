import type pg from 'pg'
import type { Actor, Context } from '../kernel/context.ts'
import { GembaError, type Problem } from '../kernel/errors.ts'
import { sql } from '../kernel/sql.ts'
import { moment } from '../kernel/time.ts'
import type { AnyVerb, Output } from '../kernel/verb.ts'
import { Actors, fingerprint, type SignedIn } from './actors.ts'
import { type Caller, no_policies, nobody, type Outcome, system_actor } from './caller.ts'
import { keep_what_may_be_called, type Verbs } from './can.ts'
import { with_connection } from './connection.ts'
import { assert_declared_event, assert_declared_refusal } from './declared.ts'
import { is_connection_lost, may_be_repeated, of_database, unavailable } from './failures.ts'
import { answer_to_keep, assert_usable, fingerprint_of, in_flight, replay, type Stored } from './idempotency.ts'
import { KeyUse } from './key-use.ts'
import { assert_permitted } from './permission.ts'
import { problems_of, unstorable } from './problems.ts'
import { references_in } from './references.ts'
import { invalid, Kept, type Setting, Transaction } from './transaction.ts'

const most_tries = 4
class Changed extends Error {}

export interface EngineOptions {
  readonly clock?: () => number
  /** Tests check every answer against its schema, every refusal and event against what the verb declares; production does not. */
  readonly checks_answers?: boolean
  readonly on_committed?: () => void
  /** All there are, to say of each thing what may be done with it next; without them nothing is said to be. */
  readonly verbs?: Verbs
  /** Hosts and networks that webhooks may reach although they are private. */
  readonly webhook_allow?: readonly string[]
}

/** Runs verbs: who, may they, is it well-formed, is it a repeat, then the verb and all its writes in one transaction. */
export class Engine {
  readonly pool: pg.Pool
  readonly actors: Actors
  readonly key_use: KeyUse
  readonly #options: EngineOptions
  /** Events committed since the start, for those who watch the server. */
  events_written = 0

  constructor(pool: pg.Pool, options: EngineOptions = {}) {
    this.pool = pool
    this.actors = new Actors(pool)
    this.key_use = new KeyUse(pool)
    this.#options = options
  }

  get checks_answers(): boolean {
    return this.#options.checks_answers ?? false
  }

  now(): number {
    return this.#options.clock?.() ?? Date.now()
  }

  /** `faults` are those that an interface has found already by a contract of its own: they are told together with ours. */
  async run<V extends AnyVerb>(verb: V, caller: Caller, raw: unknown, faults: readonly Problem[] = []): Promise<Outcome<Output<V>>> {
    for (let attempt = 1; ; attempt++) {
      try {
        const outcome = await this.#once(verb, caller, raw, faults)
        // The verb's own `run` made it, or an earlier run of the same verb did.
        return outcome as Outcome<Output<V>>
      } catch (error) {
        const again = error instanceof Changed || may_be_repeated(error)
        if (again && attempt < most_tries) continue
        if (this.#options.checks_answers) assert_declared_refusal(verb, error)
        throw error
      }
    }
  }

  /** Work of the program's own, in one tenant and one transaction, with its events. */
  async as_system<T>(name: string, tenant_id: string, work: (context: Context) => Promise<T>): Promise<T> {
    const setting: Setting = {
      actor: system_actor({ tenant_id }),
      policies: no_policies,
      now: moment(this.now()),
      origin: 'api',
      verb: name,
      request_id: name,
      expected_revision: null,
      address: '',
      webhook_allow: this.#options.webhook_allow ?? [],
      bytes: undefined,
      may_cross_tenants: true,
    }
    return with_connection(this.pool, async (client) => {
      const transaction = new Transaction(client, setting, this.key_use)
      transaction.command('begin')
      transaction.enter(tenant_id)
      try {
        const result = await Promise.race([work(transaction), transaction.failed])
        transaction.settle()
        transaction.flush()
        await this.#commit(transaction)
        this.#tell(transaction)
        return result
      } catch (error) {
        await transaction.command('rollback').catch(() => '')
        throw error instanceof Over ? error.error : error
      }
    })
  }

  async who(caller: Caller): Promise<SignedIn | null> {
    if (caller.token === null) return null
    try {
      return await this.actors.find(caller.token, this.now())
    } catch (error) {
      throw error instanceof GembaError ? error : is_connection_lost(error) ? unavailable(error) : of_database([error])
    }
  }

  /** What is remembered of a caller may be out of date: nobody is turned away on its word. */
  async permitted(verb: AnyVerb, caller: Caller): Promise<{ actor: Actor; signed_in: SignedIn | null }> {
    for (let remembered = true; ; remembered = false) {
      const signed_in = await this.who(caller)
      const actor = caller.system ? system_actor(caller.system) : (signed_in?.actor ?? nobody)
      try {
        assert_permitted(verb, actor, caller.scopes)
        return { actor, signed_in }
      } catch (refused) {
        if (!signed_in || !remembered) throw refused
        this.actors.forget(signed_in.token_hash)
      }
    }
  }

  async #once(verb: AnyVerb, caller: Caller, raw: unknown, faults: readonly Problem[]): Promise<Outcome> {
    const { actor, signed_in } = await this.permitted(verb, caller)
    const key = verb.kind === 'writes' && actor.kind !== 'anonymous' ? caller.idempotency_key : undefined
    if (key !== undefined) assert_usable(key)

    const wrong = unstorable(raw)
    if (wrong.length > 0) throw invalid(wrong)
    const parsed = verb.input.strict().safeParse(raw)
    const problems = [...faults, ...(parsed.success ? [] : problems_of(parsed.error, raw)), ...(verb.faults?.(raw) ?? [])]

    const key_print = key === undefined ? '' : fingerprint_of(verb, caller.bytes ? { raw, bytes: caller.bytes } : raw)
    const setting: Setting = {
      actor,
      policies: signed_in?.policies ?? no_policies,
      now: caller.system?.now ?? moment(this.now()),
      origin: caller.system?.origin ?? verb.origin ?? 'api',
      verb: verb.name,
      request_id: caller.request_id,
      expected_revision: caller.expected_revision ?? null,
      address: caller.system ? '' : caller.address,
      webhook_allow: this.#options.webhook_allow ?? [],
      bytes: caller.bytes,
      may_cross_tenants: verb.crosses_tenants === true || actor.kind === 'system',
    }
    const request = { key, print: key_print, raw, input: parsed.data, problems }
    try {
      return await with_connection(this.pool, (client) =>
        this.#attempt(new Transaction(client, setting, this.key_use), verb, signed_in, request),
      )
    } catch (error) {
      if (error instanceof Changed && signed_in) this.actors.forget(signed_in.token_hash)
      throw error
    }
  }

  async #attempt(transaction: Transaction, verb: AnyVerb, signed_in: SignedIn | null, request: Request): Promise<Outcome> {
    const { actor, now } = transaction
    const begun = transaction.command(verb.kind === 'reads' ? 'begin read only' : 'begin')
    const repeat = this.#ask(transaction, verb, signed_in, request)
    transaction.close_gate(
      Promise.all([begun, repeat]).then(([, stored]) => {
        if (stored !== undefined) throw new Repeated(stored)
      }),
    )
    try {
      if (request.problems.length > 0) {
        for (const problem of request.problems) transaction.problems.push(problem)
        await repeat
        transaction.settle()
      }
      // A verb's methods compare bivariantly; the input was parsed by this very verb's schema.
      const output = await Promise.race([verb.run(transaction, request.input as never), transaction.failed]).catch(kept)
      await repeat.then((stored) => {
        if (stored !== undefined) throw new Repeated(stored)
      })
      transaction.settle()
      const refused = output instanceof Kept
      if (!refused) keep_what_may_be_called(output, verb.output, actor, this.#options.verbs ?? {})
      if (this.#options.checks_answers) {
        if (!refused) verb.output.parse(output)
        for (const { row } of transaction.reported) assert_declared_event(verb, row.name, row.facts)
      }
      if (verb.kind === 'writes') {
        const kept = request.key === undefined || refused ? null : answer_to_keep(actor.id, request.key, verb, request.print, output, now)
        transaction.flush(kept)
      }
      await this.#commit(transaction)
      this.#tell(transaction)
      if (refused) throw new Over(output.error)
      return { output, replayed: false }
    } catch (error) {
      if (error instanceof Over) throw error.error
      const rolled_back = transaction.command('rollback').catch(() => '')
      if (error instanceof Repeated) {
        await rolled_back
        return { output: replay(error.stored, verb.name, request.print), replayed: true }
      }
      const failure = await transaction.all_done().catch((cause: unknown) => cause)
      await rolled_back
      // A reference that is not there explains whatever came of it.
      if (transaction.problems.length > 0 && !(error instanceof Changed)) throw invalid(transaction.problems)
      // A statement that failed explains what the verb then stumbled over.
      if (failure !== undefined && !(error instanceof GembaError) && !(error instanceof Changed)) throw failure
      throw error
    }
  }

  /** The engine's own questions, on the way in the first round trip. Answers what is stored under the key, if anything. */
  async #ask(transaction: Transaction, verb: AnyVerb, signed_in: SignedIn | null, request: Request): Promise<Stored | undefined> {
    const { actor, now } = transaction
    const opened = actor.tenant_id
      ? transaction.send<Opened>(open_transaction(actor, signed_in, request.key, now))
      : Promise.resolve<Opened[]>([])
    const checked = transaction.check(references_in(verb.input, request.raw), verb.kind === 'writes')
    const [[answer]] = await Promise.all([opened, checked])
    if (signed_in && fingerprint(answer?.found ?? null) !== signed_in.fingerprint) throw new Changed()
    if (signed_in?.actor.key_id) this.key_use.note(signed_in.actor.key_id, signed_in.home_tenant_id, this.now())
    if (request.key === undefined) return undefined
    if (answer?.mine !== true) throw in_flight()
    return answer.verb === null ? undefined : { verb: answer.verb, fingerprint: answer.fingerprint, output: answer.output }
  }

  #tell(transaction: Transaction): void {
    if (transaction.reported.length === 0) return
    this.events_written += transaction.reported.length
    this.#options.on_committed?.()
  }

  async #commit(transaction: Transaction): Promise<void> {
    const committed = transaction.command('commit')
    await transaction.all_done()
    try {
      const tag = await committed
      if (tag !== 'COMMIT')
        throw new GembaError(
          'bug',
          'not_committed',
          'Nothing was changed: the database refused the whole. Give the request id when you report it.',
        )
    } catch (cause) {
      if (cause instanceof GembaError) throw cause
      const message = 'The connection was lost while saving. Repeat the request with the same Idempotency-Key to learn whether it was done.'
      throw new Over(new GembaError('unavailable', 'outcome_unknown', message, { cause, facts: { retry_after_s: 1 } }))
    }
  }
}

interface Request {
  readonly key: string | undefined
  readonly print: string
  readonly raw: unknown
  readonly input: unknown
  readonly problems: readonly Problem[]
}

class Repeated extends Error {
  readonly stored: Stored
  constructor(stored: Stored) {
    super('done before')
    this.stored = stored
  }
}

/** The transaction has ended, or nobody knows: there is nothing to roll back, only this to say. */
class Over extends Error {
  readonly error: GembaError
  constructor(error: GembaError) {
    super(error.message)
    this.error = error
  }
}

interface Opened extends Stored {
  readonly found: unknown
  readonly mine: boolean | null
}

const open_transaction = (actor: Actor, signed_in: SignedIn | null, key: string | undefined, now: string) =>
  sql`select caller as found, mine, verb, fingerprint, output
    from open_transaction(${actor.tenant_id}, ${signed_in?.token_hash ?? null}, ${actor.session_id !== null}, ${actor.id}, ${key ?? null}, ${now})`

const kept = (error: unknown): Kept => {
  if (error instanceof Kept) return error
  throw error
}

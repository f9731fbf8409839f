import { everything_of, ids_by_table } from '../../test/everything-of.ts'
import { another_tenant } from '../../test/people.ts'
import { as_owner, open_shop, type Shop } from '../../test/shop.ts'
import { run_all_examples } from '../../test/world.ts'
import { type Effort, type Figures, Tally } from '../proof.ts'
import { random_of } from '../random.ts'
import { places } from '../routes.ts'
import { type Request, request_of, type World } from './requests.ts'
import { bytes_of, type Heard, send } from './wire.ts'
import { Bystander, now_in, written_on_a_no } from './witness.ts'

const at_once = 8
const of_one_world = 5000

interface Trial {
  readonly shop: Shop
  readonly port: number
  readonly effort: Effort
  readonly unexpected: Tally
  readonly statuses: Map<string, Tally>
  sent: number
}

/** Requests that nobody should send, to every route: none breaks the server, none hangs, and a no leaves no trace. */
export async function malformed(effort: Effort): Promise<Figures> {
  const shop = await open_shop()
  try {
    const port = Number(new URL(await shop.app.listen({ port: 0, host: '127.0.0.1' })).port)
    const trial: Trial = { shop, port, effort, unexpected: new Tally(), statuses: new Map(), sent: 0 }
    const bystander = await a_bystander(shop, effort)
    const until = Date.now() + (effort.minutes ?? 0) * 60_000
    const enough = effort.short ? 600 : 50_000
    while (trial.sent < enough || Date.now() < until) {
      await try_one_world(trial, Math.min(of_one_world, Math.max(enough - trial.sent, 600)))
      for (const change of await as_owner(shop.database, (client) => bystander.changes(client))) effort.fault(change)
      effort.say(`  ${trial.sent} requests sent`)
    }
    for (const [kind, statuses] of trial.statuses) effort.say(`  ${kind}: ${statuses}`)
    for (const [what, n] of trial.unexpected.entries) effort.say(`  unexpected ${n} × ${what}`)
    return { requests: trial.sent, routes: places.length }
  } finally {
    await shop.close()
  }
}

async function a_bystander(shop: Shop, { short }: Effort): Promise<Bystander> {
  const { id, key } = await another_tenant(shop, 'Bystander')
  if (!short) await run_all_examples(shop, id, key)
  return as_owner(shop.database, async (client) => new Bystander(id, await everything_of(client, id)))
}

/** A company with one of everything, that the requests may wreck. */
async function try_one_world(trial: Trial, how_many: number): Promise<void> {
  const { shop } = trial
  const { id, key } = await another_tenant(shop, `World ${trial.sent}`)
  await run_all_examples(shop, id, key, ({ name }) => !/\.(delete|cancel|close)$/.test(name))
  const { world, from } = await as_owner(shop.database, async (client) => ({
    world: { key, system_key: shop.admin.key, ids: spared(await ids_by_table(client, id)) },
    from: await now_in(client),
  }))
  const first = trial.sent
  const answers = new Map<string, number>()
  const one_after_the_other = async (): Promise<void> => {
    while (trial.sent < first + how_many) await try_one(trial, world, trial.sent++, answers)
  }
  await Promise.all(Array.from({ length: at_once }, one_after_the_other))
  for (const fault of await as_owner(shop.database, (client) => written_on_a_no(client, from, answers))) trial.effort.fault(fault)
}

/** The key that asks and who it acts for, the first of each, are not named: nobody could go on asking. */
const spared = (ids: ReadonlyMap<string, readonly string[]>): World['ids'] =>
  new Map([...ids].map(([table, all]) => [table, ['api_keys', 'people'].includes(table) ? all.slice(1) : all]))

async function try_one(trial: Trial, world: World, n: number, answers: Map<string, number>): Promise<void> {
  const random = random_of(trial.effort.seed, n)
  const place = random.pick(places)
  const request = request_of(n, place, random, world)
  const heard = await send(trial.port, request.wire)
  if (request.is_named) answers.set(`bad-${n}`, heard.status)
  const statuses = trial.statuses.get(request.kind) ?? new Tally()
  trial.statuses.set(request.kind, statuses)
  statuses.add(String(heard.status))
  const wrong = wrong_with(request, heard)
  if (wrong === null) return
  trial.unexpected.add(`${place.name} ${heard.status}: ${wrong}`)
  trial.effort.fault(
    `${place.name}, request ${n}, ${request.kind}: ${wrong} after ${heard.took_ms} ms: ${shown(request)} → ${heard.text.slice(0, 700)}`,
  )
}

const innards = /node_modules|\.ts:\d+:\d+|at async |syntax error at or near|violates \w+ constraint|relation "|column "/

function wrong_with({ kind, wire }: Request, heard: Heard): string | null {
  if (heard.hung) return 'no answer within 10 s'
  if (heard.status >= 500) return `a ${heard.status}`
  if (heard.status >= 400 && innards.test(heard.text)) return 'shows innards'
  // Who hangs up, or sends more than is read, may miss the answer; so may who does not speak HTTP.
  const may_be_silent = wire.is_cut_short || ['huge', 'headers', 'method', 'path'].includes(kind) || bytes_of(wire).length > 100_000
  return heard.status === 0 && !may_be_silent ? 'closed without an answer' : null
}

const shown = ({ wire }: Request): string => JSON.stringify(bytes_of(wire).subarray(0, 1500).toString())

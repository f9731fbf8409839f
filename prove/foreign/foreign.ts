import { everything_of } from '../../test/everything-of.ts'
import { another_tenant } from '../../test/people.ts'
import { type Answer, as_owner, open_shop, type Shop } from '../../test/shop.ts'
import { ids_of, run_all_examples } from '../../test/world.ts'
import { type Effort, type Figures, Tally } from '../proof.ts'
import { Random } from '../random.ts'
import { address_of, type Sending } from '../request.ts'
import type { Place } from '../routes.ts'
import { type Case, cases_of } from './cases.ts'
import { changed_since, read_theirs, type Theirs } from './theirs.ts'

const at_once = 4
const between_looks = 40

interface Caller {
  readonly name: string
  readonly key: string
  may_ask(place: Place): boolean
}

interface Trial {
  readonly shop: Shop
  readonly theirs: Theirs
  readonly their_tenant: string
  readonly effort: Effort
  readonly statuses: Tally
  readonly twins: Map<string, { readonly asked: Promise<Answer>; readonly nobodys: string }>
  before: Record<string, string>
  cases: number
}

/** Whatever of another company's is put wherever it fits: nothing of theirs is answered, and nothing of theirs changes. */
export async function foreign(effort: Effort): Promise<Figures> {
  const random = new Random(effort.seed)
  // A report that reaches until now says the same of what is theirs and of what is nobody's only at one moment.
  const now = Date.now()
  const shop = await open_shop({ clock: () => now })
  try {
    const ours = await another_tenant(shop, 'Ours')
    const other = await another_tenant(shop, 'Theirs')
    const may = ({ name }: { name: string }): boolean => !/\.(delete|cancel|close)$/.test(name)
    for (const { id, key } of [ours, other]) await run_all_examples(shop, id, key, may)
    const sandbox = await shop.call('POST', '/v1/api-keys', { name: 'Their sandbox', sandbox: true }, { key: other.key })
    const trial = await begin(effort, shop, other.id)
    const of_tenants = ({ noun }: Place): boolean => noun === 'tenants'
    const callers: Caller[] = [
      { name: 'our admin', key: ours.key, may_ask: () => true },
      { name: 'the system admin', key: shop.admin.key, may_ask: (place) => !of_tenants(place) },
      { name: 'their own sandbox', key: sandbox.body.key, may_ask: () => true },
    ]
    const our_ids = remembering((table) => ids_of(shop, ours.id, table))
    const until = Date.now() + (effort.minutes ?? 0) * 60_000
    const enough = effort.short ? 150 : 10_000
    while (trial.cases < enough || Date.now() < until) {
      const all = random.shuffled(await cases_of(trial.theirs, our_ids, random, 2))
      await try_all(trial, callers, effort.short ? all.slice(0, enough) : all, random)
    }
    effort.say(`  answers: ${trial.statuses}`)
    return { cases: trial.cases, things_of_theirs: [...trial.theirs.ids.values()].flat().length }
  } finally {
    await shop.close()
  }
}

async function begin(effort: Effort, shop: Shop, their_tenant: string): Promise<Trial> {
  const { theirs, before } = await as_owner(shop.database, async (client) => ({
    theirs: await read_theirs(client, their_tenant),
    before: await everything_of(client, their_tenant),
  }))
  return { shop, theirs, their_tenant, before, effort, statuses: new Tally(), twins: new Map(), cases: 0 }
}

function remembering(ids: (table: string) => Promise<readonly string[]>): (table: string) => Promise<readonly string[]> {
  const known = new Map<string, Promise<readonly string[]>>()
  return (table) => {
    const found = known.get(table) ?? ids(table)
    known.set(table, found)
    return found
  }
}

/** Our administrator tries everything; the two others a part of it. */
async function try_all(trial: Trial, callers: readonly Caller[], cases: readonly Case[], random: Random): Promise<void> {
  const [admin, ...others] = callers
  const tries = cases.map((one) => ({ one, caller: (random.chance(0.8) ? admin : random.pick(others)) ?? random.pick(callers) }))
  const may = tries.filter(({ one, caller }) => caller.may_ask(one.place))
  for (let from = 0; from < may.length; from += between_looks) {
    const some = may.slice(from, from + between_looks)
    for (let at = 0; at < some.length; at += at_once) {
      await Promise.all(some.slice(at, at + at_once).map(({ one, caller }) => try_one(trial, caller, one)))
    }
    const { tables, now } = await as_owner(trial.shop.database, (client) => changed_since(client, trial.their_tenant, trial.before))
    if (tables.length > 0)
      trial.effort.fault(`their ${tables.join(', ')} changed by one of ${some.map(({ one }) => name_of(one)).join('; ')}`)
    trial.before = now
  }
}

const name_of = ({ place, position, foreign }: Case): string => `${place.name} ${position} = ${foreign}`

async function try_one(trial: Trial, caller: Caller, one: Case): Promise<void> {
  trial.cases += 1
  const answer = await ask(trial, caller, one.place, one.sending)
  trial.statuses.add(String(answer.status))
  const said = `${answer.status} ${JSON.stringify(answer.body)} ${JSON.stringify(answer.headers)}`
  const fault = (what: string): void => trial.effort.fault(`${name_of(one)} as ${caller.name}: ${what}; ${said.slice(0, 600)}`)
  const seen = trial.theirs.seen_in(said, [one.foreign, one.foreign.toLowerCase()])
  if (seen.length > 0) fault(`shows ${seen.slice(0, 5).join(', ')}`)
  if (answer.status >= 500) fault('fails')
  if (answer.status < 300 && one.place.verb?.kind === 'writes') fault('is taken')
  if (!one.compares || is_told_foreign(one.place, answer)) return
  const key = [caller.name, one.place.name, one.position, one.base, kind_of(one.nobodys)].join(' ')
  const twin = trial.twins.get(key) ?? { asked: ask(trial, caller, one.place, one.twin), nobodys: one.nobodys }
  trial.twins.set(key, twin)
  const expected = await twin.asked
  if (expected.status === answer.status && without(expected, twin.nobodys) === without(answer, one.foreign)) return
  fault(`is answered unlike what nobody has: ${expected.status} ${JSON.stringify(expected.body).slice(0, 300)}`)
}

/** Its page orders that what is another company's is told apart from what is not there. */
const is_told_foreign = ({ interface: name }: Place, { status }: Answer): boolean => name === 'eryxon' && status === 403

const kind_of = (value: string): string => (value.startsWith('Nobodys') ? 'text' : value.length < 20 ? 'code' : 'id')

/** Where the log is read to moves on by itself. */
const without = ({ body }: Answer, value: string): string =>
  JSON.stringify(body)
    .replaceAll(value, '')
    .replaceAll(value.toLowerCase(), '')
    .replaceAll(/"next_cursor":"[^"]*"/g, '')

function ask({ shop }: Trial, { key }: Caller, place: Place, sending: Sending): Promise<Answer> {
  const takes_bytes = place.verb?.bytes === 'in'
  const headers = { 'x-request-id': 'foreign', ...(takes_bytes ? { 'content-type': 'text/plain' } : {}) }
  return shop.call(method_of(place), address_of(place, sending), takes_bytes ? 'a file' : sending.body, { key, headers })
}

// Routes of ours have no other methods.
const method_of = ({ method }: Place) => method as Parameters<Shop['call']>[0]

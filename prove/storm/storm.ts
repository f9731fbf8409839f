import { job_faults, total_faults } from '../../test/consistency.ts'
import { as_owner, open_shop, type Shop } from '../../test/shop.ts'
import { type Effort, type Figures, Tally } from '../proof.ts'
import { type Random, random_of } from '../random.ts'
import { type Act, acts } from './acts.ts'
import { type Floor, lay_out_floor, new_slot, type Slot } from './floor.ts'

const clients = 32
const longest_ms = 10_000

interface Weather {
  readonly shop: Shop
  readonly floor: Floor
  readonly until: number
  readonly statuses: Tally
  readonly effort: Effort
  requests: number
  /** Keys that are sent by two clients at once now and then. */
  last_key: string
}

/** Many clients, random orders, the same ten jobs: nothing of it may end in a 5xx, and afterwards all is true to itself. */
export async function storm(effort: Effort): Promise<Figures> {
  const shop = await open_shop()
  try {
    const floor = await lay_out_floor(shop, random_of(effort.seed, 0))
    const duration_ms = effort.short ? 5000 : Math.max(60_000, (effort.minutes ?? 0) * 60_000)
    const weather: Weather = {
      shop,
      floor,
      until: Date.now() + duration_ms,
      statuses: new Tally(),
      effort,
      requests: 0,
      last_key: 'first',
    }
    await Promise.all(Array.from({ length: clients }, (_, at) => one_client(weather, random_of(effort.seed, at + 1))))
    const faults = await as_owner(shop.database, async (client) => [...(await job_faults(client)), ...(await total_faults(client))])
    effort.say(weather.statuses.entries.map(([what, n]) => `  ${what}: ${n}`).join('\n'))
    for (const fault of faults) effort.fault(fault)
    return { seconds: duration_ms / 1000, clients, requests: weather.requests, jobs: floor.jobs.length }
  } finally {
    await shop.close()
  }
}

async function one_client(weather: Weather, random: Random): Promise<void> {
  const { floor } = weather
  while (Date.now() < weather.until) {
    const slot = random.pick(floor.slots)
    const act = random.weighted(acts)(random, floor, slot)
    const answer = await ask(weather, random, act)
    if (answer.status < 300) act.learn?.(answer.body)
    if (answer.status < 300 && act.ends_job) await replace(weather, slot, random)
  }
}

async function ask(weather: Weather, random: Random, act: Act) {
  const begun = Date.now()
  const answer = await weather.shop.call(act.method, act.path, act.body, { headers: headers_of(weather, random, act) })
  const took_ms = Date.now() - begun
  weather.requests += 1
  weather.statuses.add(`${act.name} ${answer.status}${answer.status < 400 ? '' : ` ${answer.body.reason ?? answer.body.error?.code}`}`)
  if (answer.status >= 500 || took_ms > longest_ms) {
    weather.effort.fault(
      `${act.method} ${act.path} ${JSON.stringify(act.body)}: ${answer.status} after ${took_ms} ms ${JSON.stringify(answer.body)}`,
    )
  }
  return answer
}

function headers_of(weather: Weather, random: Random, act: Act): Record<string, string> {
  if (act.method === 'GET' || !random.chance(0.15)) return {}
  if (random.chance(0.7)) weather.last_key = `storm-${random.next()}`
  return { 'idempotency-key': weather.last_key }
}

async function replace({ shop, floor }: Weather, slot: Slot, random: Random): Promise<void> {
  const at = floor.slots.indexOf(slot)
  if (at >= 0) floor.slots[at] = await new_slot(shop, floor, random)
}

import { setTimeout as delay } from 'node:timers/promises'
import { type Effort, type Figures, Tally } from '../proof.ts'
import { Random } from '../random.ts'
import { type Accounts, settle_accounts } from './accounts.ts'
import { Clients } from './clients.ts'
import { RealServer, victims } from './real-server.ts'
import { Work, type Write } from './writes.ts'

const how_many_clients = 50
const back_within_ms = 90_000
const between_kills = { short: 15, full: 150 }

/** Whatever is killed whenever: what was acknowledged is there, once; what was not known is found out by asking again. */
export async function kills(effort: Effort): Promise<Figures> {
  const random = new Random(effort.seed)
  const server = new RealServer()
  try {
    await server.start()
    const clients = new Clients(server, new Work(), effort, how_many_clients)
    const killed = await kill_again_and_again(server, clients, random, effort)
    await clients.finish()
    const { writes } = clients.work
    const accounts = await server.as_owner((client) => settle_accounts(client, writes))
    const exit_code = await server.stop()
    const left = await server.left_over(20_000)
    effort.say(`  answers: ${clients.answers}`)
    effort.say(`  killed: ${killed.of}`)
    const faults = [
      ...named('lost', accounts.lost),
      ...named('doubled', accounts.doubled),
      ...named('wrong', accounts.wrong),
      ...(exit_code === 0 ? [] : [`it ended with ${exit_code} when told to stop: ${server.said}`]),
      ...(left.length === 0 ? [] : [`processes left: ${left.join(', ')}`]),
    ]
    for (const fault of faults) effort.fault(fault)
    const { times, longest_away_s } = killed
    return { kills: times, longest_away_s, ...figures_of(writes, accounts), orphans: left.length }
  } finally {
    await server.remove()
  }
}

const named = (how: string, what: readonly string[]): string[] => what.map((one) => `${how}: ${one}`)

interface Killed {
  readonly of: Tally
  times: number
  longest_away_s: number
}

async function kill_again_and_again(server: RealServer, clients: Clients, random: Random, effort: Effort): Promise<Killed> {
  const killed: Killed = { of: new Tally(), times: 0, longest_away_s: 0 }
  const until = Date.now() + (effort.minutes ?? 0) * 60_000
  const order = random.shuffled(victims)
  const enough = effort.short ? between_kills.short : between_kills.full
  while (killed.times < (effort.short ? 3 : 50) || Date.now() < until) {
    await acknowledged_more(server, clients, enough)
    await delay(random.below(effort.short ? 300 : 1000))
    const victim = order[killed.times] ?? random.pick(victims)
    const begun = Date.now()
    const down = await server.kill(victim)
    note(killed, victim)
    if (random.chance(0.2) && !effort.short) {
      note(killed, 'everything while it came back')
      const strikes = delay(random.below(1500)).then(() => server.kill('everything'))
      await Promise.allSettled([down ? server.start() : undefined, strikes])
      await server.start()
    } else if (down) await server.start()
    await acknowledged_more(server, clients, 1)
    const away_s = (Date.now() - begun) / 1000
    effort.say(`  kill ${killed.times}: ${victim}, away ${away_s} s`)
    killed.longest_away_s = Math.max(killed.longest_away_s, away_s)
  }
  await acknowledged_more(server, clients, enough)
  return killed
}

function note(killed: Killed, victim: string): void {
  killed.times += 1
  killed.of.add(victim)
}

/** The server is back when clients hear yes again. */
async function acknowledged_more(server: RealServer, clients: Clients, how_many: number): Promise<void> {
  const goal = clients.acknowledged + how_many
  const deadline = Date.now() + back_within_ms
  while (clients.acknowledged < goal) {
    if (server.ended !== null) throw new Error(`the server, which nobody had killed, ended: ${server.ended}`)
    if (Date.now() > deadline) throw new Error(`no writes were acknowledged within ${back_within_ms} ms of a kill: ${server.said}`)
    await delay(20)
  }
}

function figures_of(writes: readonly Write[], accounts: Accounts) {
  const acknowledged = writes.filter(({ state }) => state === 'acknowledged')
  const unknown = writes.filter(({ was_unknown }) => was_unknown)
  const resolved = unknown.filter(({ state }) => state !== 'sent')
  return {
    clients: how_many_clients,
    writes: writes.length,
    acknowledged: acknowledged.length,
    lost: accounts.lost.length,
    doubled: accounts.doubled.length,
    unknown: unknown.length,
    resolved: resolved.length,
    resolved_done_before: resolved.filter(({ replayed }) => replayed).length,
    resolved_done_now: resolved.filter(({ state, replayed }) => state === 'acknowledged' && !replayed).length,
    resolved_refused: resolved.filter(({ state }) => state === 'refused').length,
  }
}

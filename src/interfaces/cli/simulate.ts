import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { verbs } from '../../domain/verbs.gen.ts'
import { GembaError } from '../../kernel/errors.ts'
import type { Answer, Call } from '../../simulator/call.ts'
import { begin } from '../../simulator/run.ts'
import { type ScenarioName, scenarios } from '../../simulator/scenarios.ts'
import { one_tick } from '../../simulator/tick.ts'
import { line_of, summary_of } from '../../simulator/told.ts'
import { type Client, call } from './request.ts'

const names = Object.keys(scenarios)

export const simulate_usage = `gemba simulate --scenario NAME [--seed N] [--speed S] [--ticks N] [--url URL] [--key KEY]

Puts a simulated shop to work on a server, by the same calls that anybody may make. Ctrl-C ends it after the tick.

  --scenario NAME  what happens:
${Object.entries(scenarios)
  .map(([name, { says }]) => `                   ${name.padEnd(18)} ${says}`)
  .join('\n')}
  --seed N         the same number, the same calls in an empty company (1)
  --speed S        1 is a tick every two seconds, 10 one every 200 ms; max does not wait (1)
  --ticks N        how many; left out, until Ctrl-C
  --url, --key     the server and an API key of a planner; else GEMBA_URL and GEMBA_API_KEY`

const options = {
  scenario: { type: 'string' },
  seed: { type: 'string', default: '1' },
  speed: { type: 'string', default: '1' },
  ticks: { type: 'string' },
  url: { type: 'string' },
  key: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const

interface Screen {
  out(text: string): void
}
const terminal: Screen = { out: (text) => console.log(text) }

/** The first Ctrl-C ends the run after its tick; the second ends the program, as ever. */
function on_interrupt(): AbortSignal {
  const stop = new AbortController()
  process.once('SIGINT', () => stop.abort())
  return stop.signal
}

export async function simulate(words: readonly string[], known: Client, screen = terminal, stop = on_interrupt()): Promise<void> {
  const { values: given } = parseArgs({ args: [...words], options })
  if (given.help) return screen.out(simulate_usage)
  const { name, seed, tick_ms, ticks } = settings_of(given)
  const client: Client = { url: given.url ?? known.url, key: given.key ?? known.key }
  if (!client.key) throw new Error('Give an API key: --key, or GEMBA_API_KEY.')
  const asked = call_at(client)

  const run = await begin(asked, name, seed)
  screen.out(`${name} with seed ${seed}: ${scenarios[name].says}`)
  for (let tick = 1; tick <= ticks && !stop.aborted; tick++) {
    const [told] = await Promise.all([one_tick(run, tick), pause(tick_ms, stop)])
    screen.out(line_of(told))
  }
  const { data: alerts } = await asked('alerts.list', { acknowledged: false, limit: 20 })
  screen.out(summary_of(run.tally, alerts))
}

interface Settings {
  readonly name: ScenarioName
  readonly seed: number
  readonly tick_ms: number
  readonly ticks: number
}

const at_speed_1_ms = 2000

function settings_of(given: { scenario?: string; seed: string; speed: string; ticks?: string }): Settings {
  const name = given.scenario ?? ''
  if (!is_scenario(name)) throw new Error(`Say which scenario: --scenario ${names.join(', ')}.\n\n${simulate_usage}`)
  if (!/^\d{1,10}$/.test(given.seed)) throw new Error('--seed is a whole number.')
  const speed = given.speed === 'max' ? null : Number(given.speed)
  if (speed !== null && !(speed >= 0.01 && speed <= 1000)) throw new Error('--speed is a number from 0.01 to 1000, or max.')
  if (given.ticks !== undefined && !/^[1-9]\d{0,8}$/.test(given.ticks)) throw new Error('--ticks is a whole number, 1 or more.')
  if (speed === null && given.ticks === undefined) throw new Error('Say how many --ticks: at that speed nobody ends it in time.')
  return {
    name,
    seed: Number(given.seed),
    tick_ms: speed === null ? 0 : at_speed_1_ms / speed,
    ticks: given.ticks === undefined ? Number.POSITIVE_INFINITY : Number(given.ticks),
  }
}

const is_scenario = (name: string): name is ScenarioName => Object.hasOwn(scenarios, name)

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  ms === 0 ? Promise.resolve() : wait(ms, undefined, { signal }).catch(() => undefined)

const most_tries = 6

/** Where the server is away for a moment, or wants fewer at once, it is said again: what was said twice happens once. */
export const call_at =
  (client: Client): Call =>
  async (name, input) => {
    const verb = verbs[name]
    const settings = verb.kind === 'writes' ? { idempotency_key: randomUUID() } : {}
    for (let attempt = 1; ; attempt++) {
      try {
        // The server's own answer to this verb, by its schema.
        return (await call(verb, { input, settings }, client)) as Answer<typeof name>
      } catch (error) {
        const is_away = error instanceof GembaError && (error.code === 'unavailable' || error.code === 'rate_limited')
        if (!is_away || attempt === most_tries) throw error
        await wait(Math.min(60, Math.max(0.2, Number(error.facts.wait_s))) * 1000)
      }
    }
  }

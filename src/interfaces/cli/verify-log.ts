import { parseArgs } from 'node:util'
import { verbs } from '../../domain/verbs.gen.ts'
import type { Output } from '../../kernel/verb.ts'
import { route_of } from '../rest/route.ts'
import type { Client } from './request.ts'
import { type Screen, terminal } from './screen.ts'

export const verify_usage = `gemba verify [--head N:HASH] [--url URL] [--key KEY]

Reads the whole event log and compares it with its seals. Ends with 1 where something was changed.

  --head N:HASH  a seal that was noted earlier, as this command prints it: it must still stand in the chain
  --url, --key   the server and an API key; else GEMBA_URL and GEMBA_API_KEY`

const options = {
  head: { type: 'string' },
  url: { type: 'string' },
  key: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const

export async function verify_log(words: readonly string[], known: Client, screen: Screen = terminal): Promise<void> {
  const { values: given } = parseArgs({ args: [...words], options })
  if (given.help) return screen.out(verify_usage)
  const client: Client = { url: given.url ?? known.url, key: given.key ?? known.key }
  let [seals, events, faults] = [0, 0, 0]
  let head: Verified['head'] = null
  for (let from: number | null = 1; from !== null; ) {
    const page: Verified = await read(client, `${route_of(verbs['seals.verify']).path}?from=${from}&limit=100`)
    for (const { n, says } of page.broken) screen.out(`seal ${n}: ${says}`)
    seals += page.verified
    events += page.events
    faults += page.broken.length
    head = page.head ?? head
    from = page.next
  }
  if (given.head !== undefined && !(await stands(client, given.head))) {
    faults += 1
    screen.out(`The seal ${given.head} does not stand in the log: it was changed or cut off since that was noted.`)
  }
  screen.out(
    `${seals} seals over ${events} events hold${faults === 0 ? '.' : `, ${faults} faults.`}${head ? ` Note the newest: --head ${head.n}:${head.hash}` : ''}`,
  )
  if (faults > 0) screen.failed()
}

type Verified = Output<(typeof verbs)['seals.verify']>

async function stands(client: Client, noted: string): Promise<boolean> {
  const [, n, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(noted) ?? []
  if (n === undefined) throw new Error('Give --head as this command printed it: N:HASH.')
  const path = route_of(verbs['seals.list']).path
  const { data } = await read<Output<(typeof verbs)['seals.list']>>(client, `${path}?limit=1&before=${Number(n) + 1}`)
  return data[0]?.n === Number(n) && data[0].hash === hash
}

async function read<Answer>({ url, key }: Client, path: string): Promise<Answer> {
  const headers = key === undefined ? {} : { authorization: `Bearer ${key}` }
  const response = await fetch(`${url.replace(/\/+$/, '')}${path}`, { headers })
  const answer: unknown = await response.json()
  if (!response.ok) throw new Error(`The server answers ${response.status}: ${JSON.stringify(answer)}`)
  // The server's own answer to this verb, by its schema.
  return answer as Answer
}

import { parseArgs } from 'node:util'
import { start_for_tests } from '../test/one-postgres-for-all.ts'
import { use_server } from '../test/shop.ts'
import { foreign } from './foreign/foreign.ts'
import { kills } from './kills/kills.ts'
import { malformed } from './malformed/malformed.ts'
import type { Effort, Figures } from './proof.ts'
import { storm } from './storm/storm.ts'

const proofs: Readonly<Record<string, (effort: Effort) => Promise<Figures>>> = { kills, foreign, malformed, storm }
const most_shown = 50

const usage = `npm run prove [-- --only ${Object.keys(proofs).join('|')} --seed N --minutes M | --short]`

const { values } = parseArgs({
  options: { only: { type: 'string' }, seed: { type: 'string' }, minutes: { type: 'string' }, short: { type: 'boolean', default: false } },
})
const seed = values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed)
const minutes = values.minutes === undefined ? null : Number(values.minutes)
const names = values.only?.split(',') ?? Object.keys(proofs)
if (!Number.isFinite(seed) || !Number.isFinite(minutes ?? 0) || names.some((name) => !(name in proofs))) {
  console.error(usage)
  process.exit(1)
}

const { server, stop } = await start_for_tests()
use_server(server)
let faults = 0
try {
  for (const name of names) faults += await prove(name)
} finally {
  await stop()
}
process.exit(faults === 0 ? 0 : 1)

async function prove(name: string): Promise<number> {
  const run = proofs[name]
  if (!run) throw new Error(usage)
  console.log(`${name}, seed ${seed}${values.short ? ', short' : ''}`)
  const begun = Date.now()
  let found = 0
  const fault = (what: string): void => {
    found += 1
    if (found <= most_shown) console.log(`  FAULT ${what}`)
  }
  const tried = await run({ seed, minutes, short: values.short, say: (line) => console.log(line), fault })
  const figures = Object.entries({ ...tried, faults: found, took_s: Math.round((Date.now() - begun) / 1000) })
  console.log(`${name}: ${figures.map(([figure, value]) => `${figure} ${value}`).join(', ')}`)
  return found
}

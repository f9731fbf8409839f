// `npm run bench`: starts a database and a server of its own, loads a shop, measures, writes RESULTS.md. `-- --small` tries it out in a minute.

import { hash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { flush_ms, slow_flushes } from './flush.ts'
import { compare_lists } from './lists.ts'
import { load, startable } from './load.ts'
import { memory_mib } from './processes.ts'
import { ask_all } from './requests.ts'
import { type Results, results_page } from './results.ts'
import { listen } from './statements.ts'
import { load_units, measure_units } from './units.ts'
import { compare, connections, one_verb, verbs } from './work.ts'
import { admin_key, as_owner, type Database, new_folder, remove_folder, start_database, start_program } from './world.ts'

const small = process.argv.includes('--small')
/** What was tried, written by hand, lies below this line and stays. */
const by_hand = '<!-- by hand from here -->'
const plan = small
  ? {
      jobs: 1_000,
      few: 100,
      http_calls: 96,
      bare_calls: 160,
      slow_calls: 48,
      ms: 2_000,
      units: 1_000,
      unit_calls: 96,
      bare_units: 160,
      list_times: 20,
      rest_ms: 1_000,
    }
  : {
      jobs: 100_000,
      few: 1_000,
      http_calls: 4_000,
      bare_calls: 8_000,
      slow_calls: 2_000,
      ms: 6_000,
      units: 100_000,
      unit_calls: 4_000,
      bare_units: 8_000,
      list_times: 40,
      rest_ms: 15_000,
    }

const few_key = 'ery_live_bench_few_0123456789abcdef'

const began = Date.now()
const say = (line: string): void => console.log(`${((Date.now() - began) / 1000).toFixed(0).padStart(4)} s  ${line}`)

/** `--folder PATH` keeps what was loaded there for the next run. */
const kept_folder = process.argv.includes('--folder') ? process.argv[process.argv.indexOf('--folder') + 1] : undefined
const folder = kept_folder ?? new_folder()
const results = await measure().finally(() => kept_folder ?? remove_folder(folder))
const page = results_page(results)
console.log(page)
if (!small) write(page)
process.exit()

async function measure(): Promise<Results> {
  const database = await start_database(folder)
  const [flush, size] = [flush_ms(folder), plan.jobs]
  const program = await start_program(database)
  say(`loading ${size.toLocaleString('en')} jobs`)
  const { tenant_id, workstations } = await loaded(database, program.port)
  const idle_mib = memory_mib(program.pid).now
  const listener = await listen(database)
  const place = { database, program, listener }

  say('lists')
  const lists = await compare_lists(program.port, listener, { few: few_key, many: admin_key }, plan.list_times)
  say('operations')
  const work = await compare(place, tenant_id, plan, say)
  await as_owner(database, (client) => client.query('checkpoint'))
  const works = await as_owner(database, (client) => startable(client, tenant_id))
  const asked = await ask_all(place, { works, workstations }, plan.ms, say)
  say('units')
  const units = await measure_units(place, tenant_id, { ...plan, http_calls: plan.unit_calls, bare_calls: plan.bare_units }, say)
  const after = memory_mib(program.pid)
  await delay(plan.rest_ms)
  const memory = { idle_mib, after_mib: after.now, peak_mib: after.peak, rested_mib: memory_mib(program.pid).now }
  await listener.close()
  await program.stop()
  await database.server.stop()
  return { plan, connections, flush, lists, work, asked, units, memory, slow: await with_slow_flushes(tenant_id) }
}

async function loaded(database: Database, port: number): Promise<{ tenant_id: string; workstations: string[] }> {
  const ids = async (slug: string): Promise<string[]> =>
    as_owner(database, async (client) => {
      const { rows } = await client.query<{ id: string }>('select id from tenants where slug = $1', [slug])
      return rows.map(({ id }) => id)
    })
  const [tenant_id = ''] = await ids('shop')
  if ((await ids('few')).length === 0) {
    await make_few(port)
    const [few = ''] = await ids('few')
    await as_owner(database, (client) =>
      load(
        client,
        [
          { tenant_id, jobs: plan.jobs },
          { tenant_id: few, jobs: plan.few },
        ],
        say,
      ),
    )
  }
  return as_owner(database, async (client) => {
    await client.query("update api_keys set key_hash = $1 where tenant_id = (select id from tenants where slug = 'few')", [
      hash('sha256', few_key),
    ])
    await client.query('drop schema if exists bench cascade')
    await load_units(client, tenant_id, plan.units)
    const found = await client.query<{ id: string }>('select id from workstations where tenant_id = $1', [tenant_id])
    return { tenant_id, workstations: found.rows.map(({ id }) => id) }
  })
}

function make_few(port: number): Promise<unknown> {
  return fetch(`http://127.0.0.1:${port}/v1/tenants`, {
    method: 'POST',
    headers: { authorization: `Bearer ${admin_key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Few', slug: 'few' }),
  })
}

/** The same database once more, on a disk that takes its time. */
async function with_slow_flushes(tenant_id: string): Promise<Results['slow']> {
  const surroundings = slow_flushes(folder)
  if (!surroundings) return null
  say('operations, with flushes slowed by 1 ms')
  const database = await start_database(folder, surroundings)
  const program = await start_program(database)
  const works = await as_owner(database, (client) => startable(client, tenant_id))
  const [warming, rest] = [works.slice(0, plan.slow_calls / 4), works.slice(plan.slow_calls / 4, plan.slow_calls * 1.25)]
  for (const verb of verbs) await one_verb({ program, database }, verb, warming)
  const ran = []
  for (const verb of verbs) ran.push({ verb, ...(await one_verb({ program, database }, verb, rest)) })
  await program.stop()
  await database.server.stop()
  return ran
}

function write(measured: string): void {
  const path = join(import.meta.dirname, 'RESULTS.md')
  const before = existsSync(path) ? readFileSync(path, 'utf8') : ''
  const kept = before.includes(by_hand) ? before.slice(before.indexOf(by_hand)) : `${by_hand}\n`
  writeFileSync(path, `${measured}\n${kept}`)
}

import type { Engine } from '../engine/run.ts'
import { greet, serve } from '../serve.ts'
import { read_settings, type Settings } from '../settings.ts'
import { fill } from './fill.ts'
import { people, shop_name } from './shop.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** `gemba demo`: the same server, in a data folder of its own, with a small shop at work in it. */
export function demo(environment: Environment): Promise<void> {
  const settings = read_settings({ ...environment, GEMBA_DATA_DIR: environment.GEMBA_DATA_DIR || './data-demo' })
  return serve(settings, begin)
}

const say = (line: string): void => console.log(line)

/** The first start fills the shop; later ones keep what has become of it. What is somebody's own is left alone. */
async function begin(settings: Settings, engine: Engine): Promise<void> {
  const before = await tenants(engine)
  if (before.length === 0) {
    await greet(settings, engine)
    const [made] = await tenants(engine)
    if (!made) throw new Error('a server that has been greeted has a company')
    const began = Date.now()
    say('Filling the demo shop …')
    await fill(engine, made.id)
    say(`It has worked for two weeks; that took ${((Date.now() - began) / 1000).toFixed(1)} s.`)
  } else if (!before.some(({ name }) => name === shop_name)) {
    throw new Error(
      'There is a shop here that is not a whole demo, so nothing was filled in. Give an empty folder as GEMBA_DATA_DIR (where an earlier start of the demo was interrupted, remove its folder); to go on with what is here, use `gemba serve`.',
    )
  }
  say(sign_ins())
}

async function tenants(engine: Engine): Promise<{ id: string; name: string }[]> {
  const { rows } = await engine.pool.query<{ id: string; name: string }>('select id, name from all_tenants()')
  return rows
}

const shown = ['101', '201', '301', '401', '501', '601']

function sign_ins(): string {
  const lines = people
    .filter(({ employee_number }) => shown.includes(employee_number))
    .map(({ name, role, employee_number, pin }) => `  ${employee_number.padEnd(8)}  ${pin.padEnd(6)}  ${name}, ${role}`)
  return [
    'Everybody in this shop is made up. Some of them, to sign in at the company `shop` with employee number and PIN:',
    ...lines,
    '',
  ].join('\n')
}

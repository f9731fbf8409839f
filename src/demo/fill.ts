import { verbs } from '../domain/verbs.gen.ts'
import type { Engine } from '../engine/run.ts'
import type { AnyVerb, Input, Output } from '../kernel/verb.ts'
import { type Calendar, calendar_until } from './calendar.ts'
import { type PlannedJob, plan_two_weeks } from './schedule.ts'
import { type DemoProduct, lines, people, products, reasons, shop_name, supplier } from './shop.ts'
import { steps_of_job } from './steps.ts'

/** Runs a verb as the program itself, at that minute of the shop's calendar. */
export type Do = <V extends AnyVerb>(minute: number, verb: V, given: Input<V>) => Promise<Output<V>>

export interface Floor {
  readonly machines: ReadonlyMap<string, string>
  readonly people: ReadonlyMap<string, string>
  readonly products: ReadonlyMap<string, string>
}

/** Before the first morning: the shop is set up. */
const set_up = -60

/** Fills an empty company with a small shop at work, by nothing but our own verbs, in the order in which it would have happened. */
export async function fill(engine: Engine, tenant_id: string): Promise<void> {
  const calendar = calendar_until(new Date(engine.now()).toISOString())
  const run: Do = async (minute, verb, given) => {
    const system = { tenant_id, now: calendar.at(minute), role: 'system_admin' as const }
    return (await engine.run(verb, { token: null, request_id: 'demo', address: '', system }, given)).output
  }
  const floor = await set_up_floor(run)
  const jobs = plan_two_weeks()
  const steps = jobs.flatMap((job) => steps_of_job(job, floor, due_of(job, calendar)))
  for (const { does } of steps.toSorted((a, b) => a.at - b.at)) await does(run)
  // Last of all, so that a demo that was interrupted can be told from a whole one.
  await run(set_up, verbs['tenants.update'], { id: tenant_id, name: shop_name })
}

const due_of = ({ created, due_in_days }: PlannedJob, calendar: Calendar): string => calendar.date_after(created, due_in_days)

async function set_up_floor(run: Do): Promise<Floor> {
  const workstations = new Map<string, string>()
  const machines = new Map<string, string>()
  for (const { name, workstations: along } of lines) {
    const line = await run(set_up, verbs['lines.create'], { name })
    for (const { machines: names, ...given } of along) {
      const workstation = await run(set_up, verbs['workstations.create'], { ...given, line_id: line.id })
      workstations.set(given.name, workstation.id)
      for (const machine of names) {
        const made = await run(set_up, verbs['machines.create'], { name: machine, workstation_id: workstation.id, type: given.name })
        machines.set(machine, made.id)
      }
    }
  }
  for (const reason of reasons) await run(set_up, verbs['reasons.create'], reason)
  return { machines, people: await take_in_people(run), products: await add_products(run, workstations) }
}

async function take_in_people(run: Do): Promise<Map<string, string>> {
  const taken_in = people.map(
    async ({ line: _, ...person }) => [person.employee_number, (await run(set_up, verbs['people.create'], person)).id] as const,
  )
  return new Map(await Promise.all(taken_in))
}

async function add_products(run: Do, workstations: ReadonlyMap<string, string>): Promise<Map<string, string>> {
  const ids = new Map<string, string>()
  for (const product of products) {
    const { product_number, name, drawing_revision } = product
    const { id } = await run(set_up, verbs['products.create'], {
      product_number,
      name,
      drawing_number: `DR-${product_number}`,
      drawing_revision,
    })
    await run(set_up, verbs['routings.create'], { product_id: id, steps: routing_of(product, workstations) })
    ids.set(product_number, id)
  }
  return ids
}

const routing_of = ({ steps }: DemoProduct, workstations: ReadonlyMap<string, string>) =>
  steps.map(({ name, workstation, setup_min, run_min }, at) =>
    workstation === null
      ? { sequence: (at + 1) * 10, name, kind: 'outside' as const, instructions: `To ${supplier}, with the drawing.` }
      : {
          sequence: (at + 1) * 10,
          name,
          workstation_id: workstations.get(workstation) ?? null,
          planned_setup_s: setup_min * 60,
          planned_run_s_per_piece: run_min * 60,
        },
  )

import type { Answer, Call } from './call.ts'
import * as plan from './plan.ts'

export interface Station extends plan.StationPlan {
  readonly workstation_id: string
  readonly machine_id: string
}
export interface Product extends plan.ProductPlan {
  readonly id: string
}
/** The floor as it stands on the server. */
export interface World {
  readonly stations: readonly Station[]
  readonly products: readonly Product[]
  readonly defect_ids: ReadonlyMap<plan.DefectCode, string>
}

const all = { limit: 1000 }

/** Finds the floor by its names, and makes what is missing of it. */
export async function find_or_make_world(call: Call, products: 1 | 2): Promise<World> {
  const line = await find_or_make_line(call)
  const { data: there } = await call('workstations.list', { ...all, line_id: line.id })
  const stations: Station[] = []
  for (const planned of plan.stations) {
    const { name, type } = planned
    const workstation = there.find((one) => one.name === name) ?? (await call('workstations.create', { name, type, line_id: line.id }))
    const machine = await find_or_make_machine(call, planned, workstation.id)
    stations.push({ ...planned, workstation_id: workstation.id, machine_id: machine.id })
  }
  const defect_ids = await find_or_make_defects(call)
  const made: Product[] = []
  for (const planned of plan.products.slice(0, products)) made.push(await find_or_make_product(call, planned, stations))
  return { stations, products: made, defect_ids }
}

async function find_or_make_line(call: Call): Promise<Answer<'lines.get'>> {
  const { data: plants } = await call('plants.list', { ...all, name: plan.plant_name })
  const plant = plants.find(({ name }) => name === plan.plant_name) ?? (await call('plants.create', { name: plan.plant_name }))
  const { data: lines } = await call('lines.list', { ...all, name: plan.line_name })
  return lines.find(({ name }) => name === plan.line_name) ?? (await call('lines.create', { name: plan.line_name, plant_id: plant.id }))
}

async function find_or_make_machine(call: Call, planned: plan.StationPlan, workstation_id: string): Promise<Answer<'machines.get'>> {
  const { machine: name, machine_type: type, power_kw } = planned
  const { data: machines } = await call('machines.list', { ...all, workstation_id })
  return machines.find((one) => one.name === name) ?? (await call('machines.create', { name, type, power_kw, workstation_id }))
}

async function find_or_make_defects(call: Call): Promise<Map<plan.DefectCode, string>> {
  const { data: there } = await call('defect_codes.list', { ...all, search: 'SIM-' })
  const ids = new Map<plan.DefectCode, string>()
  for (const planned of plan.defects) {
    const found = there.find(({ code }) => code === planned.code) ?? (await call('defect_codes.create', planned))
    ids.set(planned.code, found.id)
  }
  return ids
}

async function find_or_make_product(call: Call, planned: plan.ProductPlan, stations: readonly Station[]): Promise<Product> {
  const { product_number, name, serial_prefix: prefix } = planned
  const { data: products } = await call('products.list', { ...all, product_number })
  const { id } = products.find((one) => one.product_number === product_number) ?? (await call('products.create', { product_number, name }))
  const { data: rules } = await call('serial_rules.list', { ...all, product_id: id })
  if (rules.length === 0) await call('serial_rules.set', { product_id: id, prefix })
  const wanted = steps_of(planned, stations)
  const { data: routings } = await call('routings.list', { ...all, product_id: id, is_current: true })
  const is_there = routings.some(({ steps }) => is_same_way(steps, wanted))
  if (!is_there) await call('routings.create', { product_id: id, gate_policy: 'refuse', steps: wanted })
  return { ...planned, id }
}

const steps_of = ({ stations: passed }: plan.ProductPlan, stations: readonly Station[]) =>
  stations
    .filter(({ name }) => passed.includes(name))
    .map(({ name, workstation_id, cycle_s, is_gate }, at) => ({
      ...{ sequence: (at + 1) * 10, name, workstation_id, is_gate },
      planned_run_s_per_piece: cycle_s,
    }))

/** A routing that leads elsewhere gets a next version; whatever else was changed in it is left as it is. */
const is_same_way = (there: readonly { workstation_id: string | null }[], wanted: readonly { workstation_id: string }[]): boolean =>
  there.length === wanted.length && there.every(({ workstation_id }, at) => workstation_id === wanted[at]?.workstation_id)

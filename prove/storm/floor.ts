import type { Shop } from '../../test/shop.ts'
import type { Random } from '../random.ts'

/** One job of the ten, as far as the clients know it. Others change it meanwhile: that is the point. */
export interface Slot {
  id: string
  job_number: string
  readonly parts: string[]
  readonly operations: string[]
  readonly clocks: string[]
  readonly reports: string[]
  readonly substeps: string[]
}

export interface Floor {
  readonly slots: Slot[]
  readonly people: readonly string[]
  readonly machines: readonly string[]
  readonly workstations: readonly string[]
  readonly reasons: readonly string[]
  /** Every job there has been. */
  readonly jobs: string[]
}

const how_many_jobs = 10
let made = 0

export async function lay_out_floor(shop: Shop, random: Random): Promise<Floor> {
  const made_of = async (path: string, bodies: readonly object[]): Promise<string[]> => {
    const answers = await Promise.all(bodies.map((body) => shop.call('POST', path, body)))
    for (const { status, body } of answers) if (status !== 201) throw new Error(`${path}: ${JSON.stringify(body)}`)
    return answers.map(({ body }) => String(body.id))
  }
  const [people, machines, workstations, reasons] = await Promise.all([
    made_of(
      '/v1/people',
      [1, 2, 3].map((n) => ({ name: `Worker ${n}`, role: 'operator', employee_number: `W${n}` })),
    ),
    made_of(
      '/v1/machines',
      [1, 2].map((n) => ({ name: `Lathe ${n}` })),
    ),
    made_of(
      '/v1/workstations',
      [1, 2, 3].map((n) => ({ name: `Bench ${n}` })),
    ),
    made_of('/v1/reasons', [{ kind: 'scrap', code: 'S-1', description: 'Scratched' }]),
  ])
  const floor: Floor = { slots: [], people, machines, workstations, reasons, jobs: [] }
  for (let at = 0; at < how_many_jobs; at++) floor.slots.push(await new_slot(shop, floor, random))
  return floor
}

export async function new_slot(shop: Shop, floor: Floor, random: Random): Promise<Slot> {
  const parts = Array.from({ length: random.between(1, 3) }, (_, part) => ({
    part_number: `P${part}`,
    quantity: 100,
    operations: Array.from({ length: random.between(1, 3) }, (_, at) => ({ sequence: (at + 1) * 10, name: `Step ${at}` })),
  }))
  const status = random.chance(0.3) ? 'draft' : 'released'
  const answer = await shop.call('POST', '/v1/jobs', { job_number: `STORM-${++made}`, status, parts })
  if (answer.status !== 201) throw new Error(`a job for the storm: ${JSON.stringify(answer.body)}`)
  const { id, job_number } = answer.body
  floor.jobs.push(id)
  const parts_made: { id: string; operations: { id: string }[] }[] = answer.body.parts
  return {
    id,
    job_number,
    parts: parts_made.map((part) => part.id),
    operations: parts_made.flatMap((part) => part.operations.map((operation) => operation.id)),
    clocks: [],
    reports: [],
    substeps: [],
  }
}

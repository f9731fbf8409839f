// Everything else that is asked often: one kind of request at a time.

import { randomInt, randomUUID } from 'node:crypto'
import { type Call, drive } from './drive.ts'
import type { Work } from './load.ts'
import { connections, type Measured, measured, type Place } from './work.ts'
import { admin_key } from './world.ts'

export interface Asked extends Measured {
  readonly what: string
}

const operations = (part: number): unknown[] =>
  [1, 2, 3, 4].map((nth) => ({ operation_name: `Step ${part}.${nth}`, sequence: nth, cell_name: `Workstation ${nth}`, estimated_time: 30 }))

const whole_job = (): unknown => ({
  job_number: `B-${randomUUID()}`,
  customer: 'ACME Corp',
  due_date: '2027-03-31',
  notes: 'Rush order',
  parts: [1, 2, 3].map((part) => ({ part_number: `PART-${part}`, material: 'Aluminum 6061', quantity: 10, operations: operations(part) })),
})

const one_of = <T>(all: readonly T[]): T => {
  const found = all[randomInt(all.length)]
  if (found === undefined) throw new Error('nothing to choose from')
  return found
}

interface Loaded {
  readonly works: readonly Work[]
  readonly workstations: readonly string[]
}

function kinds({ works, workstations }: Loaded): Record<string, () => Call> {
  const get = (path: string): Call => ({ method: 'GET', path, key: admin_key })
  const post = (path: string, body: unknown): Call => ({ method: 'POST', path, key: admin_key, body, idempotency_key: randomUUID() })
  return {
    '`POST /api-jobs`, 3 parts × 4 operations': () => post('/api-jobs', whole_job()),
    '`POST /v1/jobs`, a job without parts': () => post('/v1/jobs', { job_number: `B-${randomUUID()}`, quantity: 5 }),
    '`GET /api-jobs?limit=100`, with nested parts': () => get('/api-jobs?limit=100'),
    '`GET /v1/operations/{id}`': () => get(`/v1/operations/${one_of(works).operation_id}`),
    '`GET /api-operations?id=`': () => get(`/api-operations?id=${one_of(works).operation_id}`),
    'queue of a workstation, 50 rows': () => get(`/v1/operations?workstation_id=${one_of(workstations)}&status=waiting&limit=50`),
  }
}

/** Reads first: what is created here would stand at the top of the lists. */
export async function ask_all(
  place: Pick<Place, 'program' | 'database'>,
  loaded: Loaded,
  most_ms: number,
  say: (line: string) => void,
): Promise<Asked[]> {
  const asked: Asked[] = []
  const inward = (what: string): number => (what.startsWith('`POST') ? 1 : 0)
  for (const [what, next] of Object.entries(kinds(loaded)).sort(([a], [b]) => inward(a) - inward(b))) {
    await drive(place.program.port, connections, most_ms / 4, next)
    const result = await measured(place, () => drive(place.program.port, connections, most_ms, next))
    say(`${what}: ${result.per_s.toFixed(0)}/s`)
    asked.push({ what, ...result })
  }
  return asked
}

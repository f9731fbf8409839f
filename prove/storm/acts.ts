import type { Answer } from '../../test/shop.ts'
import type { Random } from '../random.ts'
import type { Floor, Slot } from './floor.ts'

/** What a client asks for, and what it learns from the answer. */
export interface Act {
  readonly name: string
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly body?: object
  learn?(answer: Answer['body']): void
  /** The job is over with it: another takes its place. */
  readonly ends_job?: true
}

type Choose = (random: Random, floor: Floor, slot: Slot) => Act

const post = (name: string, path: string, body?: object): Act => ({ name, method: 'POST', path, ...(body ? { body } : {}) })
const nobody = '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11'
const one_of = (random: Random, ids: readonly string[]): string => (ids.length === 0 ? nobody : random.pick(ids))
/** The newest few: older ones are mostly over. */
const recent = (random: Random, ids: readonly string[]): string => one_of(random, ids.slice(-6))

const of_job =
  (word: string): Choose =>
  (_random, _floor, slot) =>
    post(`jobs.${word}`, `/v1/jobs/${slot.id}/${word}`)

const of_operation =
  (word: string): Choose =>
  (random, _floor, slot) =>
    post(`operations.${word}`, `/v1/operations/${one_of(random, slot.operations)}/${word}`)

const work =
  (word: 'start' | 'resume'): Choose =>
  (random, floor, slot) => ({
    ...post(`operations.${word}`, `/v1/operations/${one_of(random, slot.operations)}/${word}`, {
      ...(random.chance(0.6) ? { person_id: random.pick(floor.people) } : {}),
      ...(random.chance(0.4) ? { machine_id: random.pick(floor.machines) } : {}),
    }),
    learn: ({ time_entries_started }) => slot.clocks.push(...time_entries_started),
  })

const eryxon =
  (noun: 'job' | 'operation', word: string): Choose =>
  (random, _floor, slot) =>
    post(
      `eryxon ${noun} ${word}`,
      `${random.pick(['', '/functions/v1'])}/api-${noun}-lifecycle/${word}?id=${noun === 'job' ? slot.id : one_of(random, slot.operations)}`,
    )

const count_pieces: Choose = (random, floor, slot) => ({
  ...post('quantity_reports.create', '/v1/quantity-reports', {
    operation_id: one_of(random, slot.operations),
    good: random.between(1, 9),
    ...(random.chance(0.3) ? { scrap: 1, reason_id: random.pick(floor.reasons), person_id: random.pick(floor.people) } : {}),
  }),
  learn: ({ id }) => slot.reports.push(id),
})

const book_time: Choose = (random, floor, slot) => {
  const started_at = Date.UTC(2026, 0, 1) + random.below(1e9)
  const body = {
    operation_id: one_of(random, slot.operations),
    person_id: random.pick(floor.people),
    started_at: new Date(started_at).toISOString(),
    ended_at: new Date(started_at + random.below(1e7)).toISOString(),
  }
  return { ...post('time_entries.create', '/v1/time-entries', body), learn: ({ id }) => slot.clocks.push(id) }
}

/** Several jobs in one transaction, in whatever order. */
const take_in_log: Choose = (random, floor) => {
  const rows = random
    .shuffled(floor.slots)
    .slice(0, 4)
    .map(({ job_number }, at) => ({
      line: at + 1,
      work_order: job_number,
      part: 'P0',
      operation: `Step ${random.below(4)}`,
      machine: `Lathe ${random.between(1, 3)}`,
      operator: `W${random.between(1, 4)}`,
      report_type: 'D',
      start: `2026-01-0${random.between(1, 9)} 07:00:${random.between(10, 59)}`,
      end: '2026-01-10 11:50:00',
      qty_completed: String(random.between(1, 5)),
    }))
  return post('imports.production_log', '/v1/imports/production-log', { time_zone: 'UTC', rows })
}

const add_operation: Choose = (random, floor, slot) => ({
  ...post('operations.create', '/v1/operations', {
    part_id: one_of(random, slot.parts),
    sequence: random.between(1, 200),
    name: 'More',
    ...(random.chance(0.3) ? { workstation_id: random.pick(floor.workstations) } : { workstation_name: `Corner ${random.below(5)}` }),
  }),
  learn: ({ id }) => slot.operations.push(id),
})

const add_part: Choose = (random, _floor, slot) => ({
  ...post('parts.create', '/v1/parts', {
    job_id: slot.id,
    part_number: `M${random.below(50)}`,
    quantity: 5,
    operations: [{ sequence: 10, name: 'One' }],
  }),
  learn: ({ id, operations }) => {
    slot.parts.push(id)
    slot.operations.push(...(operations ?? []).map((operation: { id: string }) => operation.id))
  },
})

const add_substep: Choose = (random, _floor, slot) => ({
  ...post('substeps.create', '/v1/substeps', { operation_id: one_of(random, slot.operations), description: 'Look' }),
  learn: ({ id }) => slot.substeps.push(id),
})

const change = (name: string, path: string, body: object): Act => ({ name, method: 'PATCH', path, body })
const remove = (name: string, path: string): Act => ({ name, method: 'DELETE', path })
const read = (name: string, path: string): Act => ({ name, method: 'GET', path })

/** How often, and what. Ends are rare, or nothing would be left to fight over. */
export const acts: readonly (readonly [number, Choose])[] = [
  [10, work('start')],
  [5, work('resume')],
  [6, of_operation('pause')],
  [8, of_operation('complete')],
  [2, of_operation('skip')],
  [4, of_operation('reopen')],
  [1, of_operation('cancel')],
  [2, eryxon('operation', 'start')],
  [2, eryxon('operation', 'pause')],
  [2, eryxon('operation', 'complete')],
  [1, of_job('release')],
  [3, of_job('start')],
  [3, of_job('hold')],
  [4, of_job('resume')],
  [2, of_job('complete')],
  [1, (_random, _floor, slot) => post('jobs.complete force', `/v1/jobs/${slot.id}/complete`, { force: true })],
  [4, of_job('reopen')],
  [1, eryxon('job', 'stop')],
  [2, eryxon('job', 'resume')],
  [0.2, (_random, _floor, slot) => ({ ...post('jobs.cancel', `/v1/jobs/${slot.id}/cancel`), ends_job: true })],
  [0.5, (_random, _floor, slot) => ({ ...post('jobs.close', `/v1/jobs/${slot.id}/close`), ends_job: true })],
  [0.2, (_random, _floor, slot) => ({ ...remove('jobs.delete', `/v1/jobs/${slot.id}`), ends_job: true })],
  [6, count_pieces],
  [2, (random, _floor, slot) => post('quantity_reports.reverse', `/v1/quantity-reports/${recent(random, slot.reports)}/reverse`, {})],
  [2, book_time],
  [
    3,
    (random, floor, slot) => ({
      ...post('time_entries.start', '/v1/time-entries/start', {
        operation_id: one_of(random, slot.operations),
        person_id: random.pick(floor.people),
      }),
      learn: ({ id }) => slot.clocks.push(id),
    }),
  ],
  [3, (random, _floor, slot) => post('time_entries.stop', `/v1/time-entries/${recent(random, slot.clocks)}/stop`)],
  [
    1,
    (random, floor, slot) =>
      change('time_entries.update', `/v1/time-entries/${recent(random, slot.clocks)}`, { person_id: random.pick(floor.people) }),
  ],
  [1, (random, _floor, slot) => remove('time_entries.delete', `/v1/time-entries/${recent(random, slot.clocks)}`)],
  [3, add_operation],
  [1, add_part],
  [1, add_substep],
  [1, (random, _floor, slot) => post('substeps.complete', `/v1/substeps/${recent(random, slot.substeps)}/complete`)],
  [2, (random, _floor, slot) => remove('operations.delete', `/v1/operations/${recent(random, slot.operations)}`)],
  [0.5, (random, _floor, slot) => remove('parts.delete', `/v1/parts/${recent(random, slot.parts)}`)],
  [2, (random, _floor, slot) => change('jobs.update', `/v1/jobs/${slot.id}`, { priority: random.below(9) })],
  [
    1,
    (random, _floor, slot) =>
      change('jobs.update status', `/v1/jobs/${slot.id}`, { status: random.pick(['running', 'held', 'completed']) }),
  ],
  [2, (random, _floor, slot) => change('parts.update', `/v1/parts/${one_of(random, slot.parts)}`, { quantity: random.between(1, 200) })],
  [
    2,
    (random, floor, slot) =>
      change('operations.update', `/v1/operations/${one_of(random, slot.operations)}`, {
        ...(random.chance(0.5) ? { workstation_id: random.pick(floor.workstations) } : { sequence: random.between(1, 200) }),
        ...(random.chance(0.5) ? { assigned_person_id: random.pick(floor.people) } : {}),
      }),
  ],
  [
    1,
    (random, floor) =>
      change('workstations.update', `/v1/workstations/${random.pick(floor.workstations)}`, { color: random.pick(['#112233', '#445566']) }),
  ],
  [1, (random, floor) => change('people.update', `/v1/people/${random.pick(floor.people)}`, { name: `Worker ${random.below(99)}` })],
  [2, take_in_log],
  [1, () => read('jobs.list', '/v1/jobs?expand=operations&with_total=true')],
  [1, (_random, _floor, slot) => read('jobs.get', `/v1/jobs/${slot.id}?expand=operations`)],
  [1, (random, floor) => read('operations.list', `/v1/operations?workstation_id=${random.pick(floor.workstations)}`)],
]

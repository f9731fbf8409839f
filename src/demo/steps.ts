import { verbs } from '../domain/verbs.gen.ts'
import { day_min, end_of_minute } from './calendar.ts'
import type { Do, Floor } from './fill.ts'
import type { PlannedJob, PlannedOperation, Span } from './schedule.ts'
import { supplier } from './shop.ts'

/** One thing that somebody does, and when. */
export interface Step {
  readonly at: number
  does(run: Do): Promise<void>
}

/** Ids become known as the steps are taken. */
interface Known {
  job_id: string
  operation_ids: readonly string[]
  clock_id: string | null
}

/** Everything that happens to a job, in order. */
export function steps_of_job(job: PlannedJob, floor: Floor, due: string): Step[] {
  const known: Known = { job_id: '', operation_ids: [], clock_id: null }
  const steps: Step[] = [{ at: job.created, does: (run) => create(run, job, floor, due, known) }]
  if (job.released !== null) steps.push(step(job.released, (run, at) => run(at, verbs['jobs.release'], { id: known.job_id })))
  job.operations.forEach((operation, place) => {
    steps.push(...steps_of_operation(operation, floor, known, () => known.operation_ids[place] ?? ''))
  })
  const { ended } = job
  if (ended !== null) steps.push(step(ended, (run, at) => end(run, at, job, known)))
  return steps
}

const step = (at: number, does: (run: Do, at: number) => Promise<unknown>): Step => ({
  at,
  does: async (run) => {
    await does(run, at)
  },
})

async function create(run: Do, job: PlannedJob, floor: Floor, due: string, known: Known): Promise<void> {
  const { job_number, product, customer, quantity, priority, created } = job
  const part = {
    part_number: product.product_number,
    name: product.name,
    quantity,
    product_id: floor.products.get(product.product_number) ?? null,
    material: product.material,
    material_lot: `H-${job_number.slice(2)}`,
    drawing_number: `DR-${product.product_number}`,
    drawing_revision: product.drawing_revision,
  }
  const given = {
    job_number,
    name: `${product.name} for ${customer}`,
    customer,
    quantity,
    priority,
    due,
    status: 'draft' as const,
    parts: [part],
  }
  const made = await run(created, verbs['jobs.create'], given)
  known.job_id = made.id
  known.operation_ids = made.parts[0]?.operations.map(({ id }) => id) ?? []
}

async function end(run: Do, at: number, { ending }: PlannedJob, { job_id: id }: Known): Promise<void> {
  if (ending === 'held') await run(at, verbs['jobs.hold'], { id })
  if (ending === 'closed') await run(at, verbs['jobs.close'], { id })
  if (ending === 'cancelled') await run(at, verbs['jobs.cancel'], { id })
}

function steps_of_operation({ spans, outside }: PlannedOperation, floor: Floor, known: Known, id: () => string): Step[] {
  if (outside) {
    const { from, to, pieces } = outside
    const sent = step(from, (run, at) => run(at, verbs['operations.send_out'], { id: id(), supplier }))
    if (to === null) return [sent]
    const counted = step(to, (run, at) => run(at, verbs['quantity_reports.create'], { operation_id: id(), good: pieces, person_id: null }))
    return [sent, counted, step(to, (run, at) => run(at, verbs['operations.take_back'], { id: id() }))]
  }
  return spans.flatMap((span, at) => [
    step(span.from, (run) => begin(run, span, spans[at - 1], floor, known, id())),
    ...(span.to === null ? [] : [step(end_of_minute(span.to), (run, ends) => stop(run, ends, span, spans[at + 1], known, id()))]),
  ])
}

const goes_straight_on = (span: Span, next: Span | undefined): boolean =>
  next !== undefined && span.to === next.from && !is_morning(next.from)

/** A morning begins when the day before ended: on the shop's calendar that is the same minute. */
const is_morning = (minute: number): boolean => minute % day_min === 0

async function begin(run: Do, span: Span, before: Span | undefined, floor: Floor, known: Known, operation_id: string): Promise<void> {
  const who = {
    person_id: floor.people.get(span.person) ?? null,
    machine_id: span.machine === null ? null : (floor.machines.get(span.machine) ?? null),
  }
  if (before && goes_straight_on(before, span)) {
    const clock = await run(span.from, verbs['time_entries.start'], { operation_id, kind: span.kind, ...who })
    known.clock_id = clock.id
  } else {
    const started = await run(span.from, verbs['operations.start'], { id: operation_id, kind: span.kind, ...who })
    known.clock_id = started.time_entries_started[0] ?? null
  }
}

/** Pieces are counted while the clock still runs; then the operation is done, or rests until the morning, or only the clock is stopped. */
async function stop(run: Do, at: number, span: Span, next: Span | undefined, known: Known, operation_id: string): Promise<void> {
  const { good, scrap, ends } = span
  if (good > 0 || scrap) {
    const counted = { good, scrap: scrap?.pieces ?? 0, ...(scrap ? { reason_code: scrap.code } : {}) }
    await run(at, verbs['quantity_reports.create'], { operation_id, time_entry_id: known.clock_id, ...counted })
  }
  if (ends) await run(at, verbs['operations.complete'], { id: operation_id })
  else if (goes_straight_on(span, next)) await run(at, verbs['time_entries.stop'], { id: known.clock_id ?? '' })
  else await run(at, verbs['operations.pause'], { id: operation_id })
}

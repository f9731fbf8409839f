import { type Chance, chance_from } from '../kernel/chance.ts'
import { day_min, days, now_min } from './calendar.ts'
import { customers, type DemoProduct, type DemoStep, lines, people, products, scrap_codes } from './shop.ts'

export type Ending = 'draft' | 'released' | 'running' | 'held' | 'completed' | 'closed' | 'cancelled'

/** What one person did on one operation without a break. Minutes are those of the shop’s own calendar. */
export interface Span {
  readonly kind: 'setup' | 'run' | 'breakdown'
  readonly person: string
  readonly machine: string | null
  readonly from: number
  /** Null while the clock still runs. */
  readonly to: number | null
  readonly good: number
  readonly scrap: { readonly pieces: number; readonly code: string } | null
  /** The operation is done with it. */
  readonly ends: boolean
}

export interface PlannedOperation {
  readonly step: DemoStep
  readonly spans: readonly Span[]
  /** Where a supplier does it: when the pieces left and came back, and how many. */
  readonly outside: { readonly from: number; readonly to: number | null; readonly pieces: number } | null
}

export interface PlannedJob {
  readonly job_number: string
  readonly product: DemoProduct
  readonly customer: string
  readonly quantity: number
  readonly priority: number
  readonly due_in_days: number
  readonly created: number
  /** Null where it stays a draft. */
  readonly released: number | null
  readonly ending: Ending
  /** When it was held, closed or cancelled. */
  readonly ended: number | null
  readonly operations: readonly PlannedOperation[]
}

interface Wanted {
  readonly ending: Ending
  readonly count: number
  readonly first: number
  readonly apart: number
  readonly pieces: readonly [least: number, most: number]
  /** How many operations are worked at all. */
  readonly worked: number
}

/** Forty jobs. Those that are to be running are too large, and too slow to make, to be done by now. */
const wanted: readonly Wanted[] = [
  { ending: 'closed', count: 5, first: 0, apart: 60, pieces: [20, 45], worked: 9 },
  { ending: 'completed', count: 10, first: 200, apart: 270, pieces: [30, 60], worked: 9 },
  { ending: 'cancelled', count: 2, first: 700, apart: 900, pieces: [10, 20], worked: 1 },
  { ending: 'held', count: 3, first: 2100, apart: 450, pieces: [40, 60], worked: 2 },
  { ending: 'running', count: 8, first: 2900, apart: 230, pieces: [85, 120], worked: 9 },
  { ending: 'released', count: 8, first: 3900, apart: 120, pieces: [10, 60], worked: 0 },
  { ending: 'draft', count: 4, first: 4400, apart: 130, pieces: [5, 80], worked: 0 },
]

/** The two weeks, planned in one go: who, on which machine, on which job, from when to when. The same each time. */
export function plan_two_weeks(seed = 2026): PlannedJob[] {
  const chance = chance_from(seed)
  const floor = new FloorTime()
  const jobs = wanted.flatMap((group) =>
    Array.from({ length: group.count }, (_, at) => plan_job(group, group.first + at * group.apart, chance, floor)),
  )
  return jobs.toSorted((a, b) => a.created - b.created).map((job, at) => ({ ...job, job_number: `D-${1001 + at}` }))
}

const run_min_of = (product: DemoProduct): number => product.steps.reduce((all, { run_min }) => all + run_min, 0)
const [a_product] = products
const long_products = [a_product, ...products.filter((product) => product !== a_product && run_min_of(product) > 10)] as const

function plan_job(group: Wanted, created: number, chance: Chance, floor: FloorTime): PlannedJob {
  const product = chance.one_of(group.ending === 'running' ? long_products : products)
  const quantity = chance.between(...group.pieces)
  const released = group.ending === 'draft' ? null : created + chance.between(15, 90)
  const operations = plan_operations(product, group.worked, quantity, (released ?? 0) + chance.between(10, 60), chance, floor)
  const last = Math.max(released ?? 0, ...operations.map(end_of))
  return {
    job_number: '',
    product,
    customer: chance.one_of(customers),
    quantity,
    priority: chance.one_of([0, 0, 0, 1, 2]),
    due_in_days: chance.between(12, 24),
    created,
    released,
    ending: group.ending,
    ended: group.ending === 'held' || group.ending === 'closed' || group.ending === 'cancelled' ? last + chance.between(20, 60) : null,
    operations,
  }
}

const end_of = ({ spans, outside }: PlannedOperation): number => spans.at(-1)?.to ?? outside?.to ?? 0

function plan_operations(
  product: DemoProduct,
  worked: number,
  quantity: number,
  ready: number,
  chance: Chance,
  floor: FloorTime,
): PlannedOperation[] {
  let at = ready
  let pieces = quantity
  return product.steps.map((step, index) => {
    if (index >= worked || at >= now_min || pieces === 0) return { step, spans: [], outside: null }
    if (step.workstation === null) {
      const from = at
      at += 2 * day_min + chance.between(0, 120)
      return { step, spans: [], outside: { from, to: at < now_min ? at : null, pieces } }
    }
    const scrapped = chance.next() < 0.3 ? chance.between(1, 2) : 0
    const scrap = scrapped > 0 && pieces > 4 ? { pieces: scrapped, code: chance.one_of(scrap_codes) } : null
    const spans = floor.work(step, { ready: at, pieces, scrap, breaks_down: step.name === 'Milling' && chance.next() < 0.2 }, chance)
    at = spans.at(-1)?.to ?? now_min
    pieces -= scrap?.pieces ?? 0
    return { step, spans, outside: null }
  })
}

interface Work {
  readonly ready: number
  readonly pieces: number
  readonly scrap: Span['scrap']
  readonly breaks_down: boolean
}

/** When each machine and each person has time again. */
class FloorTime {
  readonly #free = new Map<string, number>()

  work(step: DemoStep, { ready, pieces, scrap, breaks_down }: Work, chance: Chance): Span[] {
    const line = lines.find(({ workstations }) => workstations.some(({ name }) => name === step.workstation))
    const machines = line?.workstations.find(({ name }) => name === step.workstation)?.machines ?? []
    const person = this.#first_free(
      people.filter((one) => one.role === 'operator' && one.line === line?.name).map((one) => one.employee_number),
    )
    const machine = machines.length === 0 ? null : this.#first_free(machines)
    const from = Math.max(ready, this.#free.get(person ?? '') ?? 0, this.#free.get(machine ?? '') ?? 0)
    if (person === null || from >= now_min) return []
    const pace = 0.9 + chance.next() * 0.4
    const run_min = Math.max(5, Math.round(step.run_min * pieces * pace))
    const down_min = breaks_down ? chance.between(40, 110) : 0
    const phases: Phase[] = [
      { kind: 'setup', minutes: Math.round(step.setup_min * pace) },
      { kind: 'run', minutes: breaks_down ? Math.ceil(run_min / 2) : run_min },
      { kind: 'breakdown', minutes: down_min },
      { kind: 'run', minutes: breaks_down ? Math.floor(run_min / 2) : 0 },
    ]
    const spans = counted(spans_of(phases, from), pieces, scrap, { person, machine })
    const until = spans.at(-1)?.to ?? now_min
    this.#free.set(person, until)
    if (machine !== null) this.#free.set(machine, until)
    return spans
  }

  #first_free(names: readonly string[]): string | null {
    return names.toSorted((a, b) => (this.#free.get(a) ?? 0) - (this.#free.get(b) ?? 0))[0] ?? null
  }
}

interface Phase {
  readonly kind: Span['kind']
  readonly minutes: number
}
type Stretch = Pick<Span, 'kind' | 'from' | 'to'>

/** One after the other, broken off at the end of each day; what reaches beyond now is still under way. */
function spans_of(phases: readonly Phase[], from: number): Stretch[] {
  const stretches: Stretch[] = []
  let at = from
  for (const { kind, minutes } of phases) {
    for (let left = minutes; left > 0 && at < now_min; ) {
      const day = Math.floor(at / day_min)
      const to = Math.min(at + left, day < days ? (day + 1) * day_min : Number.POSITIVE_INFINITY)
      stretches.push({ kind, from: at, to: to > now_min ? null : to })
      left -= to - at
      at = to
    }
  }
  return stretches
}

/** Spreads the pieces over the runs that have ended, by their length; scrap shows at the end. */
function counted(stretches: readonly Stretch[], pieces: number, scrap: Span['scrap'], who: Pick<Span, 'person' | 'machine'>): Span[] {
  const under_way = stretches.some(({ to }) => to === null) || (stretches.at(-1)?.to ?? now_min) >= now_min
  const good = pieces - (scrap?.pieces ?? 0)
  const runs = stretches.filter(({ kind }) => kind === 'run')
  const minutes = ({ from, to }: Stretch): number => (to ?? now_min * 2) - from
  const all = runs.reduce((sum, run) => sum + minutes(run), 0)
  let run_so_far = 0
  let made = 0
  return stretches.map((stretch, at) => {
    const ends = !under_way && at === stretches.length - 1
    if (stretch.kind !== 'run' || stretch.to === null) return { ...stretch, ...who, good: 0, scrap: null, ends }
    run_so_far += minutes(stretch)
    const until_here = ends ? good : Math.floor((good * run_so_far) / all)
    const here = until_here - made
    made = until_here
    return { ...stretch, ...who, good: here, scrap: ends ? scrap : null, ends }
  })
}

import type { In } from '../../api/client.ts'
import { new_key } from '../../offline/key.ts'
import type { WholeJob } from './whole-job.ts'

type PartGiven = NonNullable<In<'jobs.create'>['parts']>[number]
type OperationGiven = NonNullable<PartGiven['operations']>[number]

/** As it is typed: every field is text until it is sent. */
export interface OperationDraft {
  readonly key: string
  readonly sequence: string
  readonly name: string
  readonly workstation_name: string
  readonly setup_min: string
  readonly run_min: string
  readonly total_min: string
  /** What came along with a copy and has no field here. */
  readonly kept: Partial<OperationGiven>
}

export interface PartDraft {
  readonly key: string
  readonly part_number: string
  readonly name: string
  readonly quantity: string
  /** The key of the part it goes into. */
  readonly parent: string
  readonly product: string
  readonly product_id: string | null
  readonly way: 'routing' | 'own'
  readonly material: string
  readonly drawing_number: string
  readonly drawing_revision: string
  readonly operations: readonly OperationDraft[]
  readonly kept: Partial<PartGiven>
}

export interface JobDraft {
  readonly job_number: string
  readonly name: string
  readonly customer: string
  readonly due: string
  readonly priority: string
  readonly notes: string
  readonly is_draft: boolean
  readonly parts: readonly PartDraft[]
}

const step_between = 10

export function blank_operation(before: readonly OperationDraft[]): OperationDraft {
  const last = Math.max(0, ...before.map(({ sequence }) => Number(sequence) || 0))
  const sequence = String(last + step_between)
  return { key: new_key(), sequence, name: '', workstation_name: '', setup_min: '', run_min: '', total_min: '', kept: {} }
}

export const blank_part = (parent = ''): PartDraft => ({
  key: new_key(),
  part_number: '',
  name: '',
  quantity: '',
  parent,
  product: '',
  product_id: null,
  way: 'own',
  material: '',
  drawing_number: '',
  drawing_revision: '',
  operations: [blank_operation([])],
  kept: {},
})

export const blank_job = (): JobDraft => ({
  job_number: '',
  name: '',
  customer: '',
  due: '',
  priority: '',
  notes: '',
  is_draft: false,
  parts: [blank_part()],
})

const minutes = (seconds: number | null): string => (seconds === null ? '' : String(Math.round((seconds / 60) * 1000) / 1000))

interface Planned {
  readonly sequence: number
  readonly name: string
  readonly workstation_name: string
  readonly planned_setup_s: number | null
  readonly planned_run_s_per_piece: number | null
  readonly planned_total_s: number | null
}

export const operation_of = (planned: Planned, kept: Partial<OperationGiven>): OperationDraft => ({
  key: new_key(),
  sequence: String(planned.sequence),
  name: planned.name,
  workstation_name: planned.workstation_name,
  setup_min: minutes(planned.planned_setup_s),
  run_min: minutes(planned.planned_run_s_per_piece),
  total_min: minutes(planned.planned_total_s),
  kept,
})

/** The same once more: not its number, its date, nor what has become of it. */
export function copy_of(job: WholeJob): JobDraft {
  const { parts = [] } = job
  return {
    ...blank_job(),
    name: job.name === job.job_number ? '' : job.name,
    customer: job.customer ?? '',
    notes: job.notes ?? '',
    parts: parts.map((part) => {
      const { is_bullet_card, cnc_program_name, material_supplier, sequence_policy, gate_policy, product_id } = part
      return {
        ...blank_part(part.parent_id ?? ''),
        key: part.id,
        part_number: part.part_number,
        name: part.name === part.part_number ? '' : part.name,
        quantity: String(part.quantity),
        material: part.material ?? '',
        drawing_number: part.drawing_number ?? '',
        drawing_revision: part.drawing_revision ?? '',
        product_id,
        operations: (part.operations ?? []).map((operation) => {
          const { kind, supplier, instructions, optional, dependency, is_gate } = operation
          const kept = { kind, supplier, instructions, optional, dependency, is_gate }
          return operation_of({ ...operation, workstation_name: operation.workstation?.name ?? '' }, kept)
        }),
        kept: { is_bullet_card, cnc_program_name, material_supplier, sequence_policy, gate_policy },
      }
    }),
  }
}

/** What is empty is not sent; what is no number goes as it was typed, so that the server says so at its field. */
const given = (text: string): string | undefined => (text.trim() === '' ? undefined : text.trim())
function number_in(text: string): number | undefined {
  const typed = given(text)?.replace(',', '.')
  if (typed === undefined) return undefined
  const number = Number(typed)
  return Number.isNaN(number) ? (text as unknown as number) : number // refused there, in words
}
function seconds_in(text: string): number | undefined {
  const number = number_in(text)
  return typeof number === 'number' ? Math.round(number * 60) : number
}

const is_blank = ({ name, workstation_name, setup_min, run_min, total_min }: OperationDraft): boolean =>
  [name, workstation_name, setup_min, run_min, total_min].every((text) => text.trim() === '')

/** Rows nobody has written in: without them, a fault is told at the row where it is. */
export const without_blanks = (job: JobDraft): JobDraft => ({
  ...job,
  parts: job.parts.map((part) => ({ ...part, operations: part.operations.filter((one) => !is_blank(one)) })),
})

export function input_of(job: JobDraft): In<'jobs.create'> {
  const numbers = new Map(job.parts.map(({ key, part_number }) => [key, part_number.trim()]))
  return defined({
    job_number: given(job.job_number),
    name: given(job.name),
    customer: given(job.customer),
    due: given(job.due),
    priority: number_in(job.priority),
    notes: given(job.notes),
    status: job.is_draft ? ('draft' as const) : undefined,
    parts: job.parts.map((part) => part_input(part, numbers)),
  })
}

const part_input = (part: PartDraft, numbers: ReadonlyMap<string, string>): PartGiven =>
  defined({
    ...part.kept,
    part_number: part.part_number.trim(),
    name: given(part.name),
    // Left out, it is asked for.
    quantity: number_in(part.quantity) as number,
    parent_part_number: numbers.get(part.parent),
    product_id: part.product_id ?? undefined,
    material: given(part.material),
    drawing_number: given(part.drawing_number),
    drawing_revision: given(part.drawing_revision),
    operations: part.way === 'routing' ? undefined : part.operations.map(operation_input),
  })

const operation_input = (operation: OperationDraft): OperationGiven =>
  defined({
    ...operation.kept,
    // Left out, they are asked for.
    sequence: number_in(operation.sequence) as number,
    name: operation.name.trim(),
    workstation_name: given(operation.workstation_name),
    planned_setup_s: seconds_in(operation.setup_min),
    planned_run_s_per_piece: seconds_in(operation.run_min),
    planned_total_s: seconds_in(operation.total_min),
  })

type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>
}
const defined = <T extends object>(fields: T): Defined<T> =>
  // What was undefined is gone.
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<T>

const place = 'jobs.new'

export function kept_draft(): JobDraft | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(place) ?? 'null')
    // Written by the lines below, in this tab.
    return kept !== null && typeof kept === 'object' && 'parts' in kept ? (kept as JobDraft) : null
  } catch {
    return null
  }
}
export const keep_draft = (job: JobDraft): void => sessionStorage.setItem(place, JSON.stringify(job))
export const forget_draft = (): void => sessionStorage.removeItem(place)

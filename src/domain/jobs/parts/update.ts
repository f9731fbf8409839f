import { z } from 'zod'
import { changes_between } from '../../../kernel/changes.ts'
import type { Context } from '../../../kernel/context.ts'
import { External, Name, Pieces } from '../../../kernel/fields.ts'
import { Id, reference } from '../../../kernel/id.ts'
import { way } from '../../../kernel/path.ts'
import { atLeast } from '../../../kernel/role.ts'
import { sql } from '../../../kernel/sql.ts'
import { verb } from '../../../kernel/verb.ts'
import { operationCompleted } from '../../operations/events.ts'
import { timeEntryEnded } from '../../operations/time-entries/events.ts'
import { unitHeld } from '../../units/events.ts'
import { settle_units } from '../../units/settle-units.ts'
import { hold_units } from '../../units/stop-units.ts'
import { jobCompleted, jobReleased, jobReopened, jobStarted } from '../events.ts'
import type { JobRow } from '../job.ts'
import { complete_job_of_parts, start_job_of_part } from '../roll-up.ts'
import { partCancelled, partCompleted, partHeld, partStarted, partUpdated } from './events.ts'
import { locked_part } from './locked.ts'
import {
  GatePolicy,
  move_part,
  Part,
  type PartRow,
  PartStatus,
  part_fields,
  part_moves,
  part_of,
  partNotMovable,
  partNumberTaken,
  partStale,
  partUnknown,
  SequencePolicy,
} from './part.ts'

export const update = verb({
  name: 'parts.update',
  does: 'Changes fields of a part. A new status is reached by the legal moves, and rolls up to the job. Where no more is wanted than there are units, what they have passed is done.',
  kind: 'writes',
  allow: atLeast('planner'),
  input: z.object({
    id: Id,
    part_number: Name.optional(),
    name: Name.optional(),
    quantity: Pieces.min(1).optional(),
    status: PartStatus.optional(),
    sequence_policy: SequencePolicy.optional(),
    gate_policy: GatePolicy.optional(),
    parent_id: reference('parts').nullable().optional(),
    product_id: reference('products').nullable().optional(),
    workstation_id: reference('workstations').nullable().optional(),
    ...z.object(part_fields).partial().shape,
    ...External,
  }),
  output: Part,
  refuses: [partUnknown, partStale, partNotMovable, partNumberTaken],
  reports: [
    ...[partUpdated, partStarted, partHeld, partCompleted, partCancelled, jobReleased, jobStarted, jobReopened, jobCompleted],
    ...[operationCompleted, timeEntryEnded, unitHeld],
  ],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', quantity: 12 } }],
  async run(context, { id, status, ...given }) {
    const { job, part, others } = await locked_part(context, id)
    if (context.expected_revision !== null && context.expected_revision !== part.revision) throw partStale.because()
    if (given.parent_id) {
      assert_no_circle(context, id, given.parent_id, others)
      context.settle()
    }
    context.on_conflict('parts_number', partNumberTaken.because(`Job ${job.job_number} has a part ${given.part_number} already.`))
    const changes = changes_between(part, given)
    const changed: PartRow = changes.none ? part : { ...part, ...changes.columns, revision: part.revision + 1, updated_at: context.now }
    if (!changes.none) {
      context.change('parts', id, { ...changes.columns, revision: changed.revision, updated_at: context.now })
      context.report(partUpdated, { part_id: id, job_id: part.job_id, changes: changes.told })
    }
    if (changed.quantity < part.quantity) {
      const after = await settle_units(context, changed, context.now)
      if (after) return part_of(after)
    }
    if (status === undefined || status === part.status) return part_of(changed)
    const statuses = others.map((other) => other.status)
    const walked = walk_part(context, changed, job, status, statuses)
    if (status === 'cancelled') await hold_units(context, sql`part_id = ${id}`, context.now)
    return part_of(walked)
  },
})

interface Other {
  readonly id: string
  readonly parent_id: string | null
  readonly status: PartStatus
}

function assert_no_circle(context: Context, id: string, parent_id: string, others: readonly Other[]): void {
  const parents = new Map(others.map((other) => [other.id, other.parent_id]))
  if (parent_id !== id && !parents.has(parent_id))
    context.problem(['parent_id'], 'unknown_reference', 'The part it goes into must be of the same job.')
  for (let at: string | null | undefined = parent_id; at; at = parents.get(at)) {
    if (at !== id) continue
    context.problem(['parent_id'], 'circular', 'A part cannot belong to itself.')
    return
  }
}

const event_of = { running: partStarted, held: partHeld, completed: partCompleted, cancelled: partCancelled, waiting: partUpdated } as const

function walk_part(context: Context, part: PartRow, job: JobRow, to: PartStatus, other_parts: readonly PartStatus[]): PartRow {
  const steps = way(part_moves, part.status, to)
  if (!steps)
    throw partNotMovable.because(`Part ${part.part_number} is ${part.status}; no way leads from there to ${to}.`, {
      status: part.status,
      possible: part_moves[part.status],
    })
  let rolled_up = job
  return steps.reduce((before, step) => {
    if (step === 'running') rolled_up = start_job_of_part(context, rolled_up, context.now)
    const after = move_part(context, before, step, context.now)
    // No move leads to `waiting`, so its entry in the table is never told.
    if (step !== 'waiting')
      context.report(event_of[step], { part_id: part.id, job_id: part.job_id, previous_status: before.status, new_status: step }, {})
    if (step === 'completed') rolled_up = complete_job_of_parts(context, rolled_up, other_parts, context.now)
    return after
  }, part)
}

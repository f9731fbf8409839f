import type { MachineState } from '../../../domain/floor/machines/machine.ts'
import type { JobStatus } from '../../../domain/jobs/job.ts'
import type { UnitStatus } from '../../../domain/units/unit.ts'
import type { VisitResult } from '../../../domain/units/visit.ts'
import type { Role } from '../../../kernel/role.ts'
import { words } from '../words.ts'

export const machine_words = ['STOPPED', 'IDLE', 'EXECUTE', 'HELD', 'SUSPENDED', 'COMPLETE', 'ABORTED'] as const
export const machine_state = words<MachineState, (typeof machine_words)[number]>(
  {
    ...{ stopped: 'STOPPED', idle: 'IDLE', execute: 'EXECUTE', held: 'HELD' },
    ...{ suspended: 'SUSPENDED', complete: 'COMPLETE', aborted: 'ABORTED' },
  },
  {
    ...{ STOPPED: 'stopped', IDLE: 'idle', EXECUTE: 'execute', HELD: 'held' },
    ...{ SUSPENDED: 'suspended', COMPLETE: 'complete', ABORTED: 'aborted' },
  },
)

export const order_words = ['new', 'scheduled', 'running', 'complete', 'closed'] as const
export const order_status = words<JobStatus, (typeof order_words)[number]>(
  {
    ...{ draft: 'new', released: 'scheduled', running: 'running', held: 'running' },
    ...{ completed: 'complete', closed: 'closed', cancelled: 'closed' },
  },
  { new: 'draft', scheduled: 'released', running: 'running', complete: 'completed', closed: 'closed' },
)

/** Whoever was first in the company is its owner; nobody is made that. */
export const member_words = ['admin', 'operator', 'viewer'] as const
export const member_role = words<Role, (typeof member_words)[number]>(
  {
    ...{ system_admin: 'admin', admin: 'admin', planner: 'operator' },
    ...{ supervisor: 'operator', operator: 'operator', viewer: 'viewer' },
  },
  { admin: 'admin', operator: 'operator', viewer: 'viewer' },
)

export const unit_words = ['in_progress', 'completed', 'scrapped'] as const
export const unit_status = words<UnitStatus, (typeof unit_words)[number]>(
  { open: 'in_progress', held: 'in_progress', completed: 'completed', scrapped: 'scrapped' },
  { in_progress: 'open', completed: 'completed', scrapped: 'scrapped' },
)

/** What the page knows of a stay: it passed, or did not. */
export const visit_words = ['pass', 'fail'] as const
const visits: Readonly<Record<VisitResult, (typeof visit_words)[number]>> = {
  ...{ passed: 'pass', skipped: 'pass', deferred: 'pass' },
  ...{ failed: 'fail', scrapped: 'fail' },
}
export const visit_result = (result: VisitResult): (typeof visit_words)[number] => visits[result]

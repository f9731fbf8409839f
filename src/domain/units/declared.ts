import { jobCompleted, jobReleased, jobReopened, jobStarted } from '../jobs/events.ts'
import { jobNotMovable } from '../jobs/job.ts'
import { partCompleted, partReopened, partStarted } from '../jobs/parts/events.ts'
import { partNotMovable } from '../jobs/parts/part.ts'
import { operationCompleted, operationReopened, operationResumed, operationStarted } from '../operations/events.ts'
import { jobOnHold, operationParked } from '../operations/operation.ts'
import { timeEntryEnded } from '../operations/time-entries/events.ts'
import { qualityEventRecorded } from '../quality/quality-events/events.ts'
import { unitMoved } from './events.ts'
import { gateNeedsDecision, unitBeforeArrival } from './unit.ts'

/** What stands in the way of any unit that leaves from where it stands. */
export const moving_refusals = [jobNotMovable, jobOnHold, operationParked, unitBeforeArrival]
/** What a unit brings about by leaving: work begins at one operation, and ends at others. */
export const settling_reports = [operationCompleted, timeEntryEnded, partStarted, partCompleted, jobReleased, jobStarted, jobCompleted]
export const starting_reports = [
  ...[operationStarted, operationResumed, operationReopened],
  ...[partStarted, partReopened, jobReleased, jobStarted, jobReopened],
]
export const moving_reports = [...starting_reports, operationCompleted, timeEntryEnded, partCompleted, jobCompleted]
/** What an operation brings about, beside its own, by taking its units along. */
export const along_reports = [
  unitMoved,
  qualityEventRecorded,
  operationStarted,
  operationResumed,
  operationReopened,
  partReopened,
  jobReopened,
]
export const along_refusals = [operationParked, gateNeedsDecision, partNotMovable]

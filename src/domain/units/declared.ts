import { jobCompleted, jobReleased, jobReopened, jobStarted } from '../jobs/events.ts'
import { jobNotMovable } from '../jobs/job.ts'
import { partCompleted, partReopened, partStarted } from '../jobs/parts/events.ts'
import { operationCompleted, operationReopened, operationResumed, operationStarted } from '../operations/events.ts'
import { jobOnHold, operationParked } from '../operations/operation.ts'
import { timeEntryEnded } from '../operations/time-entries/events.ts'
import { unitBeforeArrival } from './unit.ts'

/** What stands in the way of any unit that leaves from where it stands. */
export const moving_refusals = [jobNotMovable, jobOnHold, operationParked, unitBeforeArrival]
/** What a unit brings about by leaving: work begins at one operation, and ends at others. */
export const settling_reports = [operationCompleted, timeEntryEnded, partStarted, partCompleted, jobReleased, jobStarted, jobCompleted]
export const moving_reports = [operationStarted, operationResumed, operationReopened, partReopened, jobReopened, ...settling_reports]

import type { Context } from '../../kernel/context.ts'
import { roll_up_start } from '../jobs/roll-up.ts'
import { operationReopened, operationResumed, operationStarted } from '../operations/events.ts'
import { move_operation, type OperationRow, operationParked, set_operation_status } from '../operations/operation.ts'
import { tell_work } from '../operations/work.ts'
import { type PartFloor, place_on, with_operation } from './floor.ts'

const tells = { waiting: operationStarted, held: operationResumed, completed: operationReopened } as const

/** A unit that enters an operation starts it, goes on with it, or has it done again. Nobody's clock is started: nobody has said who works. */
export function bring_to_work(context: Context, floor: PartFloor, operation: OperationRow, at: string): PartFloor {
  const { job, part } = floor
  const { status } = operation
  if (operation.parked_from !== null)
    throw operationParked.because(`An issue stops the work at ${operation.name}. Resolve it first, or say that it stops nothing.`)
  const goes_on = job.status === 'running' && part.status === 'running'
  const rolled = goes_on ? { job, part } : roll_up_start(context, { job, part }, at)
  const after: PartFloor = { ...floor, ...rolled }
  if (status !== 'waiting' && status !== 'held' && status !== 'completed') return after
  const running =
    status === 'completed'
      ? set_operation_status(context, operation, 'running', at, { completion_percentage: 0 })
      : move_operation(context, operation, 'running', at)
  tell_work(context, tells[status], { place: place_on(floor, operation), operation: running, entries: [] }, at)
  return with_operation(after, running)
}

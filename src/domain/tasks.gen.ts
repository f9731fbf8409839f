// Written by `npm run gen` from src/domain. Do not edit.
import { clear_out as deliveriesClearOut } from './integrations/deliveries/clear-out.ts'
import { seal_events as sealsSealEvents } from './integrations/seals/seal-events.ts'
import { close_forgotten as timeEntriesCloseForgotten } from './operations/time-entries/close-forgotten.ts'
import { clear_out as peopleClearOut } from './people/clear-out.ts'
import { watch as monitorsWatch } from './quality/monitors/watch.ts'

export const tasks = [
  deliveriesClearOut,
  sealsSealEvents,
  timeEntriesCloseForgotten,
  peopleClearOut,
  monitorsWatch,
] as const

import type { Out } from '../../api/client.ts'
import { asking } from '../../api/queries.ts'
import type { say as in_words } from '../../words/words.ts'

/** With its parts, their operations, and how far it is. */
export type WholeJob = Out<'jobs.get'>

export const whole_job = (id: string) => asking('jobs.get', { id, expand: ['operations', 'progress'] })

interface Times {
  readonly worked_s: number
  readonly planned_s: number | null
}

/** Time against plan, in words and as a share. */
export function time_of(say: typeof in_words, duration: (s: number) => string, { worked_s, planned_s }: Times) {
  if (!planned_s) return { says: duration(worked_s), percentage: null, is_over: false }
  const over_s = worked_s - planned_s
  const is_over = over_s > 0
  const against = say('job.time_of', { worked: duration(worked_s), planned: duration(planned_s) })
  const says = is_over ? `${against} ▲ ${say('job.operation.over', { time: duration(over_s) })}` : against
  return { says, percentage: Math.round((100 * worked_s) / planned_s), is_over }
}

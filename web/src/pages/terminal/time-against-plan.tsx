import { useEffect, useState } from 'react'
import { now_ms } from '../../offline/clock.ts'
import type { Operation } from '../../offline/expected.ts'
import { duration } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'

const tick_ms = 10_000

/** The server’s time, now and every few seconds. */
function useNow(): number {
  const [at, set_at] = useState(now_ms)
  useEffect(() => {
    const ticking = setInterval(() => set_at(now_ms()), tick_ms)
    return () => clearInterval(ticking)
  }, [])
  return at
}

/** Ended clocks, and those that run for as long as they have. */
export function worked_s({ worked_s: ended_s, time_entries = [] }: Operation, at_ms: number): number {
  const running = time_entries.filter(({ ended_at }) => ended_at === null)
  return running.reduce((all, { started_at }) => all + Math.max(0, (at_ms - Date.parse(started_at)) / 1000), ended_s)
}

interface Props {
  readonly operation: Operation
  /** In a list nothing is said where no time was spent. */
  readonly is_short?: boolean
}

export function TimeAgainstPlan({ operation, is_short = false }: Props) {
  const say = useWords()
  const spent_s = worked_s(operation, useNow())
  const { planned_s } = operation
  if (is_short && spent_s === 0) return planned_s === null ? null : <span className="time number quiet">{duration(planned_s)}</span>
  const is_over = planned_s !== null && spent_s > planned_s
  return (
    <span className={is_over ? 'time number over' : 'time number'}>
      {planned_s === null ? duration(spent_s) : say('terminal.time_of', { spent: duration(spent_s), planned: duration(planned_s) })}
      {planned_s !== null && planned_s > 0 && (
        <span className="bar" aria-hidden="true">
          <span style={{ width: `${Math.min(100, (spent_s / planned_s) * 100)}%` }} />
        </span>
      )}
      {is_over && <span className="over-by">{say('terminal.over_by', { by: duration(spent_s - planned_s) })}</span>}
    </span>
  )
}

const minute_ms = 60_000
const day_ms = 86_400_000
const shift_begins_h = 6

/** The shop works so long a day, Monday to Friday, in UTC; the last piece of it ends now, whatever the hour. */
export const day_min = 480
export const days = 10
const until_now_min = 150
/** Now, on the clock that runs only while the shop works. */
export const now_min = days * day_min + until_now_min

/** Just before that minute begins: a day's last minute ends in the evening, not on the next morning. */
export const end_of_minute = (minute: number): number => minute - 0.001

export interface Calendar {
  /** Minutes of work since the first morning, as a moment in UTC. */
  at(minute: number): string
  /** The date so many calendar days after that minute. */
  date_after(minute: number, more_days: number): string
}

export function calendar_until(now: string): Calendar {
  const now_ms = Math.floor(Date.parse(now) / minute_ms) * minute_ms
  const mornings = last_working_days(now_ms - until_now_min * minute_ms)
  const ms_at = (minute: number): number => {
    const day = Math.min(days, Math.max(0, Math.floor(minute / day_min)))
    if (day === days) return now_ms - (now_min - minute) * minute_ms
    return (mornings[day] ?? 0) + (minute - day * day_min) * minute_ms
  }
  return {
    at: (minute) => new Date(Math.round(ms_at(minute) / minute_ms) * minute_ms).toISOString(),
    date_after: (minute, more_days) => new Date(ms_at(minute) + more_days * day_ms).toISOString().slice(0, 10),
  }
}

/** The mornings of the working days before that moment's day, the earliest first. */
function last_working_days(before_ms: number): number[] {
  const mornings: number[] = []
  for (let midnight = Math.floor(before_ms / day_ms) * day_ms - day_ms; mornings.length < days; midnight -= day_ms) {
    const weekday = new Date(midnight).getUTCDay()
    if (weekday !== 0 && weekday !== 6) mornings.unshift(midnight + shift_begins_h * 60 * minute_ms)
  }
  return mornings
}

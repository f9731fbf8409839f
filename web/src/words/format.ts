import { useQuery } from '@tanstack/react-query'
import { session_query } from '../api/session.ts'
import { type Language, spoken, useWords } from './words.ts'

export type Formats = ReturnType<typeof formats_in>

/** How dates, times and numbers are written in a language, by the clock of the plant. */
export function formats_in(language: Language, time_zone: string) {
  // English as most shops outside of the United States read it: the day before the month, 24 hours.
  const locale = language === 'en' ? 'en-GB' : language
  const in_plant = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, { timeZone: time_zone, ...options })
    return (moment: string): string => format.format(new Date(moment))
  }
  // A date without an hour is that day wherever one reads it.
  const due_date = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' })
  const due_moment = in_plant({ day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' })
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 })
  return {
    date: in_plant({ dateStyle: 'medium' }),
    /** Without the year: for lists of what is near. */
    day: in_plant({ weekday: 'short', day: 'numeric', month: 'short' }),
    time: in_plant({ hour: '2-digit', minute: '2-digit' }),
    moment: in_plant({ dateStyle: 'medium', timeStyle: 'short' }),
    /** As it was given: a date, or a moment where the hour matters. */
    due: (given: string): string => (given.length > 10 ? due_moment(given) : due_date.format(new Date(given))),
    number: (value: number): string => number.format(value),
    duration,
  }
}

/** `1:05 h`, `12 min`, `40 s`. */
export function duration(seconds: number): string {
  const sign = seconds < 0 ? '−' : ''
  const whole = Math.round(Math.abs(seconds))
  if (whole < 60) return `${sign}${whole} s`
  const minutes = Math.round(whole / 60)
  if (minutes < 60) return `${sign}${minutes} min`
  return `${sign}${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')} h`
}

const kept = new Map<string, Formats>()

export function useFormats(): Formats {
  useWords()
  const { data: session } = useQuery(session_query)
  const time_zone = session?.tenant.time_zone ?? 'UTC'
  const key = `${spoken()} ${time_zone}`
  const known = kept.get(key) ?? formats_in(spoken(), time_zone)
  kept.set(key, known)
  return known
}

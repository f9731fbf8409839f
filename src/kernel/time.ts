import { z } from 'zod'

/** How every moment is spelled: UTC, milliseconds, `Z`. */
export const Moment = z.iso
  .datetime()
  .meta({ id: 'Moment', description: 'A moment in UTC, with milliseconds.', examples: ['2026-03-02T07:30:00.000Z'] })

/** Beyond these a moment is spelled otherwise, and PostgreSQL reads it otherwise. */
const first_ms = Date.parse('0001-01-01T00:00:00.000Z')
export const last_ms = Date.parse('9999-12-31T23:59:59.999Z')
const can_be_spelled = (text: string): boolean => Date.parse(text) >= first_ms && Date.parse(text) <= last_ms

/** What is taken as a moment: any offset, or `Z`. It leaves as UTC. */
export const MomentGiven = z.iso
  .datetime({ offset: true, abort: true })
  .refine(can_be_spelled, {
    message: 'Give a moment such as 2026-03-02T07:30:00Z.',
    params: { rule: 'date_format' },
  })
  .overwrite((text) => (can_be_spelled(text) ? moment(Date.parse(text)) : text))
  .meta({ description: 'A moment with its offset, such as `2026-03-02T09:30:00+02:00`.' })

/** A date, or a moment where the hour matters. It comes back at the precision at which it was given. */
export const Due = z
  .union([z.iso.date(), MomentGiven])
  .meta({ id: 'Due', description: 'A date (`2026-03-31`), or a moment where the hour matters.', examples: ['2026-03-31'] })

export const moment = (at: number | Date): string => new Date(at).toISOString()

/** `pg` hands over PostgreSQL's own spelling in UTC: `2026-03-02 07:30:00.5+00`. */
export function moment_from_postgres(text: string): string {
  const seconds = text.slice(0, 19)
  const plus = text.indexOf('+', 19)
  const fraction = text.slice(20, plus)
  return `${seconds.slice(0, 10)}T${seconds.slice(11)}.${fraction.padEnd(3, '0')}Z`
}

export const seconds_between = (from: string, to: string): number => Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1000))

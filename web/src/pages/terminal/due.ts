import { formats_in, useFormats } from '../../words/format.ts'
import { spoken } from '../../words/words.ts'

/** A date is the same day everywhere, a moment is told by the plant’s clock. */
export function useDue(): (due: string) => string {
  const { day, time } = useFormats()
  const dates = formats_in(spoken(), 'UTC')
  return (due) => (due.length === 10 ? dates.day(`${due}T12:00:00Z`) : `${day(due)}, ${time(due)}`)
}

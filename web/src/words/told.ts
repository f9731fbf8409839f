import { Away, type Problem, Refused } from '../api/client.ts'
import { en, type Word } from './en.ts'
import { say, spoken } from './words.ts'

type Fault = Problem['errors'][number]

const is_word = (name: string): name is Word => name in en

/** The server speaks English, and says it best there; in another language our own word for the reason stands, where there is one. */
export function told(error: unknown): string {
  if (error instanceof Away) return say('app.nobody_answers')
  if (!(error instanceof Refused)) return say('app.failed')
  const { reason, detail } = error.problem
  const word = `refused.${reason}`
  return spoken() !== 'en' && is_word(word) ? say(word) : detail
}

/** What our checking library says by itself is for programmers; what we say is for everybody. */
const by_itself = /^(Too (small|big)|Invalid )/
const is_left_empty = ({ rule, message }: Fault): boolean => rule === 'min_length' && />=1 (character|item)/.test(message)

/** What is wrong with one field. */
export function told_of(fault: Fault): string {
  if (is_left_empty(fault)) return say('fault.required')
  const word = `fault.${fault.rule}`
  return is_word(word) && (spoken() !== 'en' || by_itself.test(fault.message)) ? say(word) : fault.message
}

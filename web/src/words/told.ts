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

/** What is wrong with one field. */
export function told_of({ rule, message }: Fault): string {
  const word = `fault.${rule}`
  return spoken() !== 'en' && is_word(word) ? say(word) : message
}

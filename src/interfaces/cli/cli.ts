import { readFileSync, writeFileSync } from 'node:fs'
import { type AnyVerb, name_parts } from '../../kernel/verb.ts'
import { read_arguments } from './arguments.ts'
import { help_on_everything, help_on_subject, help_on_verb, hyphenated, subjects_of } from './help.ts'
import { type Client, call } from './request.ts'

const standard_input = (): string => readFileSync(0, 'utf8')

/** `gemba <subject> <verb> ...`: answers what to print. Everything it knows comes from the verbs. */
export async function run_cli(words: readonly string[], verbs: readonly AnyVerb[], client: Client): Promise<string | Uint8Array> {
  const [first = '', second, ...rest] = words[0] === 'help' ? [...words.slice(1), '--help'] : words
  if (first === '' || first === '--help') return help_on_everything(verbs)
  const subject = first.replaceAll('-', '_')
  const of_subject = verbs.filter((verb) => name_parts(verb.name).subject === subject)
  if (of_subject.length === 0) throw new Error(unknown('command', first, subjects_of(verbs)))
  if (second === undefined || second === '--help') return help_on_subject(subject, verbs)
  const word = second.replaceAll('-', '_')
  const verb = of_subject.find(({ name }) => name === `${subject}.${word}`)
  if (!verb)
    throw new Error(
      unknown(
        `verb of ${first}`,
        second,
        of_subject.map(({ name }) => name_parts(name).word),
      ),
    )
  const given = read_arguments(verb, rest, standard_input)
  if (given.settings.help !== undefined) return help_on_verb(verb)
  const { settings } = given
  const answer = await call(verb, given, {
    url: settings.gemba_url ?? settings.url ?? client.url,
    key: settings.gemba_key ?? settings.key ?? client.key,
  })
  if (!(answer instanceof Uint8Array)) return JSON.stringify(answer, null, 2)
  if (settings.out === undefined) return answer
  writeFileSync(settings.out, answer)
  return `${settings.out}: ${answer.length} bytes`
}

function unknown(what: string, given: string, known: readonly string[]): string {
  const near = known.map(hyphenated).filter((one) => one.startsWith(given.slice(0, 3)) || one.includes(given))
  const guess = near.length === 0 ? '' : ` Did you mean ${near.join(' or ')}?`
  return `There is no ${what} ${given}.${guess}\nThere are: ${known.map(hyphenated).sort().join(', ')}.`
}

import type { z } from 'zod'
import type { Context } from './context.ts'
import type { Problem, Refusal } from './errors.ts'
import type { Event } from './event.ts'
import type { Allowed } from './role.ts'

/** One thing somebody can do on the shop floor. Every door (REST, dialects, CLI, web) is built from these. */
export interface Verb<Name extends string = string, In extends z.ZodObject = z.ZodObject, Out extends z.ZodObject = z.ZodObject> {
  /** `subject.verb`, the same as its place: `operations/start.ts` is `operations.start`. */
  readonly name: Name
  readonly does: string
  readonly kind: 'reads' | 'writes'
  readonly allow: readonly Allowed[]
  readonly input: In
  readonly output: Out
  readonly refuses: readonly Refusal[]
  readonly reports: readonly Event[]
  readonly examples: readonly { readonly given: z.input<In> }[]
  /** May leave the caller's tenant. A test counts these. */
  readonly crosses_tenants?: true
  /** Bytes go along with it: `in` with the request, the input then stands in the query; `out` as the answer, in place of the output. */
  readonly bytes?: 'in' | 'out'
  /** What it records came about elsewhere: nobody is alerted. */
  readonly origin?: 'import'
  /** Rules across fields. They see what was sent as it was sent, so that their faults are told together with all others. */
  faults?(raw: unknown): readonly Problem[]
  run(context: Context, input: z.output<In>): Promise<z.input<Out>>
}

// `run` is a method, and methods compare bivariantly: a concrete verb fits here without a cast.
export type AnyVerb = Verb

export type Input<V extends AnyVerb> = z.input<V['input']>
export type Output<V extends AnyVerb> = z.output<V['output']>

export const verb = <const Name extends string, In extends z.ZodObject, Out extends z.ZodObject>(
  definition: Verb<Name, In, Out>,
): Verb<Name, In, Out> => definition

/** `time_entries.correct` → `time_entries` and `correct`. */
export function name_parts(name: string): { subject: string; word: string } {
  const [subject = '', word = ''] = name.split('.')
  return { subject, word }
}

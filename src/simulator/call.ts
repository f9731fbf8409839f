import type { verbs } from '../domain/verbs.gen.ts'
import type { Input, Output } from '../kernel/verb.ts'

type Verbs = typeof verbs
export type VerbName = keyof Verbs
export type Answer<Name extends VerbName> = Output<Verbs[Name]>

/** One verb over HTTP, as anybody may call it. What the server does not do is thrown, as a `GembaError`. */
export type Call = <Name extends VerbName>(name: Name, input: Input<Verbs[Name]>) => Promise<Answer<Name>>

import type { z } from 'zod'

/** A fact, in the past tense, that other people may want to hear about. Facts hold ids, never names. */
export interface Event<Name extends string = string, Facts extends z.ZodObject = z.ZodObject> {
  readonly name: Name
  readonly says: string
  /** The fact that names the thing this happened to, such as `operation_id`. Every `…_id` in the facts can be searched by. */
  readonly subject: string
  readonly facts: Facts
}

export const event = <const Name extends string, Facts extends z.ZodObject>(
  definition: Event<Name, Facts> & { readonly subject: keyof Facts['shape'] & string },
): Event<Name, Facts> => definition

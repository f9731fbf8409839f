import { z } from 'zod'

/**
 * What may be done next with a thing: the noun says which verbs its state lets through, and the engine leaves those that whoever asks may
 * call. The member is called `can` wherever it stands.
 */
export const Can = <const Names extends readonly [string, ...string[]]>(names: Names) =>
  z.array(z.enum(names)).meta({ description: 'The verbs that you may call on it now, in the order of a shop’s day.' })

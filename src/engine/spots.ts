import { z } from 'zod'

/** Any element of an array on the way to a spot. */
export const each = Symbol('each element')
export type Way = readonly (string | typeof each)[]

/** Where in a schema something stands that `look` makes something of. A schema that holds itself is walked once. */
export function spots_in<Found>(schema: z.core.$ZodType, look: (schema: z.core.$ZodType, way: Way) => Found | undefined): Found[] {
  const search = (inner: z.core.$ZodType, way: Way, around: readonly z.core.$ZodType[]): Found[] => {
    const found = look(inner, way)
    if (found !== undefined) return [found]
    if (around.includes(inner)) return []
    const here = [...around, inner]
    if (inner instanceof z.ZodOptional || inner instanceof z.ZodNullable || inner instanceof z.ZodDefault)
      return search(inner.def.innerType, way, here)
    if (inner instanceof z.ZodArray) return search(inner.def.element, [...way, each], here)
    if (inner instanceof z.ZodObject) return Object.entries(inner.def.shape).flatMap(([key, one]) => search(one, [...way, key], here))
    return []
  }
  return search(schema, [], [])
}

import { z } from 'zod'

/**
 * Null and blank text clear what may be empty; of anything else they say nothing, as a system that sends all its columns means it.
 * Lists of things are looked through.
 */
export function cleared(schema: z.core.$ZodType, given: unknown): unknown {
  const inner = unwrapped(schema)
  if (inner instanceof z.ZodArray && Array.isArray(given)) return given.map((one) => cleared(inner.def.element, one))
  if (!(inner instanceof z.ZodObject) || given === null || typeof given !== 'object' || Array.isArray(given)) return given
  return Object.fromEntries(
    Object.entries(given).flatMap(([member, value]) => {
      // A member called as what every object has is none of ours.
      const known = Object.hasOwn(inner.def.shape, member) ? inner.def.shape[member] : undefined
      if (!known) return [[member, value]]
      if (!is_blank(value)) return [[member, cleared(known, value)]]
      return z.safeParse(known, null).success ? [[member, null]] : []
    }),
  )
}

const is_blank = (value: unknown): boolean => value === null || (typeof value === 'string' && value.trim() === '')

function unwrapped(schema: z.core.$ZodType): z.core.$ZodType {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault
    ? unwrapped(schema.def.innerType)
    : schema
}

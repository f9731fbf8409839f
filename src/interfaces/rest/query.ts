import { z } from 'zod'

type Query = Readonly<Record<string, string | string[] | undefined>>

/** Query strings know only text. What a field is says its schema; what does not fit stays text and is refused there. */
export function read_query(schema: z.ZodObject, query: Query): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(query).flatMap(([key, given]) => (given === undefined ? [] : [[key, read(schema.shape[key], given)]])),
  )
}

function read(schema: z.core.$ZodType | undefined, given: string | string[]): unknown {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable)
    return read(schema.def.innerType, given)
  if (schema instanceof z.ZodArray) return Array.isArray(given) ? given : given.split(',').filter((part) => part !== '')
  const text = Array.isArray(given) ? (given.at(-1) ?? '') : given
  if (schema instanceof z.ZodNumber) return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text
  if (schema instanceof z.ZodBoolean) return text === 'true' || text === '1' ? true : text === 'false' || text === '0' ? false : text
  return text
}

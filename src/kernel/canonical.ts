import { createHash } from 'node:crypto'

/** JSON in which the order of members does not matter: two values that mean the same are spelled the same. */
export const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, inner) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )

export const hash_of = (value: unknown): string => createHash('sha256').update(canonical(value)).digest('hex')

import { useQuery } from '@tanstack/react-query'
import { asking } from '../../api/queries.ts'

/** Everybody who may be on a clock; the same question as the sign-in at a tablet asks. */
export const everybody = asking('people.list', { is_active: true, limit: 1000 })

export function useNames(): (id: string | null) => string {
  const { data } = useQuery(everybody)
  return (id) => data?.data.find((person) => person.id === id)?.name ?? '—'
}

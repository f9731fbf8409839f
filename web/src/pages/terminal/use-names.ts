import { useQuery } from '@tanstack/react-query'
import type { Out } from '../../api/client.ts'
import { asking } from '../../api/queries.ts'

/** Everybody who may be on a clock; the same question as the sign-in at a tablet asks. */
export const everybody = asking('people.list', { is_active: true, limit: 1000 })

type Named = Pick<Out<'people.get'>, 'id' | 'name' | 'picture_file_id'>

export function usePeople(): (id: string) => Named {
  const { data } = useQuery(everybody)
  return (id) => data?.data.find((person) => person.id === id) ?? { id, name: '—', picture_file_id: null }
}

export function useNames(): (id: string | null) => string {
  const person_of = usePeople()
  return (id) => (id === null ? '—' : person_of(id).name)
}

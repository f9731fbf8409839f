import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { new_key } from '../offline/key.ts'
import { call, type In, type Out, type VerbName } from './client.ts'

const subject_of = (name: string): string => name.split('.')[0] ?? name

/** What a verb that reads answers; the log of events says when it is old (`live.ts`). */
export const asking = <Name extends VerbName>(name: Name, input: In<Name>) =>
  queryOptions({ queryKey: [subject_of(name), name, input], queryFn: ({ signal }) => call(name, input, { signal }) })

type Listing = { readonly [Name in VerbName]: Out<Name> extends { next_cursor: string | null } ? Name : never }[VerbName]

/** A list, page by page as it is scrolled. */
export const listing = <Name extends Listing>(name: Name, input: In<Name>) =>
  infiniteQueryOptions({
    queryKey: [subject_of(name), name, 'pages', input],
    queryFn: ({ pageParam, signal }) =>
      call(name, { ...input, ...(pageParam === null ? {} : { cursor: pageParam }) } as In<Name>, { signal }), // a list takes a cursor
    initialPageParam: null as string | null, // the first page has none
    getNextPageParam: (page: Out<Name>) => (page as { next_cursor: string | null }).next_cursor, // by `Listing`
  })

/** A verb that writes, with everything of its subject asked for anew when it is done. Each press is one request, however often it is repeated. */
export function useVerb<Name extends VerbName>(name: Name) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (input: In<Name>) => call(name, input, { idempotency_key: new_key() }),
    onSuccess: () => queries.invalidateQueries({ queryKey: [subject_of(name)] }),
  })
}

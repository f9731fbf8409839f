import { queryOptions } from '@tanstack/react-query'
import { call, type Out, Refused, send } from './client.ts'

export type Session = Out<'sessions.current'>

/** Who is signed in here: a person, or the tablet itself, or nobody. */
export const session_query = queryOptions({
  queryKey: ['session'],
  queryFn: async (): Promise<Session | null> => {
    try {
      return await call('sessions.current', {})
    } catch (error) {
      if (!(error instanceof Refused) || error.problem.status !== 401) throw error
      // A sign-in that has run out stands before the tablet's own.
      await send('DELETE', '/session', undefined)
      return call('sessions.current', {}).catch((again: unknown) => {
        if (again instanceof Refused && again.problem.status === 401) return null
        throw again
      })
    }
  },
  staleTime: 60_000,
})

interface Credentials {
  readonly email?: string
  readonly password?: string
  readonly person_id?: string
  readonly employee_number?: string
  readonly pin?: string
}

export const sign_in = (credentials: Credentials): Promise<unknown> => send('POST', '/session', JSON.stringify(credentials))
export const sign_out = (): Promise<unknown> => send('DELETE', '/session', undefined)
/** Makes this device a shared tablet: it keeps a key of its own, with which people are listed and nothing is changed. */
export const keep_tablet = (key: string): Promise<unknown> => send('POST', '/tablet', JSON.stringify({ key }))
export const forget_tablet = (): Promise<unknown> => send('DELETE', '/tablet', undefined)

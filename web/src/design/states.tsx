import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { told } from '../words/told.ts'
import { useWords } from '../words/words.ts'
import { Button } from './button.tsx'
import { Notice } from './notice.tsx'

export function Loading() {
  const say = useWords()
  return (
    <div className="loading" role="status">
      <span className="visually-hidden">{say('app.loading')}</span>
      <span className="bar" />
      <span className="bar" />
      <span className="bar" />
    </div>
  )
}

interface EmptyProps {
  readonly says: string
  /** What to do about it. */
  readonly children?: ReactNode
}

export function Empty({ says, children }: EmptyProps) {
  return (
    <div className="empty">
      <p>{says}</p>
      {children}
    </div>
  )
}

interface FailedProps {
  readonly error: unknown
  readonly again: () => unknown
}

export function Failed({ error, again }: FailedProps) {
  const say = useWords()
  return (
    <Notice kind="bad">
      <div className="row">
        <span className="grow">{told(error)}</span>
        <Button onClick={() => void again()}>{say('app.again')}</Button>
      </div>
    </Notice>
  )
}

interface AskedProps<Data> {
  readonly query: UseQueryResult<Data>
  readonly children: (data: Data) => ReactNode
}

/** What was asked for, once it is there; what was there before stays while the server is away. */
export function Asked<Data>({ query, children }: AskedProps<Data>) {
  if (query.data !== undefined) return children(query.data)
  return query.isError ? <Failed error={query.error} again={query.refetch} /> : <Loading />
}

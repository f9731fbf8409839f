import type { ReactNode } from 'react'
import { told } from '../words/told.ts'
import { Sign } from './sign.tsx'

interface Props {
  readonly kind?: 'plain' | 'good' | 'warn' | 'bad'
  readonly children: ReactNode
}

/** Something to be told in place. What has failed is said aloud at once. */
export function Notice({ kind = 'plain', children }: Props) {
  return (
    <div className={kind === 'plain' ? 'notice' : `notice ${kind}`} role={kind === 'bad' ? 'alert' : 'status'}>
      <Sign name={kind} />
      <div className="grow">{children}</div>
    </div>
  )
}

/** What the server has said no to, if it has. */
export const Told = ({ error }: { readonly error: unknown }) =>
  error === null || error === undefined ? null : <Notice kind="bad">{told(error)}</Notice>

import type { ReactNode } from 'react'
import { told } from '../words/told.ts'

const signs = { plain: 'ℹ', good: '✓', warn: '▲', bad: '✕' } as const

interface Props {
  readonly kind?: keyof typeof signs
  readonly children: ReactNode
}

/** Something to be told in place. What has failed is said aloud at once. */
export function Notice({ kind = 'plain', children }: Props) {
  return (
    <div className={kind === 'plain' ? 'notice' : `notice ${kind}`} role={kind === 'bad' ? 'alert' : 'status'}>
      <span className="sign" aria-hidden="true">
        {signs[kind]}
      </span>
      <div className="grow">{children}</div>
    </div>
  )
}

/** What the server has said no to, if it has. */
export const Told = ({ error }: { readonly error: unknown }) =>
  error === null || error === undefined ? null : <Notice kind="bad">{told(error)}</Notice>

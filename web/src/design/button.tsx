import type { ComponentProps } from 'react'

interface Props extends ComponentProps<'button'> {
  /** `first` is what one most likely wants: one on a screen. */
  readonly kind?: 'plain' | 'first' | 'danger' | 'bare'
  readonly is_large?: boolean
  /** Pressed, and not answered yet: a second press does nothing. */
  readonly is_busy?: boolean
}

export function Button({ kind = 'plain', is_large = false, is_busy = false, type = 'button', className, disabled, ...rest }: Props) {
  const classes = ['button', kind === 'plain' ? '' : kind, is_large ? 'large' : '', className ?? '']
  return (
    <button
      {...rest}
      type={type}
      className={classes.filter(Boolean).join(' ')}
      disabled={disabled === true || is_busy}
      aria-busy={is_busy || undefined}
    />
  )
}

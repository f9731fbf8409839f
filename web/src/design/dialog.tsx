import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useWords } from '../words/words.ts'
import { Button } from './button.tsx'
import './dialog.css'

interface Props {
  readonly title: string
  readonly on_close: () => void
  readonly is_wide?: boolean
  readonly children: ReactNode
}

/** Stands over the page while it is rendered. The browser keeps the focus inside, and gives it back. */
export function Dialog({ title, on_close, is_wide = false, children }: Props) {
  const say = useWords()
  const title_id = useId()
  const element = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const dialog = element.current
    const opener = document.activeElement
    dialog?.showModal()
    // The browser begins at the button that closes; a field to type in at once is marked.
    const marked = dialog?.querySelector('[data-first]')
    if (marked instanceof HTMLElement) marked.focus()
    return () => {
      dialog?.close()
      if (opener instanceof HTMLElement) opener.focus()
    }
  }, [])
  return (
    <dialog
      ref={element}
      className={is_wide ? 'wide' : undefined}
      aria-labelledby={title_id}
      onCancel={(event) => {
        // Escape; a dialog or a file chooser within has one of its own, which rises to here.
        if (event.target !== element.current) return
        event.preventDefault()
        on_close()
      }}
    >
      <header className="dialog-head">
        <h2 id={title_id}>{title}</h2>
        <Button kind="bare" className="close" aria-label={say('app.close')} onClick={on_close}>
          <span aria-hidden="true">✕</span>
        </Button>
      </header>
      {children}
    </dialog>
  )
}

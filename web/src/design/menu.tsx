import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import './menu.css'

interface Props {
  /** What the button shows, and what it is called where that says too little. */
  readonly button: ReactNode
  readonly label?: string
  readonly children: (close: () => void) => ReactNode
}

/** A button that opens a small panel under it. Escape, a press elsewhere or leaving it closes it. */
export function Menu({ button, label, children }: Props) {
  const [is_open, set_open] = useState(false)
  const panel_id = useId()
  const whole = useRef<HTMLDivElement>(null)
  const opener = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (!is_open) return
    const on_press = (event: PointerEvent | FocusEvent) => {
      if (event.target instanceof Node && !whole.current?.contains(event.target)) set_open(false)
    }
    const on_key = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      set_open(false)
      opener.current?.focus()
    }
    addEventListener('pointerdown', on_press)
    addEventListener('focusin', on_press)
    addEventListener('keydown', on_key)
    return () => {
      removeEventListener('pointerdown', on_press)
      removeEventListener('focusin', on_press)
      removeEventListener('keydown', on_key)
    }
  }, [is_open])
  return (
    <div className="menu" ref={whole}>
      <button
        ref={opener}
        type="button"
        className="button bare"
        aria-expanded={is_open}
        aria-controls={panel_id}
        aria-label={label}
        onClick={() => set_open(!is_open)}
      >
        {button}
      </button>
      <div id={panel_id} className="menu-panel" hidden={!is_open}>
        {is_open && children(() => set_open(false))}
      </div>
    </div>
  )
}

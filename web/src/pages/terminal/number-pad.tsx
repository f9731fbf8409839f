import type { ReactNode } from 'react'
import { Button } from '../../design/button.tsx'
import { Sign } from '../../design/sign.tsx'
import { useWords } from '../../words/words.ts'

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'] as const
const longest = 7

interface Props {
  readonly typed: string
  readonly label: string
  readonly on_type: (typed: string) => void
  /** The last key. */
  readonly children: ReactNode
}

/** Keys for gloves; a keyboard types into the field itself. */
export function NumberPad({ typed, label, on_type, children }: Props) {
  const say = useWords()
  const type = (text: string) => on_type(text.replaceAll(/\D/g, '').replace(/^0+/, '').slice(0, longest))
  return (
    <div className="number-pad">
      <input
        className="number"
        aria-label={label}
        inputMode="none"
        autoComplete="off"
        value={typed}
        placeholder="0"
        onChange={(event) => type(event.target.value)}
      />
      <div className="keys">
        {digits.map((digit) => (
          <Button key={digit} is_large onClick={() => type(typed + digit)}>
            {digit}
          </Button>
        ))}
        <Button is_large aria-label={say('terminal.delete_digit')} disabled={typed === ''} onClick={() => type(typed.slice(0, -1))}>
          <Sign name="delete" />
        </Button>
        {children}
      </div>
    </div>
  )
}

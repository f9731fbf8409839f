import { useEffect, useRef, useState } from 'react'
import { type Out, Refused } from '../api/client.ts'
import { sign_in, sign_out } from '../api/session.ts'
import { Button } from '../design/button.tsx'
import { Notice, Told } from '../design/notice.tsx'
import { Sign } from '../design/sign.tsx'
import { useWords } from '../words/words.ts'
import { PersonPicture } from './person-picture.tsx'

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const
const [shortest, longest] = [4, 8]

interface Props {
  readonly person: Out<'people.get'>
  /** Its heading is the page’s. */
  readonly is_page?: boolean
  readonly on_entered: () => unknown
  readonly on_back: () => void
}

/** A session that has run out must not keep the next one from beginning. */
async function enter_with(person_id: string, pin: string): Promise<void> {
  try {
    await sign_in({ person_id, pin })
  } catch (error) {
    if (!(error instanceof Refused) || !error.problem.reason.startsWith('token_')) throw error
    await sign_out()
    await sign_in({ person_id, pin })
  }
}

const is_wrong = (error: unknown): boolean => error instanceof Refused && error.problem.reason === 'sign_in_failed'

export function PinPad({ person, is_page = false, on_entered, on_back }: Props) {
  const say = useWords()
  const Heading = is_page ? 'h1' : 'h2'
  const [pin, set_pin] = useState('')
  const [error, set_error] = useState<unknown>(null)
  const [is_busy, set_busy] = useState(false)
  const press = (digit: string) => {
    set_error(null)
    set_pin((before) => (before + digit).slice(0, longest))
  }
  const back_one = () => set_pin((before) => before.slice(0, -1))
  const enter = async () => {
    if (pin.length < shortest || is_busy) return
    set_busy(true)
    try {
      await enter_with(person.id, pin)
      await on_entered()
    } catch (fault) {
      set_error(fault)
      set_pin('')
      set_busy(false)
    }
  }
  useEffect(() => {
    const on_key = (event: KeyboardEvent) => {
      if (/^\d$/.test(event.key)) press(event.key)
      else if (event.key === 'Backspace') back_one()
      else if (event.key === 'Escape') on_back()
      else if (event.key === 'Enter' && !(event.target instanceof HTMLButtonElement)) void enter()
    }
    addEventListener('keydown', on_key)
    return () => removeEventListener('keydown', on_key)
  })
  const pad = useRef<HTMLDivElement>(null)
  useEffect(() => pad.current?.focus(), [])
  return (
    // The keys of a keyboard work wherever the focus is; here it starts.
    <div className="pin-pad" ref={pad} tabIndex={-1}>
      <div className="pin-person">
        <PersonPicture person={person} />
        <Heading>{say('sign_in.pin_of', { name: person.name })}</Heading>
      </div>
      <p className="pin-dots" role="status">
        <span className="visually-hidden">{say('sign_in.pin_digits', { count: pin.length })}</span>
        {Array.from({ length: Math.max(shortest, pin.length) }, (_, at) => at).map((at) => (
          <span key={at} className={at < pin.length ? 'full' : ''} aria-hidden="true" />
        ))}
      </p>
      {is_wrong(error) ? <Notice kind="bad">{say('sign_in.wrong_pin')}</Notice> : <Told error={error} />}
      <div className="pin-keys">
        {digits.map((digit) => (
          <Button key={digit} is_large onClick={() => press(digit)}>
            {digit}
          </Button>
        ))}
        <Button is_large aria-label={say('sign_in.pin_delete')} disabled={pin === ''} onClick={back_one}>
          <Sign name="delete" />
        </Button>
        <Button is_large onClick={() => press('0')}>
          0
        </Button>
        <Button is_large kind="first" is_busy={is_busy} disabled={pin.length < shortest} onClick={() => void enter()}>
          {say('sign_in.pin_enter')}
        </Button>
      </div>
      <Button kind="bare" onClick={on_back}>
        {say('sign_in.somebody_else')}
      </Button>
    </div>
  )
}

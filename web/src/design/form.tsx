import { createContext, type ReactNode, use, useEffect, useId, useRef, useState } from 'react'
import { type Problem, Refused } from '../api/client.ts'
import { told, told_of } from '../words/told.ts'
import { useWords } from '../words/words.ts'
import { Button } from './button.tsx'
import { Notice } from './notice.tsx'
import './form.css'

type Fault = Problem['errors'][number]

const none: readonly Fault[] = []
const Faults = createContext<readonly Fault[]>(none)

/** `events[2]` is a fault of the field `events`. */
const belongs_to = (fault: Fault, name: string): boolean =>
  fault.field === name || fault.field.startsWith(`${name}[`) || fault.field.startsWith(`${name}.`)

interface FormProps {
  /** What the last sending came to: of a refusal each fault is shown at its field, what has no field here is told above the button. */
  readonly error: unknown
  readonly is_busy: boolean
  readonly on_send: (given: FormData) => void
  readonly send_word: string
  /** What is sent takes something away. */
  readonly is_danger?: boolean
  readonly on_cancel?: (() => void) | undefined
  /** Stands beside the buttons, at the other end. */
  readonly aside?: ReactNode
  readonly children: ReactNode
}

export function Form({ error, is_busy, on_send, send_word, is_danger = false, on_cancel, aside, children }: FormProps) {
  const say = useWords()
  const element = useRef<HTMLFormElement>(null)
  const faults = error instanceof Refused ? error.problem.errors : none
  const [homeless, set_homeless] = useState(none)
  useEffect(() => {
    const named = [...(element.current?.elements ?? [])].filter((one) => one.hasAttribute('name'))
    const fields = named.filter((one) => !(one instanceof HTMLFieldSetElement))
    const name_of = (field: Element): string => field.getAttribute('name') ?? ''
    // Rows of fields are the home of what is wrong with them as a whole.
    const has_home = (fault: Fault): boolean =>
      named.some((one) => name_of(one) === fault.field) || fields.some((field) => belongs_to(fault, name_of(field)))
    set_homeless(faults.filter((fault) => !has_home(fault)))
    const first = fields.find((field) => faults.some((fault) => belongs_to(fault, name_of(field))))
    if (first instanceof HTMLElement) first.focus()
  }, [faults])
  const is_told_above = error !== null && error !== undefined && (faults.length === 0 || homeless.length > 0)
  return (
    <form
      ref={element}
      className="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        on_send(new FormData(event.currentTarget))
      }}
    >
      <Faults value={faults}>{children}</Faults>
      {is_told_above && (
        <Notice kind="bad">{homeless.length === 0 ? told(error) : homeless.map((one) => <p key={one.field}>{told_of(one)}</p>)}</Notice>
      )}
      <footer className="form-foot">
        {aside && <div className="aside">{aside}</div>}
        {on_cancel && <Button onClick={on_cancel}>{say('app.cancel')}</Button>}
        <Button type="submit" kind={is_danger ? 'danger' : 'first'} is_busy={is_busy}>
          {send_word}
        </Button>
      </footer>
    </form>
  )
}

/** What a control takes from its field. */
interface Control {
  readonly id: string
  readonly name: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': true | undefined
}

interface FieldProps {
  readonly name: string
  readonly label: ReactNode
  readonly hint?: ReactNode
  readonly children: (control: Control) => ReactNode
}

/** A control with its label, a hint and what is wrong with what was given. */
export function Field({ name, label, hint, children }: FieldProps) {
  const id = useId()
  const wrong = use(Faults).filter((fault) => belongs_to(fault, name))
  const described = [hint ? `${id}-hint` : '', wrong.length > 0 ? `${id}-fault` : ''].filter(Boolean).join(' ')
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({ id, name, 'aria-describedby': described || undefined, 'aria-invalid': wrong.length > 0 || undefined })}
      {hint && (
        <span id={`${id}-hint`} className="hint">
          {hint}
        </span>
      )}
      {wrong.length > 0 && (
        <span id={`${id}-fault`} className="fault">
          {wrong.map((fault) => (
            <span key={fault.field + fault.rule}>{told_of(fault)}</span>
          ))}
        </span>
      )}
    </div>
  )
}

/** What is wrong with several fields as a whole, such as a list of rows. */
export function FaultsOf({ name }: { readonly name: string }) {
  const wrong = use(Faults).filter((fault) => fault.field === name)
  if (wrong.length === 0) return null
  return (
    <div className="field">
      <div className="fault">
        {wrong.map((fault) => (
          <span key={fault.rule}>{told_of(fault)}</span>
        ))}
      </div>
    </div>
  )
}

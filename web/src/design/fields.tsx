import type { ComponentProps, ReactNode } from 'react'
import { Field } from './form.tsx'

interface Common {
  readonly name: string
  readonly label: ReactNode
  readonly hint?: ReactNode
}

export const TextField = ({ name, label, hint, ...input }: Common & Omit<ComponentProps<'input'>, 'name'>) => (
  <Field name={name} label={label} hint={hint}>
    {(control) => <input autoComplete="off" {...input} {...control} />}
  </Field>
)

export const LongTextField = ({ name, label, hint, ...area }: Common & Omit<ComponentProps<'textarea'>, 'name'>) => (
  <Field name={name} label={label} hint={hint}>
    {(control) => <textarea {...area} {...control} />}
  </Field>
)

interface ChoiceProps extends Common, Omit<ComponentProps<'select'>, 'name' | 'children'> {
  /** What is sent, and what is read. */
  readonly options: readonly (readonly [value: string, says: string])[]
}

export const ChoiceField = ({ name, label, hint, options, ...select }: ChoiceProps) => (
  <Field name={name} label={label} hint={hint}>
    {(control) => (
      <select {...select} {...control}>
        {options.map(([value, says]) => (
          <option key={value} value={value}>
            {says}
          </option>
        ))}
      </select>
    )}
  </Field>
)

export const TickField = ({ name, label, hint, ...input }: Common & Omit<ComponentProps<'input'>, 'name' | 'type'>) => (
  <div className="tick">
    <Field name={name} label={label} hint={hint}>
      {(control) => <input type="checkbox" {...input} {...control} />}
    </Field>
  </div>
)

/** What a form was given for a text: nothing is null. */
export function text_of(given: FormData, name: string): string | null {
  const text = given.get(name)
  return typeof text === 'string' && text.trim() !== '' ? text.trim() : null
}

/** Of what was given only what is not as it was: an update sends no more. */
export function changed<Given extends object>(before: Readonly<Partial<Record<keyof Given, unknown>>>, given: Given): Partial<Given> {
  const entries = Object.entries(given).filter(([name, value]) => {
    const was = before[name as keyof Given] // a key of what was given
    return value !== undefined && JSON.stringify(value) !== JSON.stringify(was)
  })
  return Object.fromEntries(entries) as Partial<Given> // a part of what was given
}

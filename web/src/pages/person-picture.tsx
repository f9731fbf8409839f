import type { Out } from '../api/client.ts'
import './person-picture.css'

type Person = Pick<Out<'people.get'>, 'id' | 'name'>

const initials_of = (name: string): string => {
  const [first = '', ...others] = name.trim().split(/\s+/)
  return ((first[0] ?? '') + (others.at(-1)?.[0] ?? '')).toUpperCase()
}

/** The same person has the same tint everywhere. */
const tint_of = (id: string): number => Number.parseInt(id.slice(-4), 16) % 6

/** A person’s initials; the name stands beside them. */
export const PersonPicture = ({ person }: { readonly person: Person }) => (
  <span className={`person-picture tint-${tint_of(person.id)}`} aria-hidden="true">
    {initials_of(person.name)}
  </span>
)

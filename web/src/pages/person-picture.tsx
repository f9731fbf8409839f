import { useState } from 'react'
import type { Out } from '../api/client.ts'
import './person-picture.css'

type Person = Pick<Out<'people.get'>, 'id' | 'name' | 'picture_file_id'>

const initials_of = (name: string): string => {
  const [first = '', ...others] = name.trim().split(/\s+/)
  return ((first[0] ?? '') + (others.at(-1)?.[0] ?? '')).toUpperCase()
}

/** The same person has the same tint everywhere. */
const tint_of = (id: string): number => Number.parseInt(id.slice(-4), 16) % 6

/** A person’s picture, or their initials; the name stands beside it. */
export function PersonPicture({ person }: { readonly person: Person }) {
  const { picture_file_id } = person
  const [missing, set_missing] = useState<string | null>(null)
  if (picture_file_id !== null && picture_file_id !== missing)
    return (
      <img
        className="person-picture"
        src={`/v1/files/${picture_file_id}/content`}
        alt=""
        loading="lazy"
        onError={() => set_missing(picture_file_id)}
      />
    )
  return (
    <span className={`person-picture tint-${tint_of(person.id)}`} aria-hidden="true">
      {initials_of(person.name)}
    </span>
  )
}

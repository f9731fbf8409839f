import { useEffect, useState } from 'react'
import { type Out, send } from '../../api/client.ts'
import { TextField, TickField } from '../../design/fields.tsx'
import { useWords } from '../../words/words.ts'
import { PersonPicture } from '../person-picture.tsx'

type Person = Out<'people.get'>

interface Props {
  readonly person: Person | null
}

/** What a person looks like: chosen from the device, or taken by its camera. */
export function PictureField({ person }: Props) {
  const say = useWords()
  const [chosen, set_chosen] = useState<string | null>(null)
  useEffect(() => () => URL.revokeObjectURL(chosen ?? ''), [chosen])
  return (
    <div className="picture-field">
      {chosen !== null && <img className="person-picture" src={chosen} alt="" />}
      {chosen === null && person && <PersonPicture person={person} />}
      <TextField
        name="picture_file_id"
        type="file"
        accept="image/*"
        label={say('people.picture')}
        hint={say('people.picture_hint')}
        onChange={({ target }) => set_chosen(target.files?.[0] ? URL.createObjectURL(target.files[0]) : null)}
      />
      {person?.picture_file_id && <TickField name="no_picture" label={say('people.no_picture')} />}
    </div>
  )
}

const side = 320

/** A square of its middle: a camera’s own picture would be a thousand times what a tile shows. */
async function square_of(picture: File): Promise<Blob> {
  const whole = await createImageBitmap(picture)
  const canvas = new OffscreenCanvas(side, side)
  const size = Math.min(whole.width, whole.height)
  canvas.getContext('2d')?.drawImage(whole, (whole.width - size) / 2, (whole.height - size) / 2, size, size, 0, 0, side, side)
  whole.close()
  return canvas.convertToBlob({ type: 'image/jpeg', quality: 0.85 })
}

/** Sends the picture that was chosen, and answers its id; null takes it away, nothing leaves what is there. */
export async function picture_in(given: FormData): Promise<string | null | undefined> {
  if (given.has('no_picture')) return null
  const picture = given.get('picture_file_id')
  if (!(picture instanceof File) || picture.size === 0) return undefined
  // What the browser cannot read is sent as it is: the server takes any file, and initials stand where it is no picture.
  const bytes = await square_of(picture).catch(() => picture)
  const kept = await send('POST', `/v1/files?${new URLSearchParams({ name: picture.name })}`, bytes, {
    idempotency_key: crypto.randomUUID(),
  })
  return (kept as Out<'files.create'>).id // by the server's own schema
}

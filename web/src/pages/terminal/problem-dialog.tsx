import { useState } from 'react'
import { Dialog } from '../../design/dialog.tsx'
import { LongTextField, TickField, text_of } from '../../design/fields.tsx'
import { Form } from '../../design/form.tsx'
import { now } from '../../offline/clock.ts'
import { useFormats } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import { deed } from './press.ts'
import type { DialogProps } from './report-dialogs.tsx'

const longest_title = 80

export function ProblemDialog({ operation, press, on_close }: DialogProps) {
  const say = useWords()
  const { moment } = useFormats()
  const [photos, set_photos] = useState<readonly File[]>([])
  const [is_empty, set_empty] = useState(false)
  const report = (given: FormData) => {
    const description = text_of(given, 'description')
    set_empty(description === null)
    if (description === null) return
    const { id: operation_id } = operation
    const title = description.split('\n')[0]?.slice(0, longest_title) ?? description
    const issue = deed('issues.create', { operation_id, title, description, stops_work: given.has('stops_work') })
    const files = photos.map((file, at) => {
      const name = `${say('terminal.photo_name', { when: moment(now()) })}${photos.length > 1 ? ` ${at + 1}` : ''}${ending_of(file)}`
      return deed('files.create', { operation_id, name }, { file })
    })
    press(issue, ...files)
    on_close()
  }
  return (
    <Dialog title={say('terminal.problem')} on_close={on_close}>
      <Form error={null} is_busy={false} on_send={report} send_word={say('terminal.problem_report')} on_cancel={on_close}>
        <LongTextField
          name="description"
          label={say('terminal.problem_what')}
          hint={is_empty ? <strong className="fault">{say('terminal.problem_empty')}</strong> : undefined}
        />
        <Photos photos={photos} on_change={set_photos} />
        <TickField name="stops_work" label={say('terminal.problem_stops')} hint={say('terminal.problem_stops_why')} />
      </Form>
    </Dialog>
  )
}

const ending_of = ({ name, type }: File): string => /\.\w+$/.exec(name)?.[0] ?? (type === 'image/png' ? '.png' : '.jpg')

interface PhotosProps {
  readonly photos: readonly File[]
  readonly on_change: (photos: readonly File[]) => void
}

function Photos({ photos, on_change }: PhotosProps) {
  const say = useWords()
  return (
    <div className="photos">
      <label className="button large">
        <input
          type="file"
          accept="image/*"
          capture="environment"
          className="visually-hidden"
          onChange={(event) => {
            on_change([...photos, ...(event.target.files ?? [])])
            event.target.value = ''
          }}
        />
        {say('terminal.take_photo')}
      </label>
      {photos.length > 0 && <p role="status">{say('terminal.photos', { count: photos.length })}</p>}
    </div>
  )
}

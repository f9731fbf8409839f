import { useQuery, useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useId, useRef, useState } from 'react'
import { type Out, send } from '../../api/client.ts'
import { asking } from '../../api/queries.ts'
import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { Told } from '../../design/notice.tsx'
import { Asked, Loading } from '../../design/states.tsx'
import { useFormats } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import type { WholeJob } from './whole-job.ts'

type File = Out<'files.list'>['data'][number]

/** Large, and wanted by few. */
const Drawing = lazy(async () => {
  const [{ Drawing: default_ }] = await Promise.all([import('../terminal/drawing.tsx'), import('../terminal/operation.css')])
  return { default: default_ }
})

const content_of = ({ id }: File): string => `/v1/files/${id}/content`

/** Drawings, programs and papers of the job, its parts and operations. */
export function Files({ job }: { readonly job: WholeJob }) {
  const say = useWords()
  const query = useQuery(asking('files.list', { within_job_id: job.id, limit: 500 }))
  const [shown, set_shown] = useState<File | null>(null)
  return (
    <section>
      <h2>{say('job.files')}</h2>
      <Asked query={query}>
        {({ data }) =>
          data.length === 0 ? (
            <p className="quiet">{say('job.files.none')}</p>
          ) : (
            <ul className="plain-list">
              {data.map((file) => (
                <FileLine key={file.id} file={file} job={job} show={() => set_shown(file)} />
              ))}
            </ul>
          )
        }
      </Asked>
      <AddFiles job={job} />
      {shown && (
        <Dialog title={shown.name} is_wide on_close={() => set_shown(null)}>
          {shown.media_type === 'application/pdf' ? (
            <Suspense fallback={<Loading />}>
              <Drawing url={content_of(shown)} name={shown.name} />
            </Suspense>
          ) : (
            <img className="picture" src={content_of(shown)} alt={shown.name} />
          )}
        </Dialog>
      )}
    </section>
  )
}

const can_be_shown = ({ media_type }: File): boolean => media_type === 'application/pdf' || /^image\/(png|jpeg|webp|gif)$/.test(media_type)

/** What it belongs to, as people call it. */
function owner_of(file: File, job: WholeJob): string | null {
  const { parts = [] } = job
  const part = parts.find(({ id }) => id === file.part_id)
  if (part) return part.part_number
  const operations = parts.flatMap((one) => (one.operations ?? []).map((operation) => ({ operation, part_number: one.part_number })))
  const found = operations.find(({ operation }) => operation.id === file.operation_id)
  return found ? `${found.part_number}, ${found.operation.name}` : null
}

interface LineProps {
  readonly file: File
  readonly job: WholeJob
  readonly show: () => void
}

function FileLine({ file, job, show }: LineProps) {
  const say = useWords()
  const { date, number } = useFormats()
  const kb = file.size_bytes / 1024
  const size = kb < 1024 ? `${number(Math.max(1, Math.round(kb)))} kB` : `${number(Math.round(kb / 102.4) / 10)} MB`
  return (
    <li>
      {can_be_shown(file) ? (
        <button type="button" className="as-link" onClick={show}>
          {file.name}
        </button>
      ) : (
        <a href={content_of(file)} download={file.name}>
          {file.name}
        </a>
      )}
      <span className="row quiet">
        <span>{[owner_of(file, job), size, date(file.created_at)].filter(Boolean).join(' · ')}</span>
        {can_be_shown(file) && (
          <a href={content_of(file)} download={file.name}>
            {say('job.files.keep')}
          </a>
        )}
      </span>
    </li>
  )
}

/** One after the other, each a request of its own; what does not arrive is told, the others stay. */
function AddFiles({ job }: { readonly job: WholeJob }) {
  const say = useWords()
  const queries = useQueryClient()
  const chooser = useRef<HTMLInputElement>(null)
  const owner_id = useId()
  const [owner, set_owner] = useState('')
  const [sending, set_sending] = useState<string | null>(null)
  const [error, set_error] = useState<unknown>(null)
  const add = async (files: readonly globalThis.File[]) => {
    set_error(null)
    try {
      for (const file of files) {
        set_sending(file.name)
        const query = new URLSearchParams({ name: file.name, ...(owner === '' ? { job_id: job.id } : { part_id: owner }) })
        await send('POST', `/v1/files?${query}`, file)
      }
    } catch (thrown) {
      set_error(thrown)
    } finally {
      set_sending(null)
      await queries.invalidateQueries({ queryKey: ['files'] })
    }
  }
  const { parts = [] } = job
  return (
    <div className="add-files">
      {parts.length > 0 && (
        <div className="filter">
          <label htmlFor={owner_id}>{say('job.files.belongs')}</label>
          <select id={owner_id} value={owner} onChange={({ target }) => set_owner(target.value)}>
            <option value="">{say('job.files.whole')}</option>
            {parts.map(({ id, part_number }) => (
              <option key={id} value={id}>
                {part_number}
              </option>
            ))}
          </select>
        </div>
      )}
      <input
        ref={chooser}
        type="file"
        multiple
        hidden
        onChange={({ target }) => {
          void add([...(target.files ?? [])])
          target.value = ''
        }}
      />
      <Button is_busy={sending !== null} onClick={() => chooser.current?.click()}>
        {sending === null ? say('job.files.add') : say('job.files.sending', { name: sending })}
      </Button>
      <Told error={error} />
    </div>
  )
}

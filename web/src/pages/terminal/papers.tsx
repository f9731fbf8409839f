import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import type { Out } from '../../api/client.ts'
import { asking } from '../../api/queries.ts'
import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { Loading } from '../../design/states.tsx'
import type { Operation } from '../../offline/expected.ts'
import { useWords } from '../../words/words.ts'

type Paper = Out<'files.list'>['data'][number]

/** Large: only for who opens a drawing. */
const Drawing = lazy(() => import('./drawing.tsx').then((module) => ({ default: module.Drawing })))

const limit = 50
export const content_of = (id: string): string => `/v1/files/${id}/content`
const is_pdf = ({ media_type, name }: Paper): boolean => media_type === 'application/pdf' || /\.pdf$/i.test(name)
const is_picture = ({ media_type }: Paper): boolean => /^image\/(png|jpeg|gif|webp|avif|bmp)$/.test(media_type)

/** Drawings and pictures of the part, the operation and the job, in that order. */
export function Papers({ operation }: { readonly operation: Operation }) {
  const say = useWords()
  const of_part = useQuery(asking('files.list', { part_id: operation.part_id, limit }))
  const of_operation = useQuery(asking('files.list', { operation_id: operation.id, limit }))
  const of_job = useQuery(asking('files.list', { job_id: operation.job_id, limit }))
  const [open, set_open] = useState<Paper | null>(null)
  const papers = [of_part, of_operation, of_job].flatMap(({ data }) => data?.data ?? [])
  if (papers.length === 0) return null
  return (
    <section className="stack tight">
      <h2>{say('terminal.papers')}</h2>
      <ul className="big-choices one-column">
        {papers.map((paper) => (
          <li key={paper.id}>
            {is_pdf(paper) || is_picture(paper) ? (
              <Button onClick={() => set_open(paper)}>
                <span className="grow">{paper.name}</span>
              </Button>
            ) : (
              <a className="button" href={content_of(paper.id)} download={paper.name}>
                <span className="grow">{paper.name}</span>
                <span aria-hidden="true">↓</span>
              </a>
            )}
          </li>
        ))}
      </ul>
      {open && (
        <Dialog title={open.name} on_close={() => set_open(null)} is_wide>
          {is_pdf(open) ? (
            <Suspense fallback={<Loading />}>
              <Drawing url={content_of(open.id)} name={open.name} />
            </Suspense>
          ) : (
            <div>
              <img className="paper-picture" src={content_of(open.id)} alt={open.name} />
            </div>
          )}
        </Dialog>
      )}
    </section>
  )
}

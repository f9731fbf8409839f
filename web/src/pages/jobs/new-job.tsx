import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { call, type Problem, Refused } from '../../api/client.ts'
import { Button } from '../../design/button.tsx'
import { LongTextField, TextField, TickField } from '../../design/fields.tsx'
import { Form } from '../../design/form.tsx'
import { Notice } from '../../design/notice.tsx'
import { Sign } from '../../design/sign.tsx'
import { Asked } from '../../design/states.tsx'
import { new_key } from '../../offline/key.ts'
import { told } from '../../words/told.ts'
import { useWords } from '../../words/words.ts'
import { blank_job, copy_of, forget_draft, input_of, type JobDraft, keep_draft, kept_draft, without_blanks } from './draft.ts'
import './new-job.css'
import { PartsFields } from './parts-fields.tsx'
import { where_the_list_was } from './search.ts'
import { type WholeJob, whole_job } from './whole-job.ts'

export function NewJob() {
  const { copy } = useSearch({ from: '/inside/jobs/new' })
  return copy === undefined ? <JobForm key="new" copied={null} /> : <CopiedJob key={copy} id={copy} />
}

function CopiedJob({ id }: { readonly id: string }) {
  const query = useQuery(whole_job(id))
  return <Asked query={query}>{(job) => <JobForm copied={job} />}</Asked>
}

function JobForm({ copied }: { readonly copied: WholeJob | null }) {
  const say = useWords()
  const [found] = useState(() => (copied ? null : kept_draft()))
  const [job, set_job] = useState<JobDraft>(() => (copied ? copy_of(copied) : (found ?? blank_job())))
  const { send, error, is_busy } = useSending(job, set_job)
  useEffect(() => {
    if (!copied) keep_draft(job)
  }, [job, copied])
  const set = (change: Partial<JobDraft>) => set_job((before) => ({ ...before, ...change }))
  const typed = (field: 'job_number' | 'name' | 'customer' | 'due' | 'priority' | 'notes') => ({
    name: field,
    value: job[field],
    onChange: ({ target }: { readonly target: { readonly value: string } }) => set({ [field]: target.value }),
  })
  return (
    <div className="new-job">
      <Link className="back" to="/jobs" search={where_the_list_was()} resetScroll={false}>
        <Sign name="back" /> {say('job.back')}
      </Link>
      <h1>{copied ? say('new_job.copy', { number: copied.job_number }) : say('new_job.title')}</h1>
      {found && JSON.stringify(found) === JSON.stringify(job) && (
        <Notice>
          <div className="row">
            <span className="grow">{say('new_job.kept')}</span>
            <Button onClick={() => set_job(blank_job())}>{say('new_job.afresh')}</Button>
          </div>
        </Notice>
      )}
      <Form error={error} is_busy={is_busy} on_send={send} send_word={say('new_job.send')}>
        <section className="stack">
          <h2>{say('new_job.fields')}</h2>
          <div className="field-pair">
            <TextField {...typed('job_number')} label={say('job.number')} hint={say('new_job.number.hint')} />
            <TextField {...typed('name')} label={say('job.name')} />
            <TextField {...typed('customer')} label={say('job.customer')} />
          </div>
          <div className="field-pair">
            <TextField {...typed('due')} type="date" label={say('job.due')} />
            <TextField {...typed('priority')} inputMode="numeric" label={say('job.priority')} />
          </div>
          <LongTextField {...typed('notes')} label={say('job.notes')} rows={2} />
          <TickField
            name="status"
            label={say('new_job.draft')}
            checked={job.is_draft}
            onChange={({ target }) => set({ is_draft: target.checked })}
          />
        </section>
        <PartsFields parts={job.parts} set={(parts) => set_job((before) => ({ ...before, parts: parts(before.parts) }))} />
      </Form>
    </div>
  )
}

/** Sends the job once: pressed again after the network was away, the same job is the same request. */
function useSending(job: JobDraft, set_job: (job: JobDraft) => void) {
  const say = useWords()
  const go = useNavigate()
  const queries = useQueryClient()
  const last = useRef({ body: '', key: '' })
  const [error, set_error] = useState<unknown>(null)
  const [is_busy, set_busy] = useState(false)
  const send = async () => {
    const tidy = without_blanks(job)
    set_job(tidy)
    const lost = tidy.parts.flatMap(({ product, product_id }, index) =>
      product.trim() !== '' && product_id === null
        ? [{ field: `parts[${index}].product_id`, rule: 'unknown', message: say('new_job.part.product.unknown', { number: product }) }]
        : [],
    )
    if (lost.length > 0) return set_error(refused_for(lost))
    const input = input_of(tidy)
    const body = JSON.stringify(input)
    if (last.current.body !== body) last.current = { body, key: new_key() }
    set_busy(true)
    set_error(null)
    try {
      const made = await call('jobs.create', input, { idempotency_key: last.current.key })
      forget_draft()
      await queries.invalidateQueries({ queryKey: ['jobs'] })
      await go({ to: '/jobs/$id', params: { id: made.id } })
    } catch (thrown) {
      set_error(at_fields(thrown))
    } finally {
      set_busy(false)
    }
  }
  return { send: () => void send(), error, is_busy }
}

const refused_for = (errors: Problem['errors']): Refused =>
  new Refused({ status: 422, code: 'invalid', reason: 'invalid', detail: '', facts: {}, errors })

/** A number that is taken is a matter of its field. */
function at_fields(thrown: unknown): unknown {
  if (!(thrown instanceof Refused) || thrown.problem.reason !== 'job_number_taken') return thrown
  return refused_for([{ field: 'job_number', rule: 'taken', message: told(thrown) }])
}

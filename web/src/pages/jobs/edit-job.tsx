import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call, type In, Refused } from '../../api/client.ts'
import { Dialog } from '../../design/dialog.tsx'
import { LongTextField, TextField, text_of } from '../../design/fields.tsx'
import { Form } from '../../design/form.tsx'
import { Notice } from '../../design/notice.tsx'
import { useWords } from '../../words/words.ts'
import { type WholeJob, whole_job } from './whole-job.ts'

type Fields = Omit<In<'jobs.update'>, 'id' | 'status'>

interface Props {
  readonly job: WholeJob
  readonly on_close: () => void
}

/** A number as it was typed: what is none is sent as it is, and the server says so. */
const number_of = (text: string | null): number | null => (text === null ? null : Number(text))

function fields_in(given: FormData, before: WholeJob): Fields {
  // An hour that was agreed stays where the day was not touched.
  const date = (name: 'due' | 'due_override'): string | null => {
    const day = text_of(given, name)
    const was = before[name]
    return was !== null && day === was.slice(0, 10) ? was : day
  }
  return {
    name: text_of(given, 'name') ?? '',
    job_number: text_of(given, 'job_number') ?? '',
    customer: text_of(given, 'customer'),
    due: date('due'),
    due_override: date('due_override'),
    priority: number_of(text_of(given, 'priority')) ?? 0,
    quantity: number_of(text_of(given, 'quantity')),
    notes: text_of(given, 'notes'),
  }
}

/** Only what was changed is sent, against the revision it was read at: nobody's change is overwritten unseen. */
export function EditJob({ job, on_close }: Props) {
  const say = useWords()
  const queries = useQueryClient()
  const { data: now = job } = useQuery(whole_job(job.id))
  // As it was when the form was opened: what comes in meanwhile does not move under the fingers.
  const [before] = useState(job)
  const [quantity_before] = useState(() => (job.quantity === parts_quantity(job) ? null : job.quantity))
  const update = useMutation({
    mutationFn: ({ fields, revision }: { fields: Partial<Fields>; revision: number }) =>
      call('jobs.update', { id: job.id, ...fields }, { expected_revision: revision }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['jobs'] })
      on_close()
    },
    // Whoever is told that it has changed sees at once to what.
    onError: () => queries.invalidateQueries({ queryKey: ['jobs'] }),
  })
  const is_stale = update.error instanceof Refused && update.error.problem.status === 412
  const send = (given: FormData) => {
    const was = { ...before, quantity: quantity_before }
    const fields = Object.fromEntries(
      Object.entries(fields_in(given, before)).filter(([name, value]) => value !== was[name as keyof Fields]), // a field of the form
    )
    if (Object.keys(fields).length === 0) on_close()
    else update.mutate({ fields, revision: is_stale ? now.revision : before.revision })
  }
  return (
    <Dialog title={`${say('job.edit')} ${before.job_number}`} on_close={on_close}>
      <Form
        error={is_stale ? null : update.error}
        is_busy={update.isPending}
        on_send={send}
        on_cancel={on_close}
        send_word={is_stale ? say('job.stale.take') : say('app.save')}
      >
        {is_stale && (
          <Notice kind="warn">
            <p>{say('job.stale')}</p>
            <Differences before={before} now={now} />
          </Notice>
        )}
        <div className="field-pair">
          <TextField name="job_number" label={say('job.number')} defaultValue={before.job_number} />
          <TextField name="name" label={say('job.name')} defaultValue={before.name} />
        </div>
        <TextField name="customer" data-first label={say('job.customer')} defaultValue={before.customer ?? ''} />
        <div className="field-pair">
          <TextField name="due" type="date" label={say('job.due')} defaultValue={before.due?.slice(0, 10) ?? ''} />
          <TextField
            name="due_override"
            type="date"
            label={say('job.due_override')}
            defaultValue={before.due_override?.slice(0, 10) ?? ''}
          />
        </div>
        <div className="field-pair">
          <TextField name="priority" type="number" step={1} label={say('job.priority')} defaultValue={before.priority} />
          <TextField name="quantity" type="number" min={1} label={say('job.quantity')} defaultValue={quantity_before ?? ''} />
        </div>
        <LongTextField name="notes" label={say('job.notes')} defaultValue={before.notes ?? ''} />
      </Form>
    </Dialog>
  )
}

/** A job without a quantity of its own shows that of its top-level parts. */
const parts_quantity = ({ parts = [] }: WholeJob): number =>
  parts.filter(({ parent_id }) => parent_id === null).reduce((all, { quantity }) => all + quantity, 0)

const compared = {
  job_number: 'job.number',
  name: 'job.name',
  customer: 'job.customer',
  due: 'job.due',
  due_override: 'job.due_override',
  priority: 'job.priority',
  notes: 'job.notes',
} as const

function Differences({ before, now }: { readonly before: WholeJob; readonly now: WholeJob }) {
  const say = useWords()
  // The keys of an object of ours.
  const fields = (Object.keys(compared) as (keyof typeof compared)[]).filter((field) => before[field] !== now[field])
  return (
    <ul>
      {fields.map((field) => (
        <li key={field}>
          {say(compared[field])}: {before[field] ?? '–'} → <strong>{now[field] ?? '–'}</strong>
        </li>
      ))}
    </ul>
  )
}

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Out } from '../../api/client.ts'
import { asking, useVerb } from '../../api/queries.ts'
import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { LongTextField, text_of } from '../../design/fields.tsx'
import { Form } from '../../design/form.tsx'
import { Told } from '../../design/notice.tsx'
import { Sign } from '../../design/sign.tsx'
import { Asked } from '../../design/states.tsx'
import { useFormats } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import { StatusMark } from './marks.tsx'

type Issue = Out<'issues.list'>['data'][number]

/** What was found wrong on the job, the newest first. */
export function Issues({ job_id }: { readonly job_id: string }) {
  const say = useWords()
  const query = useQuery(asking('issues.list', { job_id, limit: 100 }))
  return (
    <section>
      <h2>{say('job.issues')}</h2>
      <Asked query={query}>
        {({ data }) =>
          data.length === 0 ? (
            <p className="quiet">{say('job.issues.none')}</p>
          ) : (
            <ul className="plain-list">
              {data.map((issue) => (
                <IssueLine key={issue.id} issue={issue} />
              ))}
            </ul>
          )
        }
      </Asked>
    </section>
  )
}

function IssueLine({ issue }: { readonly issue: Issue }) {
  const say = useWords()
  const { moment } = useFormats()
  const { status, severity, stops_work, ncr_number, operation, reporter } = issue
  const is_open = status === 'open' || status === 'in_progress'
  return (
    <li>
      <strong>
        {ncr_number && `${ncr_number} · `}
        {issue.title}
      </strong>
      <span className="row">
        <StatusMark status={status} />
        <span>{say(`job.severity.${severity}`)}</span>
        {stops_work && is_open && (
          <span className="mark-of bad">
            <Sign name="stops" />
            {say('job.issues.stops')}
          </span>
        )}
      </span>
      {issue.description && <span>{issue.description}</span>}
      {issue.resolution_notes && <span>{issue.resolution_notes}</span>}
      <span className="quiet">
        {operation.sequence} {operation.name} ·{' '}
        {say('job.issues.by', { name: reporter?.name ?? say('history.somebody'), time: moment(issue.reported_at) })}
      </span>
      <IssueActions issue={issue} />
    </li>
  )
}

const acts = ['resolve', 'close', 'reopen'] as const
type Act = (typeof acts)[number]

function IssueActions({ issue }: { readonly issue: Issue }) {
  const say = useWords()
  const [is_resolving, set_resolving] = useState(false)
  const resolve = useVerb('issues.resolve')
  const verbs = { resolve, close: useVerb('issues.close'), reopen: useVerb('issues.reopen') }
  const possible = acts.filter((act) => issue.can.includes(`issues.${act}`))
  if (possible.length === 0) return null
  const start = (act: Act) => (act === 'resolve' ? set_resolving(true) : verbs[act].mutate({ id: issue.id }))
  return (
    <span className="row">
      {possible.map((act) => (
        <Button key={act} is_busy={verbs[act].isPending} onClick={() => start(act)}>
          {say(`job.issue.${act}`)}
        </Button>
      ))}
      <Told error={verbs.close.error ?? verbs.reopen.error} />
      {is_resolving && (
        <Dialog title={issue.title} on_close={() => set_resolving(false)}>
          <Form
            error={resolve.error}
            is_busy={resolve.isPending}
            send_word={say('job.issue.resolve')}
            on_cancel={() => set_resolving(false)}
            on_send={(given) =>
              resolve.mutate(
                { id: issue.id, resolution_notes: text_of(given, 'resolution_notes') },
                { onSuccess: () => set_resolving(false) },
              )
            }
          >
            <LongTextField name="resolution_notes" label={say('job.issue.how')} data-first />
          </Form>
        </Dialog>
      )}
    </span>
  )
}

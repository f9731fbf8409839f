import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useVerb } from '../../api/queries.ts'
import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { Menu } from '../../design/menu.tsx'
import { Told } from '../../design/notice.tsx'
import { useWords } from '../../words/words.ts'
import { EditJob } from './edit-job.tsx'
import type { WholeJob } from './whole-job.ts'

/** What a planner does with a job, in the order of its day; those that end something are asked about first. */
const acts = ['release', 'resume', 'close', 'reopen', 'hold', 'complete', 'cancel', 'delete'] as const
type Act = (typeof acts)[number]
/** The next thing, where there is one. */
const first: readonly Act[] = ['release', 'resume', 'close']
const asked_about = ['hold', 'complete', 'close', 'cancel', 'delete'] as const
const is_asked_about = (act: Act): act is (typeof asked_about)[number] => asked_about.some((one) => one === act)
const ends: readonly Act[] = ['cancel', 'delete']

export function JobActions({ job }: { readonly job: WholeJob }) {
  const say = useWords()
  const [is_editing, set_editing] = useState(false)
  const [asked, set_asked] = useState<Act | null>(null)
  const doing = useActs()
  const possible = acts.filter((act) => job.can.includes(`jobs.${act}`))
  const seen = possible.filter((act) => !ends.includes(act))
  const hidden = possible.filter((act) => ends.includes(act))
  const start = (act: Act) => (is_asked_about(act) ? set_asked(act) : void doing.act(act, job))
  return (
    <div className="job-actions">
      {seen.map((act) => (
        <Button key={act} kind={first.includes(act) ? 'first' : 'plain'} is_busy={doing.busy === act} onClick={() => start(act)}>
          {say(`job.do.${act}`)}
        </Button>
      ))}
      {job.can.includes('jobs.update') && <Button onClick={() => set_editing(true)}>{say('job.do.edit')}</Button>}
      <Menu button={say('job.more')}>
        {(close) => (
          <>
            <Link className="button bare" to="/jobs/new" search={{ copy: job.id }}>
              {say('job.do.copy')}
            </Link>
            {hidden.map((act) => (
              <Button
                key={act}
                kind="danger"
                onClick={() => {
                  close()
                  start(act)
                }}
              >
                {say(`job.do.${act}`)}
              </Button>
            ))}
          </>
        )}
      </Menu>
      {asked === null && <Told error={doing.error} />}
      {asked !== null && is_asked_about(asked) && (
        <Dialog title={say(`job.do.${asked}`)} on_close={() => set_asked(null)}>
          <div className="stack">
            <p>{say(`job.sure.${asked}`, { number: job.job_number })}</p>
            <Told error={doing.error} />
            <footer className="form-foot">
              <Button onClick={() => set_asked(null)}>{say('app.cancel')}</Button>
              <Button
                kind={ends.includes(asked) ? 'danger' : 'first'}
                is_busy={doing.busy === asked}
                onClick={() => void doing.act(asked, job).then((is_done) => is_done && set_asked(null))}
              >
                {say(`job.do.${asked}`)}
              </Button>
            </footer>
          </div>
        </Dialog>
      )}
      {is_editing && <EditJob job={job} on_close={() => set_editing(false)} />}
    </div>
  )
}

/** One verb each; only one of them runs at a time. */
function useActs() {
  const go = useNavigate()
  const [error, set_error] = useState<unknown>(null)
  const [busy, set_busy] = useState<Act | null>(null)
  const verbs = {
    release: useVerb('jobs.release'),
    resume: useVerb('jobs.resume'),
    close: useVerb('jobs.close'),
    reopen: useVerb('jobs.reopen'),
    hold: useVerb('jobs.hold'),
    complete: useVerb('jobs.complete'),
    cancel: useVerb('jobs.cancel'),
    delete: useVerb('jobs.delete'),
  }
  const act = async (which: Act, { id }: WholeJob): Promise<boolean> => {
    set_busy(which)
    set_error(null)
    try {
      await verbs[which].mutateAsync({ id })
      if (which === 'delete') await go({ to: '/jobs' })
      return true
    } catch (thrown) {
      set_error(thrown)
      return false
    } finally {
      set_busy(null)
    }
  }
  return { act, busy, error }
}

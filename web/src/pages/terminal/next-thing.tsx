import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { session_query } from '../../api/session.ts'
import { Button } from '../../design/button.tsx'
import { Notice } from '../../design/notice.tsx'
import type { Operation } from '../../offline/expected.ts'
import { useWords } from '../../words/words.ts'
import { CompleteDialog } from './complete-dialog.tsx'
import { begins, type Choice, choices_for } from './deeds.ts'
import { type Press, usePress } from './press.ts'
import { ProblemDialog } from './problem-dialog.tsx'
import { GoodDialog, ScrapDialog } from './report-dialogs.tsx'
import { Who } from './who.tsx'

type Dialogs = 'none' | 'good' | 'scrap' | 'complete' | 'problem' | 'who'

/** One large button for what comes next, the rest below it. */
export function NextThing({ operation }: { readonly operation: Operation }) {
  const say = useWords()
  const send = usePress(operation)
  const [is_settling, settle] = useSettling()
  const press: Press = (...deeds) => {
    settle()
    send(...deeds)
  }
  const { data: session } = useQuery(session_query)
  const [open, set_open] = useState<Dialogs>('none')
  const close = () => set_open('none')
  const choose = (choice: Choice) => {
    if ('opens' in choice) set_open(choice.opens)
    else press(...choice.presses)
  }
  const choices = choices_for(operation, session?.person?.id ?? null)
  const has_next = operation.status === 'running' || choices.some(begins)
  const [first, others] = has_next ? [choices[0], choices.slice(1)] : [undefined, choices]
  const is_nobody = session?.kind === 'key' && operation.can.length === 0
  return (
    <section className="next-thing" aria-label={say('terminal.next')}>
      {is_nobody ? (
        <Button kind="first" is_large className="main" onClick={() => set_open('who')}>
          {say('terminal.who')}
        </Button>
      ) : (
        <WhyNot operation={operation} />
      )}
      {first && (
        <Button kind="first" is_large className="main" is_busy={is_settling} onClick={() => choose(first)}>
          {say(first.says)}
        </Button>
      )}
      {others.length > 0 && (
        <div className="others">
          {others.map((choice) => (
            <Button key={choice.says} is_busy={is_settling} onClick={() => choose(choice)}>
              {say(choice.says)}
            </Button>
          ))}
        </div>
      )}
      {open === 'good' && <GoodDialog operation={operation} press={press} on_close={close} />}
      {open === 'scrap' && <ScrapDialog operation={operation} press={press} on_close={close} />}
      {open === 'complete' && <CompleteDialog operation={operation} press={press} on_close={close} />}
      {open === 'problem' && <ProblemDialog operation={operation} press={press} on_close={close} />}
      {open === 'who' && <Who person={null} on_close={close} />}
    </section>
  )
}

/** After a press the button means something else: a second tap of a gloved finger must not press that, too. */
const settling_ms = 500

function useSettling(): [boolean, () => void] {
  const [until, set_until] = useState<ReturnType<typeof setTimeout> | null>(null)
  useEffect(() => () => clearTimeout(until ?? undefined), [until])
  return [until !== null, () => set_until(setTimeout(() => set_until(null), settling_ms))]
}

/** Where nothing can be begun, what stands in the way. */
function WhyNot({ operation: { status, parked_from, available, traveller, can } }: { readonly operation: Operation }) {
  const say = useWords()
  const may_begin = can.includes('operations.start') || can.includes('operations.resume')
  if (parked_from !== null) return <Notice kind="bad">{say('terminal.why_issue')}</Notice>
  if (traveller?.job_status === 'held') return <Notice kind="warn">{say('terminal.why_job')}</Notice>
  if ((status === 'waiting' || status === 'held') && !may_begin && traveller?.before)
    return <Notice kind="warn">{say('terminal.why_before', { step: `${traveller.before.sequence} ${traveller.before.name}` })}</Notice>
  if (status === 'waiting' && available === 0 && traveller?.before)
    return <Notice>{say('terminal.why_no_pieces', { step: `${traveller.before.sequence} ${traveller.before.name}` })}</Notice>
  return null
}

import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Suspense } from 'react'
import { asking } from '../../api/queries.ts'
import { kept_workstation } from '../../api/tablet.ts'
import { Sign } from '../../design/sign.tsx'
import { Asked, Loading } from '../../design/states.tsx'
import { expected, type Operation } from '../../offline/expected.ts'
import { useLine } from '../../offline/use-line.ts'
import { useWords } from '../../words/words.ts'
import { AlsoAt } from './also-at.tsx'
import { Issues } from './issues.tsx'
import { NextThing } from './next-thing.tsx'
import { Notes } from './notes.tsx'
import { OperationHead } from './operation-head.tsx'
import { Papers } from './papers.tsx'
import { PeopleAtWork } from './people-at-work.tsx'
import { begun, to_come } from './queue.tsx'
import { Reports } from './reports.tsx'
import { Substeps } from './substeps.tsx'
import { TerminalBar } from './terminal-bar.tsx'
import { Refusal, WaitingHere } from './waiting-list.tsx'
import './terminal.css'
import './operation.css'

export function OperationPage() {
  const { id } = useParams({ from: '/inside/terminal/$id' })
  return (
    <Suspense fallback={<Loading />}>
      <Opened key={id} id={id} />
    </Suspense>
  )
}

function Opened({ id }: { readonly id: string }) {
  const say = useWords()
  const in_queue = useInQueue(id)
  const asked = useQuery({
    ...asking('operations.get', { id, expand: ['traveller', 'time_entries'] }),
    // The queue knows it already; without a network that is all there is.
    ...(in_queue && { placeholderData: in_queue }),
  })
  const query = asked.data === undefined && in_queue ? { ...asked, data: in_queue } : asked
  const back = (
    <Link to="/terminal" className="button bare to-queue">
      <Sign name="back" /> {say('terminal.queue')}
    </Link>
  )
  return (
    <>
      <TerminalBar title={query.data ? `${query.data.sequence} ${query.data.name}` : say('terminal.operation')} before={back} />
      {/* What is known last stays, whatever the query says. */}
      <Asked query={query as typeof asked}>{(operation) => <Work operation={operation} />}</Asked>
    </>
  )
}

function useInQueue(id: string): Operation | undefined {
  const workstation_id = kept_workstation() ?? ''
  const lists = [useQuery({ ...begun(workstation_id), enabled: false }), useQuery({ ...to_come(workstation_id), enabled: false })]
  return lists.flatMap(({ data }) => data?.data ?? []).find((one) => one.id === id)
}

function Work({ operation: known }: { readonly operation: Operation }) {
  const { line } = useLine()
  const operation = expected(known, line.actions)
  const here = line.actions.filter(({ operation_id, key }) => operation_id === known.id && !line.landed.has(key))
  const refused = here.filter(({ refusal }) => refusal !== null)
  // What is answered in a moment is not worth a word.
  const slow = line.is_away || line.needs_sign_in || refused.length > 0 ? here.filter(({ refusal }) => refusal === null) : []
  return (
    <div className="work">
      <OperationHead operation={operation} waits={slow.length > 0} />
      <div className="work-main stack">
        {refused.map((action) => (
          <Refusal key={action.key} action={action} />
        ))}
        <NextThing operation={operation} />
        {slow.length > 0 && <WaitingHere actions={slow} />}
        <Reports operation={operation} />
        <PeopleAtWork operation={operation} />
        <AlsoAt except={[operation.id]} />
      </div>
      <div className="work-aside stack">
        <Issues operation={operation} />
        <Substeps operation={operation} />
        <Notes operation={operation} />
        <Papers operation={operation} />
      </div>
    </div>
  )
}

import { useQuery } from '@tanstack/react-query'
import { asking } from '../../api/queries.ts'
import { Mark } from '../../design/mark.tsx'
import type { Operation } from '../../offline/expected.ts'
import { useLine } from '../../offline/use-line.ts'
import { useFormats } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'

/** What is wrong at it and not solved. */
export function Issues({ operation }: { readonly operation: Operation }) {
  const say = useWords()
  const { moment } = useFormats()
  const { line } = useLine()
  const { data } = useQuery(asking('issues.list', { operation_id: operation.id, status: ['open', 'in_progress'], limit: 20 }))
  const waiting = line.actions.filter(
    ({ verb, operation_id, key }) => verb === 'issues.create' && operation_id === operation.id && !line.landed.has(key),
  )
  const issues = data?.data ?? []
  if (issues.length + waiting.length === 0) return null
  return (
    <section className="stack tight">
      <h2>{say('terminal.problems')}</h2>
      <ul className="work-list">
        {waiting.map(({ key, input }) => (
          <li key={key} className="issue">
            <p className="written">{String(input.description)}</p>
            <Mark kind="warn" says={say('terminal.waits')} />
          </li>
        ))}
        {issues.map((issue) => (
          <li key={issue.id} className="issue">
            <p className="written">{issue.description ?? issue.title}</p>
            <p className="row">
              {issue.stops_work && <Mark kind="bad" says={say('terminal.stops_work')} />}
              <span className="quiet number">
                {issue.ncr_number && `${issue.ncr_number} · `}
                {moment(issue.reported_at)}
                {issue.reporter && ` · ${issue.reporter.name}`}
              </span>
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}

import { useRef } from 'react'
import { Button } from '../../design/button.tsx'
import { Told } from '../../design/notice.tsx'
import { Empty, Failed, Loading } from '../../design/states.tsx'
import { useFormats } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import { JobRow } from './job-row.tsx'
import { useRanking } from './ranking.ts'
import { type Rows, useRows } from './rows.ts'
import { is_whole, type JobsSearch, key_of } from './search.ts'
import { useKeptPosition, useMedia, useSeen } from './window.ts'

interface Props {
  readonly search: JobsSearch
  readonly clear: () => void
}

const columns = ['number', 'name', 'customer', 'due', 'progress', 'status', 'priority'] as const

/** A list of any length: only the rows that are seen are there. */
export function JobList({ search, clear }: Props) {
  const say = useWords()
  const { number } = useFormats()
  const list = useRef<HTMLTableSectionElement>(null)
  const is_narrow = useMedia('(max-width: 1100px)')
  const row_height = is_narrow ? 108 : 56
  const seen = useSeen(list, row_height)
  const rows = useRows(search, seen.first, seen.last)
  const { total } = rows
  useKeptPosition(key_of(search), total !== undefined)
  const ranking = useRanking(list, rows, search, row_height)
  if (total === undefined) return rows.error ? <Failed error={rows.error} again={rows.again} /> : <Loading />
  return (
    <>
      <p className="quiet count" role="status">
        {total === 1 ? say('jobs.count_one') : say('jobs.count', { n: number(total) })}
        <span className="visually-hidden"> {ranking.said}</span>
      </p>
      <Told error={rows.error ?? ranking.error} />
      {total === 0 ? (
        <Nothing search={search} clear={clear} />
      ) : (
        <table
          className={search.sort === undefined ? 'job-list ranked' : 'job-list'}
          aria-label={say('jobs.title')}
          aria-rowcount={total + 1}
        >
          <Heads is_ranked={search.sort === undefined} />
          <tbody ref={list} className="job-rows" style={{ height: total * row_height }}>
            {indices(seen.first, Math.min(seen.last, total - 1)).map((index) => (
              <RowAt key={rows.at(index)?.id ?? index} {...{ index, rows, ranking, row_height, search }} />
            ))}
          </tbody>
        </table>
      )}
    </>
  )
}

const indices = (first: number, last: number): number[] => Array.from({ length: Math.max(0, last - first + 1) }, (_, n) => first + n)

interface RowAtProps {
  readonly index: number
  readonly rows: Rows
  readonly ranking: ReturnType<typeof useRanking>
  readonly row_height: number
  readonly search: JobsSearch
}

/** Where a row stands: while one is dragged the others make room for it. */
function RowAt({ index, rows, ranking, row_height, search }: RowAtProps) {
  const { drag } = ranking
  const job = rows.at(index)
  const makes_room = drag === null ? 0 : index > drag.from && index <= drag.to ? -1 : index < drag.from && index >= drag.to ? 1 : 0
  const place = drag?.from === index ? drag.to : index + makes_room
  return (
    <JobRow
      job={job}
      index={index}
      total={rows.total ?? 0}
      top={place * row_height}
      is_dragged={drag?.from === index}
      is_ranked={search.sort === undefined}
      ranking={search.sort === undefined && job?.can.includes('jobs.rank') ? ranking : null}
    />
  )
}

function Heads({ is_ranked }: { readonly is_ranked: boolean }) {
  const say = useWords()
  return (
    <thead className="job-heads">
      <tr className="job-row head" aria-rowindex={1}>
        {is_ranked && (
          <th scope="col" className="handle-cell">
            <span className="visually-hidden">{say('jobs.column.rank')}</span>
          </th>
        )}
        {columns.map((column) => (
          <th key={column} scope="col" className={column}>
            {say(`jobs.column.${column}`)}
          </th>
        ))}
      </tr>
    </thead>
  )
}

function Nothing({ search, clear }: Props) {
  const say = useWords()
  if (is_whole(search)) return <Empty says={say('jobs.none')} />
  return (
    <Empty says={say('jobs.empty')}>
      <Button onClick={clear}>{say('jobs.filter.clear')}</Button>
    </Empty>
  )
}

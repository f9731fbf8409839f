import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { asking, listing } from '../../api/queries.ts'
import { Button } from '../../design/button.tsx'
import { Failed, Loading } from '../../design/states.tsx'
import { Table } from '../../design/table.tsx'
import { useWords } from '../../words/words.ts'
import { StatusMark } from './marks.tsx'
import type { Part } from './part-tree.tsx'

const page_size = 50

/** The serialised pieces of a part, where it has any; asked for when somebody wants to see them. */
export function UnitList({ part }: { readonly part: Part }) {
  const say = useWords()
  const [is_open, set_open] = useState(false)
  const { data } = useQuery(asking('units.list', { part_id: part.id, limit: 1, with_total: true }))
  const total = data?.total ?? 0
  if (total === 0) return null
  return (
    <details className="units" open={is_open} onToggle={({ currentTarget }) => set_open(currentTarget.open)}>
      <summary>{say('job.part.units', { n: total })}</summary>
      {is_open && <Units part={part} total={total} />}
    </details>
  )
}

function Units({ part, total }: { readonly part: Part; readonly total: number }) {
  const say = useWords()
  const query = useInfiniteQuery(listing('units.list', { part_id: part.id, limit: page_size, oldest_first: true }))
  if (!query.data) return query.isError ? <Failed error={query.error} again={query.refetch} /> : <Loading />
  const units = query.data.pages.flatMap((page) => page.data)
  return (
    <>
      <Table
        caption={say('job.part.units', { n: total })}
        rows={units}
        key_of={({ id }) => id}
        columns={[
          { head: say('job.units.serial'), cell: (unit) => <span className="mono">{unit.serial_number}</span> },
          { head: say('job.status'), cell: (unit) => <StatusMark status={unit.status} /> },
          {
            head: say('job.units.at'),
            cell: ({ operation, status }) =>
              operation ? `${operation.sequence} ${operation.name}` : say(status === 'completed' ? 'job.units.behind' : 'job.units.before'),
          },
        ]}
      />
      {query.hasNextPage && (
        <Button is_busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {say('job.units.rest', { n: total - units.length })}
        </Button>
      )}
    </>
  )
}

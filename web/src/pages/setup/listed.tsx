import type { UseQueryResult } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { Button } from '../../design/button.tsx'
import { Notice } from '../../design/notice.tsx'
import { Asked, Empty } from '../../design/states.tsx'
import { useWords } from '../../words/words.ts'

/** The most rows that one question answers: more than a shop has of anything that is set up here. */
export const most = 1000

interface Named {
  readonly id: string
  readonly name: string
}
interface Page<Row> {
  readonly data: readonly Row[]
  readonly next_cursor: string | null
}

export const by_name = (a: Named, b: Named): number => a.name.localeCompare(b.name, undefined, { numeric: true })

interface BarProps {
  /** Where there is much to look through. */
  readonly search?: { readonly typed: string; readonly on_type: (typed: string) => void }
  readonly add_word: string
  readonly on_add: () => void
}

function Bar({ search, add_word, on_add }: BarProps) {
  const say = useWords()
  return (
    <div className="setup-bar">
      {search && (
        <input
          className="search"
          type="search"
          aria-label={say('setup.search')}
          placeholder={say('setup.search')}
          value={search.typed}
          onChange={(event) => search.on_type(event.target.value)}
        />
      )}
      <Button kind="first" onClick={on_add}>
        <span aria-hidden="true">+</span> {add_word}
      </Button>
    </div>
  )
}

interface ListedProps<Row extends Named> {
  readonly query: UseQueryResult<Page<Row>>
  readonly add_word: string
  readonly on_add: () => void
  readonly none: string
  /** In what a search looks, beside the name. */
  readonly also?: (row: Row) => readonly (string | null)[]
  readonly order?: (a: Row, b: Row) => number
  readonly children: (rows: readonly Row[]) => ReactNode
}

const few = 8

/** A whole list with its search and its button to add; the first thing of an empty one is to add. */
export function Listed<Row extends Named>({ query, add_word, on_add, none, also, order = by_name, children }: ListedProps<Row>) {
  const say = useWords()
  const [typed, on_type] = useState('')
  const wanted = typed.trim().toLowerCase()
  const fits = (row: Row): boolean => [row.name, ...(also?.(row) ?? [])].some((text) => text?.toLowerCase().includes(wanted))
  return (
    <Asked query={query}>
      {({ data, next_cursor }) => {
        if (data.length === 0)
          return (
            <Empty says={none}>
              <Button kind="first" onClick={on_add}>
                {add_word}
              </Button>
            </Empty>
          )
        const rows = data.filter(fits).sort(order)
        return (
          <>
            <Bar add_word={add_word} on_add={on_add} {...(data.length > few ? { search: { typed, on_type } } : {})} />
            {next_cursor !== null && <Notice>{say('setup.there_are_more', { count: data.length })}</Notice>}
            {rows.length === 0 ? <Empty says={say('setup.none_found')} /> : children(rows)}
          </>
        )
      }}
    </Asked>
  )
}

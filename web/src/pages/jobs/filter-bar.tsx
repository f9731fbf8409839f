import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect, useId, useState } from 'react'
import { asking } from '../../api/queries.ts'
import { Button } from '../../design/button.tsx'
import { useWords } from '../../words/words.ts'
import { type JobsSearch, type StatusChoice, sorts, status_choices, with_filter } from './search.ts'

interface Props {
  readonly search: JobsSearch
  readonly show: (search: JobsSearch) => void
}

/** So long nobody types on. */
const typed_ms = 250

const groups: readonly StatusChoice[] = ['open', 'done', 'all']

export function FilterBar({ search, show }: Props) {
  const say = useWords()
  const [is_open, set_open] = useState(false)
  const { data: workstations } = useQuery(asking('workstations.list', { limit: 1000 }))
  const set = (change: Parameters<typeof with_filter>[1]) => show(with_filter(search, change))
  const { search: _, sort: __, ...filters } = search
  const says_of = (choice: StatusChoice) =>
    choice === 'open' || choice === 'done' || choice === 'all' ? say(`jobs.status.${choice}`) : say(`status.${choice}`)
  const how_many = Object.keys(filters).length
  return (
    <search className={is_open ? 'filters open' : 'filters'}>
      <Labelled says={say('jobs.search')} className="search">
        {(id) => (
          <Typed
            id={id}
            type="search"
            value={search.search ?? ''}
            placeholder={say('jobs.search.hint')}
            set={(text) => set({ search: text })}
          />
        )}
      </Labelled>
      <Button className="more" aria-expanded={is_open} onClick={() => set_open(!is_open)}>
        {say('jobs.filters')}
        {how_many > 0 && <span className="number"> ({how_many})</span>}
      </Button>
      <Labelled says={say('jobs.filter.status')}>
        {(id) => (
          <select
            id={id}
            value={search.status ?? 'open'}
            onChange={({ target }) => set({ status: status_choices.find((one) => one === target.value) })}
          >
            {[...groups, ...status_choices.filter((one) => !groups.includes(one))].map((one) => (
              <option key={one} value={one}>
                {says_of(one)}
              </option>
            ))}
          </select>
        )}
      </Labelled>
      <Labelled says={say('jobs.filter.workstation')}>
        {(id) => (
          <select id={id} value={search.workstation_id ?? ''} onChange={({ target }) => set({ workstation_id: target.value })}>
            <option value="">{say('jobs.filter.anywhere')}</option>
            {workstations?.data
              .toSorted((a, b) => a.name.localeCompare(b.name))
              .map(({ id: workstation_id, name }) => (
                <option key={workstation_id} value={workstation_id}>
                  {name}
                </option>
              ))}
          </select>
        )}
      </Labelled>
      <Labelled says={say('jobs.filter.customer')}>
        {(id) => <Typed id={id} type="text" value={search.customer ?? ''} set={(text) => set({ customer: text })} />}
      </Labelled>
      <Labelled says={say('jobs.sort')}>
        {(id) => (
          <select id={id} value={search.sort ?? 'rank'} onChange={({ target }) => set({ sort: sorts.find((one) => one === target.value) })}>
            {sorts.map((one) => (
              <option key={one} value={one}>
                {say(`jobs.sort.${one}`)}
              </option>
            ))}
          </select>
        )}
      </Labelled>
      <label className="late-only">
        <input type="checkbox" checked={search.late ?? false} onChange={({ target }) => set({ late: target.checked ? true : undefined })} />
        {say('jobs.filter.late')}
      </label>
    </search>
  )
}

interface LabelledProps {
  readonly says: string
  readonly className?: string
  readonly children: (id: string) => ReactNode
}

function Labelled({ says, className = '', children }: LabelledProps) {
  const id = useId()
  return (
    <div className={`filter ${className}`}>
      <label htmlFor={id}>{says}</label>
      {children(id)}
    </div>
  )
}

interface TypedProps {
  readonly id: string
  readonly type: 'search' | 'text'
  readonly value: string
  readonly placeholder?: string
  readonly set: (text: string) => void
}

/** Shows what is typed at once, and asks when nobody types on. */
function Typed({ id, type, value, placeholder, set }: TypedProps) {
  const [typed, set_typed] = useState<string | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `set` is made anew with each render; what is typed is what counts
  useEffect(() => {
    if (typed === null) return
    const waiting = setTimeout(() => set(typed), typed_ms)
    return () => clearTimeout(waiting)
  }, [typed])
  // What was typed stands until it has come to the address.
  useEffect(() => set_typed((now) => (now === value ? null : now)), [value])
  return (
    <input
      id={id}
      type={type}
      autoComplete="off"
      value={typed ?? value}
      placeholder={placeholder}
      onChange={({ target }) => set_typed(target.value)}
    />
  )
}

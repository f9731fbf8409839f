import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import { session_query } from '../../api/session.ts'
import { useWords } from '../../words/words.ts'
import { FilterBar } from './filter-bar.tsx'
import { JobList } from './job-list.tsx'
import './jobs.css'
import { type JobsSearch, keep_search } from './search.ts'
import { Views } from './views.tsx'

export function Jobs() {
  const say = useWords()
  const go = useNavigate()
  const search = useSearch({ from: '/inside/jobs' })
  const { data: session } = useQuery(session_query)
  useEffect(() => keep_search(search), [search])
  const show = (wanted: JobsSearch) => void go({ to: '/jobs', search: wanted, replace: true, resetScroll: false })
  const may_create = session?.role !== 'viewer' && session?.role !== 'operator' && session?.role !== 'supervisor'
  return (
    <div className="jobs">
      <header className="jobs-head">
        <h1>{say('jobs.title')}</h1>
        {may_create && (
          <Link className="button first" to="/jobs/new">
            {say('jobs.new')}
          </Link>
        )}
      </header>
      <Views search={search} show={show} />
      <FilterBar search={search} show={show} />
      <JobList search={search} clear={() => show({})} />
    </div>
  )
}

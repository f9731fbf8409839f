import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import { session_query } from '../../api/session.ts'
import { useWords } from '../../words/words.ts'
import { FilterBar } from './filter-bar.tsx'
import { JobList } from './job-list.tsx'
import './jobs.css'
import { type JobsSearch, jobs_search } from './search.ts'
import { Views } from './views.tsx'

const last_search = 'jobs.last'

/** Where the list was left, for the way back from a job. */
export function where_the_list_was(): JobsSearch {
  try {
    return jobs_search({ ...JSON.parse(sessionStorage.getItem(last_search) ?? '{}') })
  } catch {
    return {}
  }
}

export function Jobs() {
  const say = useWords()
  const go = useNavigate()
  const search = useSearch({ from: '/inside/jobs' })
  const { data: session } = useQuery(session_query)
  useEffect(() => sessionStorage.setItem(last_search, JSON.stringify(search)), [search])
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

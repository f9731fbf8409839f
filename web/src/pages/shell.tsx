import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, Outlet, useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { session_query, sign_out } from '../api/session.ts'
import { follow } from '../live.ts'
import { useWords } from '../words/words.ts'
import { Preferences } from './preferences.tsx'

/** What is around every page: where one can go, who one is, and whether the server is there. */
export function Shell() {
  const say = useWords()
  const queries = useQueryClient()
  const go = useNavigate()
  const { data: session } = useQuery(session_query)
  const [is_live, set_live] = useState(true)
  useEffect(() => follow(queries, set_live), [queries])
  const leave = async () => {
    await sign_out()
    queries.clear()
    await go({ to: '/sign-in' })
  }
  return (
    <div className="shell">
      <a className="skip" href="#content">
        {say('app.skip')}
      </a>
      <header className="top">
        <Link className="mark" to="/">
          {say('app.name')}
        </Link>
        <nav aria-label={say('nav.main')}>
          <Link to="/terminal">{say('nav.terminal')}</Link>
          <Link to="/jobs">{say('nav.jobs')}</Link>
          <Link to="/setup">{say('nav.setup')}</Link>
          <a href="/docs">{say('nav.docs')}</a>
        </nav>
        <Preferences />
        {session?.person && <span className="quiet">{session.person.name}</span>}
        <button type="button" className="button bare" onClick={leave}>
          {say('sign_in.out')}
        </button>
      </header>
      <main id="content" className="page" tabIndex={-1}>
        {!is_live && (
          <p className="notice warn" role="status">
            {say('app.away')}
          </p>
        )}
        <Outlet />
      </main>
    </div>
  )
}

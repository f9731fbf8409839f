import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, Outlet, useLocation, useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { type Session, session_query, sign_out } from '../api/session.ts'
import { Button } from '../design/button.tsx'
import { Menu } from '../design/menu.tsx'
import { Notice } from '../design/notice.tsx'
import { Sign } from '../design/sign.tsx'
import { follow } from '../live.ts'
import { useWords } from '../words/words.ts'
import { PersonPicture } from './person-picture.tsx'
import { Preferences } from './preferences.tsx'

/** What is around every page: where one can go, who one is, and whether the server is there. */
export function Shell() {
  const say = useWords()
  const { data: session } = useQuery(session_query)
  const is_away = useAway()
  return (
    <div className="shell">
      <a className="skip" href="#content">
        {say('app.skip')}
      </a>
      <header className="top">
        <Link className="mark" to="/">
          {say('app.name')}
        </Link>
        <Places session={session} />
        <Mine session={session} />
      </header>
      <main id="content" className="page" tabIndex={-1}>
        {is_away && <Notice kind="warn">{navigator.onLine ? say('app.away') : say('app.offline')}</Notice>}
        <Outlet />
      </main>
    </div>
  )
}

const settled_ms = 2000

/** Keeps the screen true by the log, and says when it cannot: not at once, for a connection may be but renewed. */
function useAway(): boolean {
  const queries = useQueryClient()
  const [is_away, set_away] = useState(false)
  useEffect(() => {
    let waiting: ReturnType<typeof setTimeout> | undefined
    const end = follow(queries, (is_live) => {
      clearTimeout(waiting)
      if (is_live) set_away(false)
      else waiting = setTimeout(() => set_away(true), settled_ms)
    })
    return () => {
      clearTimeout(waiting)
      end()
    }
  }, [queries])
  return is_away
}

interface Of {
  readonly session: Session | null | undefined
}

/** The pages; on a phone behind a button, and shut again by going somewhere. */
function Places({ session }: Of) {
  const say = useWords()
  const here = useLocation({ select: ({ pathname }) => pathname })
  const [opened_at, set_opened_at] = useState<string | null>(null)
  const is_open = opened_at === here
  return (
    <>
      <Button
        kind="bare"
        className="places-button"
        aria-expanded={is_open}
        aria-controls="places"
        onClick={() => set_opened_at(is_open ? null : here)}
      >
        <Sign name="menu" /> {say('nav.menu')}
      </Button>
      <nav id="places" className={is_open ? 'open' : undefined} aria-label={say('nav.main')}>
        <Link to="/terminal">{say('nav.terminal')}</Link>
        <Link to="/jobs">{say('nav.jobs')}</Link>
        {/* A shared tablet is set up by somebody who has signed in at it. */}
        {session?.kind !== 'key' && (
          <>
            <Link to="/setup">{say('nav.setup')}</Link>
            <a href="/docs">{say('nav.docs')}</a>
          </>
        )}
      </nav>
    </>
  )
}

/** Who one is, how one reads, and the way out. */
function Mine({ session }: Of) {
  const say = useWords()
  const queries = useQueryClient()
  const go = useNavigate()
  const person = session?.kind === 'person' ? session.person : null
  const leave = async () => {
    await sign_out()
    queries.clear()
    await go({ to: '/sign-in' })
  }
  return (
    <Menu
      {...(person ? {} : { label: say('nav.device') })}
      button={
        person ? (
          <>
            <PersonPicture person={person} /> <span className="my-name">{person.name}</span>
            <span className="visually-hidden">, {say('nav.device')}</span>
          </>
        ) : (
          <Sign name="settings" />
        )
      }
    >
      {() => (
        <>
          {person && (
            <p>
              <strong>{person.name}</strong>
              <br />
              <span className="quiet">{session?.tenant.name}</span>
            </p>
          )}
          <Preferences />
          <Button onClick={() => void leave()}>{person ? say('sign_in.out') : say('sign_in.title')}</Button>
        </>
      )}
    </Menu>
  )
}

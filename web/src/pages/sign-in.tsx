import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { session_query, sign_in } from '../api/session.ts'
import { Button } from '../design/button.tsx'
import { TextField } from '../design/fields.tsx'
import { Form } from '../design/form.tsx'
import { Menu } from '../design/menu.tsx'
import { Sign } from '../design/sign.tsx'
import { Loading } from '../design/states.tsx'
import { useWords } from '../words/words.ts'
import { PeopleAtTablet } from './people-at-tablet.tsx'
import { Preferences } from './preferences.tsx'
import './sign-in.css'

/** By e-mail and password; on a shared tablet by picking oneself and a PIN. */
export function SignIn() {
  const say = useWords()
  const queries = useQueryClient()
  const router = useRouter()
  const { to } = useSearch({ from: '/sign-in' })
  const { data: session, isPending: is_asking } = useQuery(session_query)
  const [by_email, set_by_email] = useState(false)
  const is_tablet = session?.kind === 'key'
  const entered = () => {
    queries.clear()
    // Only to a page of ours.
    router.history.push(to?.startsWith('/') && !/^\/[/\\]/.test(to) ? to : '/')
  }
  const shows_people = is_tablet && !by_email
  return (
    <div className="sign-in">
      <header className="sign-in-top">
        <span className="mark">{say('app.name')}</span>
        {session && <span className="quiet">{session.tenant.name}</span>}
        <span className="grow" />
        <Menu label={say('nav.device')} button={<Sign name="settings" />}>
          {() => <Preferences />}
        </Menu>
      </header>
      <main className={shows_people ? 'sign-in-people' : 'sign-in-office'}>
        {is_asking && <Loading />}
        {shows_people && <PeopleAtTablet on_entered={entered} title={say('sign_in.who')} />}
        {!is_asking && !shows_people && <Office on_entered={entered} />}
        {is_tablet && (
          <Button kind="bare" className="other-way" onClick={() => set_by_email(!by_email)}>
            {by_email ? say('sign_in.with_pin') : say('sign_in.with_email')}
          </Button>
        )}
      </main>
    </div>
  )
}

function Office({ on_entered }: { readonly on_entered: () => void }) {
  const say = useWords()
  const [error, set_error] = useState<unknown>(null)
  const [is_busy, set_busy] = useState(false)
  const enter = async (given: FormData) => {
    set_busy(true)
    try {
      await sign_in({ email: String(given.get('email')), password: String(given.get('password')) })
      on_entered()
    } catch (fault) {
      set_error(fault)
      set_busy(false)
    }
  }
  return (
    <div className="sheet stack">
      <h1>{say('sign_in.title')}</h1>
      <Form error={error} is_busy={is_busy} on_send={(given) => void enter(given)} send_word={say('sign_in.enter')}>
        <TextField name="email" type="email" label={say('sign_in.email')} autoComplete="username" />
        <TextField name="password" type="password" label={say('sign_in.password')} autoComplete="current-password" />
      </Form>
    </div>
  )
}

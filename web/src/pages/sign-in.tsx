import { useQueryClient } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { Refused } from '../api/client.ts'
import { sign_in } from '../api/session.ts'
import { useWords } from '../words/words.ts'

export function SignIn() {
  const say = useWords()
  const queries = useQueryClient()
  const router = useRouter()
  const { to } = useSearch({ from: '/sign-in' })
  const [fault, set_fault] = useState<string | null>(null)
  const [is_busy, set_busy] = useState(false)
  const enter = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    set_busy(true)
    set_fault(null)
    try {
      await sign_in({ email: String(form.get('email')), password: String(form.get('password')) })
      queries.clear()
      router.history.push(to?.startsWith('/') && !to.startsWith('//') ? to : '/')
    } catch (error) {
      set_fault(error instanceof Refused ? error.problem.detail : say('app.away'))
    } finally {
      set_busy(false)
    }
  }
  return (
    <main className="middle">
      <form className="sheet stack" onSubmit={enter}>
        <h1>{say('sign_in.title')}</h1>
        <label className="field">
          <span>{say('sign_in.email')}</span>
          <input name="email" type="email" autoComplete="username" required />
        </label>
        <label className="field">
          <span>{say('sign_in.password')}</span>
          <input name="password" type="password" autoComplete="current-password" required />
        </label>
        {fault !== null && (
          <p className="notice bad" role="alert">
            {fault}
          </p>
        )}
        <button type="submit" className="button first" disabled={is_busy}>
          {say('sign_in.enter')}
        </button>
      </form>
    </main>
  )
}

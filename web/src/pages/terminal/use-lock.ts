import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { session_query, sign_out } from '../../api/session.ts'
import { useLine } from '../../offline/use-line.ts'

/** So long may a tablet be left alone before whoever stood at it is signed out. */
const idle_ms = 5 * 60_000
const look_ms = 5_000
const signs_of_life = ['pointerdown', 'keydown', 'touchstart', 'wheel'] as const
const kept_as = 'is_tablet'

/**
 * Locks a shared tablet, back to its own sign-in. While the network is away it waits: nobody could unlock it, and what waits to be sent
 * would wait for its person.
 */
export function useLock(): void {
  const queries = useQueryClient()
  const { data: session } = useQuery(session_query)
  const { waiting } = useLine()
  const go = useNavigate()
  useEffect(() => {
    // A device that once had nobody but itself signed in is a tablet.
    if (session?.kind === 'key') localStorage.setItem(kept_as, 'yes')
    if (session?.kind !== 'person' || localStorage.getItem(kept_as) === null) return
    let last = Date.now()
    const alive = (): void => {
      last = Date.now()
    }
    const look = async (): Promise<void> => {
      if (Date.now() - last < idle_ms) return
      await waiting.send_all()
      if (waiting.shown().is_away) return
      last = Date.now()
      await sign_out().catch(() => undefined) // away again: it is tried at the next look
      await queries.invalidateQueries()
      if (queries.getQueryData(session_query.queryKey)) return
      // It is a tablet no more.
      localStorage.removeItem(kept_as)
      await go({ to: '/sign-in' })
    }
    const looking = setInterval(() => void look(), look_ms)
    for (const sign of signs_of_life) window.addEventListener(sign, alive, { passive: true })
    return () => {
      clearInterval(looking)
      for (const sign of signs_of_life) window.removeEventListener(sign, alive)
    }
  }, [session?.kind, queries, waiting, go])
}

import { type RefObject, useCallback, useEffect, useLayoutEffect, useState } from 'react'

/** Rows drawn beyond what is seen, so that scrolling shows no gaps. */
const beyond = 8

interface Seen {
  readonly first: number
  readonly last: number
}

/** Which rows of a long list with rows of one height are on the screen; the page itself scrolls. The last may be beyond its end. */
export function useSeen(list: RefObject<HTMLElement | null>, row_height: number): Seen {
  const [seen, set_seen] = useState<Seen>({ first: 0, last: 30 })
  const look = useCallback(() => {
    const top = list.current?.getBoundingClientRect().top ?? 0
    const first = Math.max(0, Math.floor(-top / row_height) - beyond)
    const last = Math.max(0, Math.ceil((window.innerHeight - top) / row_height) + beyond)
    set_seen((before) => (before.first === first && before.last === last ? before : { first, last }))
  }, [list, row_height])
  // What stands above the list may have grown.
  useLayoutEffect(look)
  useEffect(() => {
    window.addEventListener('scroll', look, { passive: true })
    window.addEventListener('resize', look)
    return () => {
      window.removeEventListener('scroll', look)
      window.removeEventListener('resize', look)
    }
  }, [look])
  return seen
}

/** The height of a row is one number here and in the style sheet. */
export function useMedia(query: string): boolean {
  const [matches, set_matches] = useState(() => window.matchMedia(query).matches)
  useEffect(() => {
    const media = window.matchMedia(query)
    const change = () => set_matches(media.matches)
    change()
    media.addEventListener('change', change)
    return () => media.removeEventListener('change', change)
  }, [query])
  return matches
}

const place = 'jobs.at'

/** A reload, or the way back from a job, finds the list where it was left; another list begins at its top. */
export function useKeptPosition(key: string, is_there: boolean): void {
  useLayoutEffect(() => {
    if (!is_there) return
    const [kept_key, y] = (sessionStorage.getItem(place) ?? '').split('\n')
    if (kept_key === key) window.scrollTo(0, Number(y))
    let waiting: ReturnType<typeof setTimeout> | undefined
    const keep = () => {
      clearTimeout(waiting)
      const at = window.scrollY
      waiting = setTimeout(() => sessionStorage.setItem(place, `${key}\n${at}`), 100)
    }
    window.addEventListener('scroll', keep, { passive: true })
    return () => {
      clearTimeout(waiting)
      window.removeEventListener('scroll', keep)
    }
  }, [key, is_there])
}

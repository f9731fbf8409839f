import { type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { useVerb } from '../../api/queries.ts'
import { useFormats } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import type { Rows } from './rows.ts'
import { is_whole, type JobsSearch } from './search.ts'

interface Drag {
  readonly from: number
  readonly to: number
}

export interface Ranking {
  readonly drag: Drag | null
  readonly error: unknown
  /** What has come of it, to be said aloud. */
  readonly said: string
  readonly move: (from: number, to: number) => Promise<void>
  readonly take: (event: PointerEvent<HTMLElement>, from: number) => void
}

/** So near to the edge of the screen the list scrolls by itself. */
const edge_px = 72
/** A finger that trembles has not dragged. */
const least_px = 6

/** Puts jobs before others, by dragging or step by step. Where to is told to the server; what that means for their priorities it knows. */
export function useRanking(list: RefObject<HTMLElement | null>, rows: Rows, search: JobsSearch, row_height: number): Ranking {
  const say = useWords()
  const { number } = useFormats()
  const { mutateAsync } = useVerb('jobs.rank')
  const rank = (id: string, before: string | null) => mutateAsync({ id, before })
  const [drag, set_drag] = useState<Drag | null>(null)
  const [error, set_error] = useState<unknown>(null)
  const [said, set_said] = useState('')
  const { total = 0 } = rows
  /** One after the other, in the order in which they were made. */
  const line = useRef<Promise<unknown>>(Promise.resolve())
  const latest = useRef({ rows, total })
  useEffect(() => {
    latest.current = { rows, total }
  })

  const move = async (from: number, wanted: number): Promise<void> => {
    const { rows: now } = latest.current
    const to = Math.max(0, Math.min(total - 1, wanted))
    const job = now.at(from)
    if (!job || to === from) return
    const next = now.at(to < from ? to : to + 1)
    const last = now.at(to)
    now.move(from, to)
    set_said(say('jobs.rank.now', { number: job.job_number, n: number(to + 1), all: number(total) }))
    set_error(null)
    const before_that = line.current
    const sent = before_that.then(async () => {
      if (next) await rank(job.id, next.id)
      else if (is_whole(search)) await rank(job.id, null)
      else if (last) {
        // The last of some, not of all: it goes right behind the one that was.
        await rank(job.id, last.id)
        await rank(last.id, job.id)
      }
    })
    line.current = sent.catch((thrown: unknown) => {
      set_error(thrown)
      rows.again()
    })
    await line.current
  }

  const take = (event: PointerEvent<HTMLElement>, from: number): void => {
    if (event.button !== 0) return
    const handle = event.currentTarget
    handle.setPointerCapture(event.pointerId)
    const began = event.clientY
    let y = began
    let is_dragging = false
    let to = from
    const place = () => {
      const top = list.current?.getBoundingClientRect().top ?? 0
      to = Math.max(0, Math.min(latest.current.total - 1, Math.floor((y - top) / row_height)))
      set_drag((before) => (before?.to === to ? before : { from, to }))
    }
    const scrolling = setInterval(() => {
      if (!is_dragging) return
      const down = y - (window.innerHeight - edge_px)
      const up = edge_px * 2 - y
      if (down > 0) window.scrollBy(0, Math.min(24, down / 2))
      else if (up > 0) window.scrollBy(0, -Math.min(24, up / 2))
      else return
      place()
    }, 16)
    const follow = (moved: globalThis.PointerEvent) => {
      y = moved.clientY
      if (!is_dragging && Math.abs(y - began) < least_px) return
      is_dragging = true
      place()
    }
    const end = (ended: globalThis.PointerEvent | KeyboardEvent) => {
      if (ended instanceof KeyboardEvent && ended.key !== 'Escape') return
      clearInterval(scrolling)
      handle.removeEventListener('pointermove', follow)
      handle.removeEventListener('pointerup', end)
      handle.removeEventListener('pointercancel', end)
      window.removeEventListener('keydown', end)
      set_drag(null)
      if (is_dragging && ended.type === 'pointerup') void move(from, to)
      // The click that follows a drag is none.
      if (is_dragging) handle.addEventListener('click', (click) => click.stopImmediatePropagation(), { capture: true, once: true })
    }
    handle.addEventListener('pointermove', follow)
    handle.addEventListener('pointerup', end)
    handle.addEventListener('pointercancel', end)
    window.addEventListener('keydown', end)
  }
  return { drag, error, said, move, take }
}

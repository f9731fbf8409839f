import pg from 'pg'

const channel = 'gemba_events'
const gather_ms = 15
const again_ms = 1000

/**
 * Says in every process that something was written. Behind the commits, and for many of them once: within each it would make them wait
 * for each other. Who misses it looks again by itself.
 */
export function bell(pool: pg.Pool): () => void {
  let gathering = false
  return () => {
    if (gathering) return
    gathering = true
    setTimeout(() => {
      gathering = false
      pool.query(`notify ${channel}`).catch(() => {})
    }, gather_ms).unref()
  }
}

/** Calls `on_news` when a bell has rung anywhere, on a connection of its own that is made anew where it is lost. */
export function listen(pool: pg.Pool, on_news: () => void): { stop(): Promise<void> } {
  let client: pg.Client | undefined
  let waiting: NodeJS.Timeout | undefined
  let stopped = false
  const connect = async (): Promise<void> => {
    const mine = new pg.Client(pool.options)
    client = mine
    mine.on('notification', on_news)
    mine.on('error', () => mine.end().catch(() => {}))
    mine.on('end', () => {
      if (!stopped && client === mine) waiting = setTimeout(connect, again_ms)
    })
    try {
      await mine.connect()
      await mine.query(`listen ${channel}`)
      on_news()
    } catch {
      await mine.end().catch(() => {})
    }
  }
  connect()
  return {
    stop: async () => {
      stopped = true
      clearTimeout(waiting)
      await client?.end().catch(() => {})
    },
  }
}

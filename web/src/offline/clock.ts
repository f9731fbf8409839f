/** How far the server's clock is ahead of the device's. A tablet that was off for weeks may be wrong by hours. */
let ahead_ms = Number(localStorage.getItem('clock_ahead_ms') ?? 0) || 0

/** The server tells whole seconds: what is less is no difference. */
const least_ms = 1500

export async function set_clock(): Promise<void> {
  const sent = Date.now()
  const response = await fetch('/health', { cache: 'no-store', signal: AbortSignal.timeout(5000) }).catch(() => null)
  const said = Date.parse(response?.headers.get('date') ?? '')
  if (Number.isNaN(said)) return
  const difference = said + 500 - (sent + Date.now()) / 2
  ahead_ms = Math.abs(difference) < least_ms ? 0 : Math.round(difference)
  localStorage.setItem('clock_ahead_ms', String(ahead_ms))
}

/** Now, by the server's clock. */
export const now_ms = (): number => Date.now() + ahead_ms
export const now = (): string => new Date(now_ms()).toISOString()

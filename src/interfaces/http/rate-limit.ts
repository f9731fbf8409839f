const window_ms = 60_000
const most_keys = 50_000

interface Taken {
  readonly allowed: boolean
  readonly limit: number
  readonly remaining: number
  readonly resets_at: number
  readonly resets_in_s: number
}

/** Requests per key and minute, from the key's first one on. Off where neither the key nor the server has a limit. */
export class RateLimit {
  readonly #default: number | null
  readonly #share: number
  readonly #windows = new Map<string, { resets_at: number; used: number }>()

  /** Each of several processes gives out its share, since none sees the others' requests. */
  constructor(per_minute: number | null, processes = 1) {
    this.#default = per_minute
    this.#share = processes
  }

  take(key: string, own_limit: number | null, now: number): Taken | null {
    const whole = own_limit ?? this.#default
    if (whole === null) return null
    const limit = Math.max(1, Math.ceil(whole / this.#share))
    let window = this.#windows.get(key)
    if (!window || window.resets_at <= now) {
      if (this.#windows.size >= most_keys) this.#windows.clear()
      window = { resets_at: now + window_ms, used: 0 }
      this.#windows.set(key, window)
    }
    const allowed = window.used < limit
    if (allowed) window.used += 1
    return {
      allowed,
      limit: whole,
      remaining: limit - window.used,
      resets_at: window.resets_at,
      resets_in_s: Math.max(1, Math.ceil((window.resets_at - now) / 1000)),
    }
  }
}

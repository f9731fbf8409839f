const longest_end_ms = 20_000

/** Runs `end` once, on Ctrl-C or when told to stop, and leaves whatever is still under way after a while. */
export function on_end(end: () => Promise<void>): void {
  let ending = false
  const once = (): void => {
    if (ending) return
    ending = true
    setTimeout(() => process.exit(1), longest_end_ms).unref()
    end().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error)
        process.exit(1)
      },
    )
  }
  process.on('SIGINT', once)
  process.on('SIGTERM', once)
}

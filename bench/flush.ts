// How long a flush takes here, and a library that makes it longer.

import { spawnSync } from 'node:child_process'
import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { percentile } from './drive.ts'

/** The median of writing 8 KiB and waiting until they are safe, as PostgreSQL does at a commit. */
export function flush_ms(folder: string): number {
  const file = openSync(join(folder, 'flush'), 'w')
  const page = Buffer.alloc(8192, 1)
  const took = Array.from({ length: 200 }, () => {
    writeSync(file, page, 0, page.length, 0)
    const begun = performance.now()
    fdatasyncSync(file)
    return performance.now() - begun
  })
  closeSync(file)
  return percentile(
    took.sort((a, b) => a - b),
    0.5,
  )
}

/** Nothing where there is no C compiler, or no such way to slow a program. */
export function slow_flushes(folder: string): Record<string, string> | null {
  if (process.platform !== 'linux') return null
  const library = join(folder, 'slow-flush.so')
  const made = spawnSync('cc', ['-shared', '-fPIC', '-O2', '-o', library, join(import.meta.dirname, 'slow-flush.c'), '-ldl'])
  return made.status === 0 ? { LD_PRELOAD: library } : null
}

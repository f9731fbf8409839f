// What the kernel counts of the server and of PostgreSQL. Linux only; elsewhere these figures are left out.

import { readdirSync, readFileSync } from 'node:fs'

const ticks_per_s = 100

interface Stat {
  readonly parent: number
  readonly cpu_ms: number
}

function stat_of(pid: string): Stat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return { parent: Number(fields[1]), cpu_ms: ((Number(fields[11]) + Number(fields[12])) * 1000) / ticks_per_s }
  } catch {
    return null
  }
}

export interface Cpu {
  readonly server_ms: number
  readonly postgres_ms: number
}

/** CPU used so far by the server and by every process of PostgreSQL together. */
export function cpu_of(server: number, postmaster: number): Cpu {
  const backends = process.platform === 'linux' ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)) : []
  const family = backends
    .map((pid) => ({ pid: Number(pid), stat: stat_of(pid) }))
    .filter(({ pid, stat }) => pid === postmaster || stat?.parent === postmaster)
  return {
    server_ms: stat_of(`${server}`)?.cpu_ms ?? Number.NaN,
    postgres_ms: family.length === 0 ? Number.NaN : family.reduce((all, { stat }) => all + (stat?.cpu_ms ?? 0), 0),
  }
}

export function memory_mib(pid: number): { readonly now: number; readonly peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const kib = (name: string): number => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? Number.NaN)
  return { now: kib('VmRSS') / 1024, peak: kib('VmHWM') / 1024 }
}

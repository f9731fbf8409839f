// One run of a PostgreSQL program, tied to the life of this process.

import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, copyFileSync, openSync, readFileSync, statSync, truncateSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Identity } from './embedded-identity.ts'

export interface Surroundings {
  readonly identity: Identity
  readonly log: string
  /** The folder's lock: PostgreSQL inherits it, so that the folder stays locked until its last process has ended. */
  readonly lock: number | undefined
}

export interface Launched {
  readonly pid: number | undefined
  /** How it ended, once it has. */
  how(): string | undefined
  readonly ended: Promise<string>
  kill(signal: NodeJS.Signals): void
}

/**
 * The shell becomes the command, so its process number is the command's. What it leaves behind waits on Node's pipe:
 * a word means the command has ended, the pipe's end without one means that Node is gone (perhaps by kill -9).
 */
const SHELL = `
exec 4<&0 </dev/null
(
  (
    exec 3>&-
    trap '' HUP INT TERM
    read -r word <&4 && exit 0
    for signal in INT QUIT KILL; do
      tries=0
      while [ "$tries" -lt 100 ]; do
        kill -s "$signal" $$ 2>/dev/null || exit 0
        sleep 0.1
        grep -q '^State:[[:space:]]*Z' "/proc/$$/status" 2>/dev/null && exit 0
        tries=$((tries + 1))
      done
    done
  ) &
)
exec "$@" 4<&-
`

export function launch(program: string, words: readonly string[], { identity, log, lock }: Surroundings): Launched {
  const windows = process.platform === 'win32'
  const [file = program, ...args] = windows ? [program, ...words] : ['sh', '-c', SHELL, 'gemba', ...identity.prefix, program, ...words]
  const out = openSync(log, 'a', 0o600)
  try {
    const child = spawn(file, args, {
      cwd: dirname(log),
      env: surroundingsOf(process.env),
      stdio: ['pipe', out, out, lock ?? 'ignore'],
      // Its own session: Ctrl-C must reach Node only, which drains first. (Windows ends its children with it by itself.)
      detached: !windows,
      windowsHide: true,
      ...identity.owner,
    })
    return follow(child)
  } finally {
    closeSync(out)
  }
}

function follow(child: ChildProcess): Launched {
  let how: string | undefined
  const { promise: ended, resolve } = Promise.withResolvers<string>()
  const end = (text: string) => {
    how ??= text
    child.stdin?.end('ended\n')
    resolve(text)
  }
  // The watcher may be gone already; nothing is lost by that.
  child.stdin?.on('error', () => {})
  child.once('error', (error) => end(error.message))
  child.once('exit', (code, signal) => end(signal ?? `exit code ${code}`))
  return { pid: child.pid, how: () => how, ended, kill: (signal) => void child.kill(signal) }
}

/** PG… variables of the user's shell would change what the programs do; the locale must not depend on the shell at all. */
function surroundingsOf(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('PG'))), LC_ALL: 'C' }
}

export async function endsWithin(server: Launched, ms: number): Promise<boolean> {
  const stop = new AbortController()
  await Promise.race([server.ended, delay(ms, undefined, { signal: stop.signal }).catch(() => {})])
  stop.abort()
  return server.how() !== undefined
}

export function logSize(log: string): number {
  return statSync(log, { throwIfNoEntry: false })?.size ?? 0
}

/** What was logged since the log had `from` bytes: the last lines of it. */
export function lastLines(log: string, from: number): string {
  const written = readFileSync(log).subarray(from).toString().trimEnd()
  return written.split('\n').slice(-12).join('\n')
}

/** PostgreSQL appends to the open file for as long as it runs, so the file is emptied, not replaced. */
export function trimLog(log: string, limit = 16 * 1024 * 1024): void {
  if (logSize(log) <= limit) return
  try {
    copyFileSync(log, `${log}.1`)
  } catch {
    // The disk may be full: then there is all the more reason to empty it.
  }
  truncateSync(log)
}

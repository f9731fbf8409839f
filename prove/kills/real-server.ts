import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { processes_of } from '../../test/processes.ts'

const program = join(import.meta.dirname, '../../bin/gemba.mjs')
const longest_start_ms = 90_000

/** What is killed: our program, PostgreSQL's first process, one of its others, all of them, or everything at once. */
export const victims = ['server', 'postmaster', 'backend', 'postgres', 'everything'] as const
export type Victim = (typeof victims)[number]

/** The program as everybody starts it, with a data folder of its own and disks that are waited for. */
export class RealServer {
  readonly key = 'ery_live_proven_by_killing'
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'gemba-kills-')))
  url = ''
  /** What it said, for whoever looks for the reason of a fault. */
  said = ''
  #child: ChildProcess | undefined

  async start(): Promise<void> {
    const { DATABASE_URL: _, ...env } = process.env
    const settings = { PORT: '0', GEMBA_DATA_DIR: this.folder, GEMBA_ADMIN_KEY: this.key, GEMBA_LOG_LEVEL: 'error' }
    const child = spawn(process.execPath, [program, 'serve'], {
      cwd: this.folder,
      env: { ...env, ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#child = child
    let said = ''
    const hear = (chunk: Buffer): void => {
      said += chunk
      this.said = (this.said + chunk).slice(-10_000)
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    const deadline = Date.now() + longest_start_ms
    for (;;) {
      const url = /Gemba is up on (\S+)\n/.exec(said)?.[1]
      if (url !== undefined) {
        this.url = url
        return
      }
      if (is_over(child)) throw new Error(`the server did not start: ${said}`)
      if (Date.now() > deadline) throw new Error(`the server did not start within ${longest_start_ms} ms: ${said}`)
      await delay(20)
    }
  }

  /** Whether our program went with it and has to be started again; PostgreSQL it starts by itself. */
  async kill(victim: Victim): Promise<boolean> {
    const postmaster = this.#postmaster()
    const own = this.#child?.pid
    const others = processes_of(this.folder).filter((pid) => pid !== own)
    const chosen: Readonly<Record<Victim, readonly (number | undefined)[]>> = {
      server: [own],
      postmaster: [postmaster],
      backend: [victim === 'backend' ? await this.#a_backend() : undefined],
      postgres: others,
      everything: [own, ...others],
    }
    for (const pid of chosen[victim]) if (pid !== undefined) kill(pid)
    if (victim !== 'server' && victim !== 'everything') return false
    await this.#over()
    return true
  }

  /** As an operator ends it. Answers its exit code. */
  async stop(): Promise<number | null> {
    this.#child?.kill('SIGTERM')
    return this.#over()
  }

  async remove(): Promise<void> {
    for (const pid of processes_of(this.folder)) kill(pid)
    rmSync(this.folder, { recursive: true, force: true })
  }

  /** What is left of it. Whoever lost its parent has a while to notice. */
  async left_over(within_ms: number): Promise<number[]> {
    const deadline = Date.now() + within_ms
    for (;;) {
      const left = processes_of(this.folder)
      if (left.length === 0 || Date.now() > deadline) return left
      await delay(100)
    }
  }

  /** Behind the program's back, past row security. */
  async as_owner<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
    const [, , , port, host] = this.#postmaster_file()
    const client = new pg.Client({ host, port: Number(port), user: 'gemba', database: 'gemba', ssl: false })
    await client.connect()
    try {
      return await work(client)
    } finally {
      await client.end()
    }
  }

  /** How it ended, if it has. */
  get ended(): string | null {
    const child = this.#child
    return child && is_over(child) ? `${child.signalCode ?? `exit code ${child.exitCode}`}: ${this.said}` : null
  }

  async #over(): Promise<number | null> {
    const child = this.#child
    if (child && !is_over(child)) await new Promise((resolve) => child.once('exit', resolve))
    return child?.exitCode ?? null
  }

  /** One that serves the program; the first process where none is to be had. */
  async #a_backend(): Promise<number | undefined> {
    try {
      const { rows } = await this.as_owner((client) =>
        client.query<{ pid: number }>(
          `select pid from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() order by state = 'idle', pid limit 1`,
        ),
      )
      return rows[0]?.pid
    } catch {
      return this.#postmaster()
    }
  }

  #postmaster(): number | undefined {
    const pid = Number.parseInt(this.#postmaster_file()[0] ?? '', 10)
    return Number.isNaN(pid) ? undefined : pid
  }

  /** PostgreSQL writes there: process number, folder, start, port, socket directory. */
  #postmaster_file(): string[] {
    try {
      return readFileSync(join(this.folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')
    } catch {
      return []
    }
  }
}

const is_over = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null

/** Only ever one of our own folder's. It may have ended since it was listed. */
function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {}
}

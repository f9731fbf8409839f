// Runs a PostgreSQL server of our own in a data folder, for as long as this process lives.

import { closeSync, mkdirSync, realpathSync, rmdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { type Binaries, findBinaries } from './embedded-binaries.ts'
import { answer, type Connection, createDatabase, freePort } from './embedded-connection.ts'
import { forgetStaleLock, initialise, inUse, lockFolder, socketDirectory } from './embedded-folder.ts'
import { chooseIdentity } from './embedded-identity.ts'
import { endsWithin, type Launched, lastLines, launch, logSize, type Surroundings, trimLog } from './embedded-launch.ts'

export interface EmbeddedServer {
  /** What `pg` needs to connect: a unix socket directory (or 127.0.0.1 on Windows), port, user, database. */
  readonly connection: Connection
  /** The postmaster's process number; nothing while the server is down. */
  readonly pid: () => number | undefined
  /** Ends the server cleanly and waits for that. May be called more than once. */
  stop(): Promise<void>
}

interface EmbeddedOptions {
  dataDir: string
  say: (line: string) => void
  /** PostgreSQL settings that replace ours. */
  settings?: Record<string, string>
  /** How long to wait for a folder in use, and for each step of an unwilling shutdown. */
  waits?: { folderMs?: number; stopMs?: number }
}

interface Home {
  readonly binaries: Binaries
  readonly cluster: string
  readonly dataDir: string
  readonly surroundings: Surroundings
}

const WINDOWS = process.platform === 'win32'

const DEFAULTS: Record<string, string> = {
  max_connections: '100',
  shared_buffers: '128MB',
  log_min_messages: 'warning',
  lc_messages: 'C',
  // The plans of short queries cost less than compiling them.
  jit: 'off',
  // A new shop fills its tables within minutes; a plan made before they were counted may read one in full for each row of another.
  autovacuum_naptime: '5s',
  autovacuum_analyze_threshold: '20',
  // The machine's zone at the time of initdb would stay in the configuration otherwise.
  timezone: 'UTC',
  log_timezone: 'UTC',
}

export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const deadline = Date.now() + (options.waits?.folderMs ?? 30_000)
  mkdirSync(options.dataDir, { recursive: true, mode: 0o700 })
  const dataDir = realpathSync(options.dataDir)
  const binaries = await findBinaries()
  const lock = await lockFolder(dataDir, deadline, options.say)
  try {
    const cluster = join(dataDir, 'postgres')
    const identity = await chooseIdentity(binaries.postgres, dataDir, cluster)
    const surroundings = { identity, lock, log: join(dataDir, 'postgres.log') }
    await initialise(binaries.initdb, dataDir, cluster, surroundings)
    const host = WINDOWS ? '127.0.0.1' : socketDirectory(dataDir, identity)
    const port = WINDOWS ? await freePort() : 5432
    await forgetStaleLock(join(cluster, 'postmaster.pid'))
    await forgetStaleLock(join(host, `.s.PGSQL.${port}.lock`))
    const supervisor = new Supervisor(
      { binaries, cluster, dataDir, surroundings },
      { host, port, user: 'gemba', database: 'gemba' },
      options,
    )
    await supervisor.start(deadline)
    return supervisor
  } catch (error) {
    if (lock !== undefined) closeSync(lock)
    throw error
  }
}

class Supervisor implements EmbeddedServer {
  readonly connection: Connection
  readonly #home: Home
  readonly #options: EmbeddedOptions
  readonly #stopping = new AbortController()
  #server: Launched | undefined
  #stopped: Promise<void> | undefined

  constructor(home: Home, connection: Connection, options: EmbeddedOptions) {
    this.#home = home
    this.connection = connection
    this.#options = options
  }

  readonly pid = () => (this.#server?.how() === undefined ? this.#server?.pid : undefined)

  async start(deadline: number): Promise<void> {
    const { dataDir } = this.#home
    for (;;) {
      const failure = await this.#attempt()
      if (failure === undefined) break
      if (!isStillInUse(failure)) throw new Error(`PostgreSQL did not start in ${dataDir}: ${failure}`)
      if (Date.now() >= deadline) throw inUse(dataDir, '')
      await delay(200)
    }
    try {
      await createDatabase(this.connection)
    } catch (error) {
      await this.#end()
      throw error
    }
    void this.#guard()
  }

  stop(): Promise<void> {
    this.#stopped ??= this.#end().finally(() => this.#leave())
    return this.#stopped
  }

  #leave(): void {
    const { lock } = this.#home.surroundings
    if (lock === undefined) return
    try {
      // Under the lock only: the next program may be making the same directory. After a kill it is not empty and stays.
      if (!WINDOWS) rmdirSync(this.connection.host)
    } catch {}
    closeSync(lock)
  }

  async #end(): Promise<void> {
    this.#stopping.abort()
    const server = this.#server
    const wait = this.#options.waits?.stopMs ?? 10_000
    // Fast shutdown; then immediate (the next start recovers); then the hard way.
    for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
      if (!server || server.how() !== undefined) return
      if (WINDOWS && signal === 'SIGINT') this.#stopOnWindows()
      else server.kill(signal)
      await endsWithin(server, wait)
    }
  }

  /** Windows has no SIGINT for another program: pg_ctl knows PostgreSQL's own way. */
  #stopOnWindows(): void {
    const { binaries, cluster, surroundings } = this.#home
    launch(binaries.pgCtl, ['stop', '-D', cluster, '-m', 'fast'], surroundings)
  }

  /** Starts the server again whenever it ends, until stop(). */
  async #guard(): Promise<void> {
    const { log } = this.#home.surroundings
    const trimming = setInterval(() => trimLog(log), 60_000).unref()
    let pause = 100
    while (!this.#stopping.signal.aborted) {
      const since = Date.now()
      const how = (await this.#server?.ended) ?? 'did not start'
      if (this.#stopping.signal.aborted) break
      if (Date.now() - since > 10_000) pause = 100
      this.#options.say(`PostgreSQL ended by itself (${how}); starting it again`)
      pause = await this.#restart(pause)
    }
    clearInterval(trimming)
  }

  async #restart(pause: number): Promise<number> {
    for (let next = pause; ; next = Math.min(next * 2, 5_000)) {
      await delay(next, undefined, { signal: this.#stopping.signal }).catch(() => {})
      if (this.#stopping.signal.aborted) return next
      const failure = await this.#attempt()
      if (failure === undefined) this.#options.say('PostgreSQL is back')
      if (failure === undefined || this.#stopping.signal.aborted) return Math.min(next * 2, 5_000)
      if (!isStillInUse(failure)) this.#options.say(`PostgreSQL did not start: ${failure}`)
    }
  }

  /** One start, up to the first answer. Returns what went wrong, if something did. */
  async #attempt(): Promise<string | undefined> {
    const { log } = this.#home.surroundings
    try {
      trimLog(log)
      const mark = logSize(log)
      const server = this.#launch()
      this.#server = server
      const silence = await answer(server, this.#home.cluster, this.connection)
      if (silence === undefined) return undefined
      server.kill('SIGKILL')
      return `${silence}\n${lastLines(log, mark)}`
    } catch (error) {
      return String(error)
    }
  }

  #launch(): Launched {
    const { binaries, cluster, dataDir, surroundings } = this.#home
    const { host, port } = this.connection
    // Made anew each time: something may have cleaned the temporary folder since.
    if (!WINDOWS) socketDirectory(dataDir, surroundings.identity)
    const [listen_addresses, unix_socket_directories] = WINDOWS ? [host, ''] : ['', host]
    const settings = { ...DEFAULTS, ...this.#options.settings, listen_addresses, unix_socket_directories, port: `${port}` }
    const words = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    return launch(binaries.postgres, ['-D', cluster, ...words], surroundings)
  }
}

/** After a kill -9, the processes of the former server need a moment to notice; until then the new one is refused. */
const isStillInUse = (failure: string) => /lock file .* already exists|pre-existing shared memory block/.test(failure)

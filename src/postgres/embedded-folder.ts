// The data folder: who may use it, the database cluster in it, and the socket directory that belongs to it.

import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chownSync, closeSync, existsSync, ftruncateSync, lstatSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs'
import { chown, mkdtemp, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Identity } from './embedded-identity.ts'
import { lastLines, launch, logSize, type Surroundings } from './embedded-launch.ts'

const LEFTOVER = 'postgres.new-'

/** Of util-linux or busybox. */
const FLOCK = 'flock'

export function inUse(dataDir: string, user: string): Error {
  return new Error(
    `The data folder ${dataDir} is in use by another Gemba${user && ` (process ${user})`}. ` +
      'Stop that one first, or give this one a data folder of its own.',
  )
}

/**
 * Locks the folder for this process and, by inheritance, its PostgreSQL. The lock ends with the last of them however they
 * end. Returns the lock's file descriptor, or nothing where there is no `flock` (there, PostgreSQL's own check must do).
 */
export async function lockFolder(dataDir: string, deadline: number, say: (line: string) => void): Promise<number | undefined> {
  const path = join(dataDir, 'postgres.lock')
  const fd = openSync(path, 'a+', 0o600)
  try {
    for (let tries = 0; ; tries++) {
      const code = await flock(fd)
      if (code === 0) break
      if (code !== 1) return void closeSync(fd)
      if (Date.now() >= deadline) throw inUse(dataDir, readFileSync(path, 'utf8').trim())
      if (tries === 10) say(`waiting for the program that uses ${dataDir} to end`)
      await delay(100)
    }
    ftruncateSync(fd)
    writeSync(fd, `${process.pid}\n`)
    return fd
  } catch (error) {
    closeSync(fd)
    throw error
  }
}

/** The lock belongs to the open file, which the child shares with us: it stays ours after the child has ended. */
function flock(fd: number): Promise<number | null> {
  const { promise, resolve } = Promise.withResolvers<number | null>()
  const child = spawn(FLOCK, ['-n', '3'], { stdio: ['ignore', 'ignore', 'ignore', fd] })
  child.once('error', () => resolve(null))
  child.once('exit', resolve)
  return promise
}

/** initdb works in a folder beside the real one, which appears whole or not at all. */
export async function initialise(initdb: string, dataDir: string, cluster: string, surroundings: Surroundings): Promise<void> {
  for (const name of await readdir(dataDir)) if (name.startsWith(LEFTOVER)) await rm(join(dataDir, name), { recursive: true, force: true })
  if (existsSync(join(cluster, 'PG_VERSION'))) return
  const fresh = await mkdtemp(join(dataDir, LEFTOVER))
  const { owner } = surroundings.identity
  if (owner) await chown(fresh, owner.uid, owner.gid)
  const mark = logSize(surroundings.log)
  const how = await launch(initdb, initdbWords(fresh), surroundings).ended
  if (how !== 'exit code 0') throw new Error(`PostgreSQL's initdb failed (${how}):\n${lastLines(surroundings.log, mark)}`)
  await rename(fresh, cluster)
  await syncFolder(dataDir)
}

/** The builtin locale sorts by code point alike on every machine, so a folder can be moved without rebuilding indexes. */
function initdbWords(folder: string): string[] {
  const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
  return ['-D', folder, '--username=gemba', ...locale, '--auth=trust', '--no-instructions']
}

async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  await folder.sync().finally(() => folder.close())
}

/**
 * A socket's path may have some 100 bytes only, so it cannot be in the data folder. Everyone may write to the temporary
 * folder: a directory there that is not ours alone is refused.
 */
export function socketDirectory(dataDir: string, identity: Identity): string {
  const uid = identity.owner?.uid ?? process.getuid?.() ?? 0
  const name = `gemba-${uid}-${createHash('sha256').update(dataDir).digest('hex').slice(0, 16)}`
  const usable = /^\/[\w./+-]{0,48}$/.test(tmpdir()) && existsSync(tmpdir())
  const path = join(usable ? tmpdir() : '/tmp', name)
  makeFolder(path)
  const found = lstatSync(path)
  const ours = found.isDirectory() && (found.uid === uid || found.uid === process.getuid?.())
  if (!ours || found.mode & 0o077) {
    throw new Error(`${path} should be a directory that only Gemba can open, but is not. Remove it and start again.`)
  }
  if (found.uid !== uid) chownSync(path, uid, identity.owner?.gid ?? found.gid)
  return path
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
}

/**
 * Removes a lock file whose process number now belongs to a zombie or to something else than PostgreSQL: in a restarted
 * container the same small numbers come again, and PostgreSQL would take a thread of Node for its former self.
 */
export async function forgetStaleLock(path: string): Promise<void> {
  const pid = Number.parseInt(await readFile(path, 'utf8').catch(() => ''), 10)
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const alive = /^Name:\tpostgres$/m.test(status) && !/^State:\tZ/m.test(status)
  if (status && !alive) await rm(path, { force: true })
}

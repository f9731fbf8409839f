// PostgreSQL refuses to run as root, and initdb refuses a user without a name: as whom to run it instead.

import { execFile } from 'node:child_process'
import { chmod, chown, readdir, stat } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

export interface Identity {
  /** Words put before the command. */
  readonly prefix: readonly string[]
  /** The user that owns what PostgreSQL writes, where it is not the one Node runs as. */
  readonly owner?: { readonly uid: number; readonly gid: number }
}

const OURSELVES: Identity = { prefix: [] }
const NOBODY = 65534

/** Inside a user namespace root appears as `nobody`, and outside its files stay root's: no rights change on the folder. */
const MAPPED: Identity = { prefix: ['unshare', '--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`] }

const run = promisify(execFile)

export async function chooseIdentity(postgres: string, dataDir: string, cluster: string): Promise<Identity> {
  const refusals: string[] = []
  for (const identity of await candidates(cluster)) {
    try {
      if (identity.owner) await letThrough(dataDir, identity.owner.gid)
      await tryOut(identity, postgres, dataDir)
      if (identity.owner) await giveAway(cluster, identity.owner)
      return identity
    } catch (error) {
      refusals.push(reason(error))
    }
  }
  throw new Error(
    `PostgreSQL cannot be run here (${refusals.join('; ')}). ` +
      `Run Gemba as an ordinary user that can reach ${postgres} and owns ${dataDir}.`,
  )
}

/** What the program itself said is clearer than the whole command in the error's message. */
function reason(error: unknown): string {
  const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : ''
  return said || String(error)
}

async function candidates(cluster: string): Promise<Identity[]> {
  if (process.getuid?.() !== 0) return isNamed() ? [OURSELVES] : [MAPPED, OURSELVES]
  const { uid, gid } = await stat(cluster).catch(() => ({ uid: 0, gid: 0 }))
  // The folder was made by an ordinary user: stay that user, or it could not be opened by them again.
  if (uid !== 0) return [{ prefix: [], owner: { uid, gid } }]
  return [MAPPED, { prefix: [], owner: { uid: NOBODY, gid: NOBODY } }]
}

function isNamed(): boolean {
  try {
    return userInfo().username !== ''
  } catch {
    return false
  }
}

async function tryOut({ prefix, owner }: Identity, postgres: string, dataDir: string): Promise<void> {
  if (process.platform === 'win32') return
  const [program = 'sh', ...words] = [...prefix, 'sh', '-c', '"$1" --version && cd "$2"', 'gemba', postgres, dataDir]
  await run(program, words, { cwd: '/', ...owner })
}

/** Lets the group pass through the data folder (not list it), so that PostgreSQL reaches its own folder in it. */
async function letThrough(dataDir: string, gid: number): Promise<void> {
  const { mode, uid, gid: before } = await stat(dataDir)
  if (uid !== 0 || mode & 0o001 || (before === gid && mode & 0o010)) return
  await chown(dataDir, uid, gid)
  await chmod(dataDir, (mode & 0o707) | 0o010)
}

async function giveAway(cluster: string, { uid, gid }: { uid: number; gid: number }): Promise<void> {
  const found = await stat(cluster).catch(() => undefined)
  if (!found || found.uid === uid) return
  const below = await readdir(cluster, { recursive: true })
  // The folder itself last: as long as it is root's, an interrupted change is taken up again by the next start.
  for (const path of [...below.map((name) => join(cluster, name)), cluster]) await chown(path, uid, gid)
}

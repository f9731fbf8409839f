import { createHash, randomUUID } from 'node:crypto'
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { fileTooLarge, fileWithoutBytes, largest_file, storeFull, uploadBroken } from '../../domain/integrations/files/file.ts'

const unfinished = '.part'
const forgotten_ms = 24 * 3600_000

export interface Stored {
  readonly sha256: string
  readonly size_bytes: number
}

/** Contents of one company, each under its SHA-256. Neither part of a path ever comes out of a request. */
function home_of(folder: string, tenant_id: string): string {
  if (!/^[0-9a-f-]{36}$/.test(tenant_id)) throw new Error(`${tenant_id} is not the id of a company`)
  return join(folder, tenant_id)
}

function path_of(folder: string, tenant_id: string, sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error(`${sha256} is not a SHA-256`)
  return join(home_of(folder, tenant_id), sha256)
}

/** Takes bytes as they come; they survive a power cut once this has resolved, and leave nothing behind where it rejects. */
export async function keep_content(folder: string, tenant_id: string, bytes: Readable): Promise<Stored> {
  const home = home_of(folder, tenant_id)
  const made = await mkdir(home, { recursive: true, mode: 0o700 })
  if (made !== undefined) for (const one of [folder, dirname(folder)]) await sync_folder(one)
  const temporary = join(home, randomUUID() + unfinished)
  try {
    const stored = await write(temporary, bytes)
    await rename(temporary, path_of(folder, tenant_id, stored.sha256))
    await sync_folder(home)
    return stored
  } catch (error) {
    await rm(temporary, { force: true })
    throw told(error)
  }
}

async function write(path: string, bytes: Readable): Promise<Stored> {
  const hash = createHash('sha256')
  const file = await open(path, 'wx', 0o600)
  let size_bytes = 0
  try {
    // Left undestroyed, so that whoever sends too much can still be answered.
    for await (const chunk of bytes.iterator({ destroyOnReturn: false })) {
      size_bytes += chunk.length
      if (size_bytes > largest_file) throw fileTooLarge.because()
      hash.update(chunk)
      await file.writeFile(chunk)
    }
    if (size_bytes === 0) throw fileWithoutBytes.because()
    await file.sync()
  } finally {
    await file.close()
  }
  return { sha256: hash.digest('hex'), size_bytes }
}

const full = new Set(['ENOSPC', 'EDQUOT'])
const broken = new Set(['ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE', 'ECONNABORTED'])

function told(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return full.has(code) ? storeFull.because() : broken.has(code) ? uploadBroken.because() : error
}

/** A new name is only safe once its folder is. Windows cannot do that, and need not. */
async function sync_folder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(path)
  await folder.sync().finally(() => folder.close())
}

/** Null where the content is gone: the data folder was not restored with the database. */
export async function open_content(folder: string, tenant_id: string, sha256: string): Promise<FileHandle | null> {
  return open(path_of(folder, tenant_id, sha256)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
}

/** What a process that was killed in the middle of an upload has left behind. */
export async function sweep(folder: string, now: number): Promise<void> {
  const entries = await readdir(folder, { recursive: true }).catch(() => [])
  for (const path of entries.filter((name) => name.endsWith(unfinished)).map((name) => join(folder, name))) {
    const found = await stat(path).catch(() => null)
    if (found && found.mtimeMs < now - forgotten_ms) await rm(path, { force: true })
  }
}

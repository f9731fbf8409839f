import { hash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

/** Large, and only for who opens a drawing. */
const not_kept_at_once = /pdf|drawing-/

/** Writes the service worker with the names of all files that it keeps: those that were really written, for one that is missing keeps it from starting. */
export const kept_files = (): Plugin => ({
  name: 'kept-files',
  apply: 'build',
  writeBundle({ dir = '' }, bundle) {
    const written = Object.keys(bundle).filter((file) => existsSync(join(dir, file)))
    const assets = written.filter((file) => file.startsWith('assets/') && !not_kept_at_once.test(file))
    const files = ['/', ...assets.map((file) => `/${file}`), '/icon.svg', '/app.webmanifest'].sort()
    const version = hash('sha256', files.join()).slice(0, 16)
    const source = readFileSync(join(import.meta.dirname, 'src', 'offline', 'sw.js'), 'utf8')
    writeFileSync(join(dir, 'sw.js'), source.replace("'VERSION'", JSON.stringify(version)).replace("['FILES']", JSON.stringify(files)))
  },
})

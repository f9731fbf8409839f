#!/usr/bin/env node
// Plain JavaScript for any Node from 18 on: it only finds a Node that is new enough and hands over.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const needed = 26
const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const main = join(root, 'src', 'main.ts')

if (Number(process.versions.node.split('.')[0]) >= needed) {
  await import(main)
} else {
  const shipped = [join(root, 'node_modules', 'node', 'bin', 'node'), join(root, 'node_modules', '.bin', 'node')].find((file) =>
    existsSync(file),
  )
  if (!shipped) {
    console.error(
      `Gemba needs Node ${needed} or newer; this is ${process.versions.node}, and the one that npm installs along is not there.`,
    )
    console.error('Run `npm ci` again with install scripts allowed (npm ci --ignore-scripts=false), or install Node 26.')
    process.exit(1)
  }
  const child = spawn(shipped, [main, ...process.argv.slice(2)], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
}

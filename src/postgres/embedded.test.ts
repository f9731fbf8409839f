import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, expect, test, vi } from 'vitest'
import { processes_of } from '../../test/processes.ts'
import { type EmbeddedServer, startEmbedded } from './embedded.ts'

const root = realpathSync(mkdtempSync(join(tmpdir(), 'gemba-embedded-test-')))
// The socket directories go with the rest of it. Other files run in this very process afterwards.
vi.stubEnv('TMPDIR', root)
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })
const children: ChildProcess[] = []
let folders = 0

afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await until(() => processes_of(root).length === 0)
  rmSync(root, { recursive: true, force: true })
  vi.unstubAllEnvs()
})

const newFolder = () => join(root, `data-${++folders}`)

const start = (dataDir: string, waits = {}) => startEmbedded({ dataDir, waits, say: () => {}, settings: { fsync: 'off' } })

async function until(holds: () => boolean | Promise<boolean>, ms = 15_000): Promise<void> {
  const deadline = Date.now() + ms
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`not within ${ms} ms: ${holds}`)
    await delay(20)
  }
}

async function query(server: EmbeddedServer, text: string): Promise<unknown[][]> {
  const client = new pg.Client(server.connection)
  client.on('error', () => {})
  try {
    await client.connect()
    return (await client.query({ text, rowMode: 'array' })).rows
  } finally {
    await client.end().catch(() => {})
  }
}

const answers = (server: EmbeddedServer) =>
  query(server, 'select 1').then(
    () => true,
    () => false,
  )

/** Another program that starts the same server and prints the postmaster's process number. */
function otherProgram(dataDir: string): ChildProcess {
  const program = `
    const { startEmbedded } = await import(${JSON.stringify(new URL('./embedded.ts', import.meta.url).href)})
    const server = await startEmbedded({ dataDir: ${JSON.stringify(dataDir)}, say: () => {}, settings: { fsync: 'off' } })
    console.log(server.pid())`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  return child
}

async function firstLine(child: ChildProcess): Promise<string> {
  let text = ''
  child.stdout?.on('data', (data) => {
    text += data
  })
  await until(() => text.includes('\n'))
  return text.trim()
}

test('the first start makes a database, and the second one finds its data', async () => {
  const folder = newFolder()
  const first = await start(folder)
  expect(first.connection).toMatchObject({ user: 'gemba', database: 'gemba' })
  expect(await query(first, `select lower('ÉÖ'), current_setting('server_encoding'), current_setting('timezone')`)).toEqual([
    ['éö', 'UTF8', 'UTC'],
  ])
  await query(first, 'create table part (name text)')
  await query(first, `insert into part values ('bracket')`)
  await Promise.all([first.stop(), first.stop()])
  await first.stop()
  expect(first.pid()).toBeUndefined()
  expect(processes_of(folder)).toEqual([])

  const second = await start(folder)
  expect(second.connection).toEqual(first.connection)
  expect(await query(second, 'select name from part')).toEqual([['bracket']])
  await second.stop()
  expect(existsSync(join(folder, 'postgres', 'postmaster.pid'))).toBe(false)
})

test('a postmaster killed with -9 is replaced, again and again', async () => {
  const folder = newFolder()
  const server = await start(folder)
  await query(server, 'create table part (name text)')
  for (const kill of [() => [server.pid()], () => processes_of(folder)]) {
    const before = server.pid()
    for (const pid of kill()) if (pid) process.kill(pid, 'SIGKILL')
    await until(async () => server.pid() !== before && (await answers(server)))
    expect(await query(server, 'select * from part')).toEqual([])
  }
  await server.stop()
  expect(processes_of(folder)).toEqual([])
})

test('stop() works while the server is being started again', async () => {
  const folder = newFolder()
  const server = await start(folder)
  process.kill(server.pid() ?? 0, 'SIGKILL')
  await until(() => server.pid() === undefined)
  await server.stop()
  await until(() => processes_of(folder).length === 0)
  expect(server.pid()).toBeUndefined()
})

test('a stuck server is ended the hard way', async () => {
  const folder = newFolder()
  const server = await start(folder, { stopMs: 100 })
  process.kill(server.pid() ?? 0, 'SIGSTOP')
  await server.stop()
  await until(() => processes_of(folder).length === 0)
})

test('nothing is left of a program killed with -9, and the next start recovers', async () => {
  const folder = newFolder()
  const child = otherProgram(folder)
  const postmaster = Number(await firstLine(child))
  expect(processes_of(folder)).toContain(postmaster)
  child.kill('SIGKILL')
  const server = await start(folder)
  expect(processes_of(folder)).not.toContain(postmaster)
  expect(await answers(server)).toBe(true)
  await server.stop()
  await until(() => processes_of(folder).length === 0)
})

test('a second program on the same folder is refused', async () => {
  const folder = newFolder()
  const server = await start(folder)
  await expect(start(folder, { folderMs: 300 })).rejects.toThrow(
    `The data folder ${folder} is in use by another Gemba (process ${process.pid}). Stop that one first`,
  )
  expect(await answers(server)).toBe(true)
  await server.stop()
})

test('an initdb killed half-way is done again', async () => {
  const folder = newFolder()
  const child = otherProgram(folder)
  const halfMade = () => readdirSync(folder).filter((name) => name.startsWith('postgres.new-') && existsSync(join(folder, name, 'base')))
  await until(() => existsSync(folder) && halfMade().length > 0)
  child.kill('SIGKILL')
  expect(existsSync(join(folder, 'postgres'))).toBe(false)
  const server = await start(folder)
  expect(await answers(server)).toBe(true)
  expect(readdirSync(folder).filter((name) => name.startsWith('postgres.new-'))).toEqual([])
  await server.stop()
})

test('a lock file whose process number belongs to something else does not keep the server from starting', async () => {
  const folder = newFolder()
  const first = await start(folder)
  const lines = readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')
  await first.stop()
  writeFileSync(join(folder, 'postgres', 'postmaster.pid'), [process.pid, ...lines.slice(1)].join('\n'))
  const second = await start(folder, { folderMs: 0 })
  expect(await answers(second)).toBe(true)
  await second.stop()
})

test('a failed start says what PostgreSQL said', async () => {
  const folder = newFolder()
  const failing = startEmbedded({ dataDir: folder, say: () => {}, settings: { fsync: 'off', shared_buffers: 'plenty' } })
  await expect(failing).rejects.toThrow(/PostgreSQL did not start in .*\n.*FATAL: {2}invalid value for parameter "shared_buffers"/)
  expect(processes_of(folder)).toEqual([])
})

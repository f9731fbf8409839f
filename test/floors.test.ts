import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'

const src = resolve(import.meta.dirname, '../src')
const floors = ['kernel', 'postgres', 'engine', 'domain', 'simulator', 'interfaces', 'top'] as const
type Floor = (typeof floors)[number]

/** Which floors a file of each floor may import from. Engine and domain stand side by side. */
const below: Readonly<Record<Floor, readonly Floor[]>> = {
  kernel: ['kernel'],
  postgres: ['kernel', 'postgres'],
  engine: ['kernel', 'postgres', 'engine'],
  domain: ['kernel', 'domain'],
  simulator: ['kernel', 'domain', 'simulator'],
  interfaces: ['kernel', 'engine', 'domain', 'simulator', 'interfaces'],
  top: floors,
}

/** Nouns know only nouns of subjects before their own. */
const subjects = [
  'people',
  'floor',
  'products',
  'routings',
  'jobs',
  'operations',
  'quality',
  'units',
  'reports',
  'planning',
  'integrations',
]

const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
const text_of = new Map(files.map((file) => [file, readFileSync(join(src, file), 'utf8')]))

interface Import {
  readonly from: string
  readonly to: string
}

const imports = [...text_of].flatMap(([from, text]): Import[] =>
  [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(([, path = '']) => ({
    from,
    to: relative(src, resolve(src, dirname(from), path)),
  })),
)

const floor_of = (file: string): Floor => floors.find((floor) => file.startsWith(`${floor}/`)) ?? 'top'
const subject_of = (file: string): string => file.split('/')[1] ?? ''
const is_generated = (file: string): boolean => file.endsWith('.gen.ts')
const declares = (file: string, what: 'verb' | 'task'): boolean =>
  new RegExp(`^export const \\w+ = ${what}\\(`, 'm').test(text_of.get(file) ?? '')

/** A verb, a task, or what only verbs of the same subject share: none of these is known to any noun. */
function is_verbs_own(file: string): boolean {
  if (declares(file, 'verb') || declares(file, 'task')) return true
  const users = imports.filter(({ from, to }) => to === file && !is_generated(from)).map(({ from }) => from)
  return users.length > 0 && users.every((user) => subject_of(user) === subject_of(file) && declares(user, 'verb'))
}
const is_reaction = (file: string): boolean => /\/on-[^/]+\.ts$/.test(file)
const said = (wrong: readonly Import[]): string[] => wrong.map(({ from, to }) => `${from} imports ${to}`)

test('there are files, and they import each other', () => {
  expect(files.length).toBeGreaterThan(50)
  expect(imports.length).toBeGreaterThan(200)
})

test('imports go down only', () => {
  const wrong = imports.filter(({ from, to }) => !to.startsWith('..') && !below[floor_of(from)].includes(floor_of(to)))
  expect(said(wrong)).toEqual([])
})

test('what stands outside src is only what describes the package', () => {
  expect(said(imports.filter(({ to }) => to.startsWith('..') && to !== '../package.json'))).toEqual([])
})

test('every subject of the domain has its place in the order', () => {
  const found = files.filter((file) => floor_of(file) === 'domain' && file.split('/').length > 2).map(subject_of)
  expect([...new Set(found)].filter((subject) => !subjects.includes(subject))).toEqual([])
})

test('nouns import only nouns of their own subject and of those before it', () => {
  const of_nouns = imports.filter(
    ({ from, to }) => floor_of(from) === 'domain' && floor_of(to) === 'domain' && !is_generated(from) && !is_verbs_own(from),
  )
  const wrong = of_nouns.filter(({ from, to }) => subjects.indexOf(subject_of(to)) > subjects.indexOf(subject_of(from)))
  expect(said(wrong)).toEqual([])
})

test('the simulator knows of the domain only what verbs take and answer', () => {
  const of_domain = imports.filter(({ from, to }) => floor_of(from) === 'simulator' && floor_of(to) === 'domain')
  expect(said(of_domain)).toEqual(['simulator/call.ts imports domain/verbs.gen.ts'])
  expect(text_of.get('simulator/call.ts')).toMatch(/^import type \{ verbs \} from/m)
})

test('nobody imports a verb but the registry', () => {
  expect(said(imports.filter(({ from, to }) => declares(to, 'verb') && !is_generated(from)))).toEqual([])
})

test('reactions serve only quality, planning and integrations', () => {
  const served = ['quality', 'planning', 'integrations']
  expect(files.filter((file) => is_reaction(file) && !served.includes(subject_of(file)))).toEqual([])
})

test('interfaces write no SQL', () => {
  const wrong = imports.filter(({ from, to }) => floor_of(from) === 'interfaces' && to === 'kernel/sql.ts')
  expect(said(wrong)).toEqual([])
  const asking = files.filter((file) => floor_of(file) === 'interfaces' && /\.query\(/.test(text_of.get(file) ?? ''))
  expect(asking).toEqual([])
})

test('no file reaches itself by its imports', () => {
  const next = Map.groupBy(
    imports.filter(({ from }) => floor_of(from) === 'domain' || floor_of(from) === 'kernel'),
    ({ from }) => from,
  )
  const done = new Set<string>()
  const circles: string[] = []
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' → '))
    if (done.has(file) || path.includes(file)) return
    for (const { to } of next.get(file) ?? []) visit(to, [...path, file])
    done.add(file)
  }
  for (const file of next.keys()) visit(file, [])
  expect(circles).toEqual([])
})

test('the domain throws only what it declares', () => {
  const wrong = files.filter((file) => floor_of(file) === 'domain' && /new GembaError\(/.test(text_of.get(file) ?? ''))
  expect(wrong).toEqual([])
})

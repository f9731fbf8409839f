import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { events } from '../src/domain/events.gen.ts'
import { verbs } from '../src/domain/verbs.gen.ts'
import { engine_refusals } from '../src/engine/refusals.ts'
import { all_verbs } from '../src/interfaces/app.ts'
import { http_refusals } from '../src/interfaces/http/refusals.ts'
import { status_of_refusal } from '../src/interfaces/rest/problem-document.ts'
import { route_of } from '../src/interfaces/rest/route.ts'
import type { Refusal } from '../src/kernel/errors.ts'
import { roles } from '../src/kernel/role.ts'
import { name_parts } from '../src/kernel/verb.ts'

const src = join(import.meta.dirname, '../src')
const named = all_verbs.map((verb) => [verb.name, verb] as const)
const word_of = (name: string): string => name_parts(name).word

test('every verb is called what its place says', () => {
  for (const [place, verb] of Object.entries(verbs)) expect(verb.name).toBe(place)
})

test.each(named)('%s gives examples that it would take', (_name, verb) => {
  expect(verb.examples.length).toBeGreaterThan(0)
  for (const { given } of verb.examples) {
    expect(verb.input.strict().safeParse(given)).toMatchObject({ success: true })
    expect(verb.faults?.(given) ?? []).toEqual([])
  }
})

test.each(named)('%s says what it does in whole sentences, and who may', (_name, verb) => {
  expect(verb.does).toMatch(/^[A-Z].*\.$/)
  expect(verb.allow.length).toBeGreaterThan(0)
  for (const role of verb.allow) expect(['anonymous', ...roles]).toContain(role)
})

test.each(named)('%s declares each refusal and event once', (_name, verb) => {
  const reasons = verb.refuses.map(({ reason }) => reason)
  expect(reasons).toEqual([...new Set(reasons)])
  const names = verb.reports.map(({ name }) => name)
  expect(names).toEqual([...new Set(names)])
})

test.each(named.filter(([, verb]) => verb.kind === 'reads'))('%s reads, so it reports nothing', (_name, verb) => {
  expect(verb.reports).toEqual([])
})

test.each(named.filter(([, verb]) => route_of(verb).has_id))('%s takes an id, so it can say that there is no such thing', (_name, verb) => {
  expect(verb.refuses.map(({ code }) => code)).toContain('not_found')
})

test.each(named.filter(([name]) => word_of(name) === 'update'))('%s updates, so it can say that it was changed since', (_name, verb) => {
  expect(verb.refuses.map(({ code }) => code)).toContain('stale')
  expect(Object.keys(verb.output.shape)).toContain('revision')
})

test('the words of reading read, those of writing write', () => {
  const wrong = named.filter(([name, verb]) => {
    const word = word_of(name)
    if (['get', 'list'].includes(word)) return verb.kind !== 'reads'
    return ['create', 'update', 'delete'].includes(word) && verb.kind !== 'writes'
  })
  expect(wrong.map(([name]) => name)).toEqual([])
})

test('few verbs leave their company, and each is known', () => {
  expect(
    all_verbs
      .filter((verb) => verb.crosses_tenants)
      .map(({ name }) => name)
      .sort(),
  ).toEqual(['api_keys.create', 'sessions.create', 'tenants.create', 'tenants.update'])
})

test('no two verbs share a route, and none hides behind an id', () => {
  const routes = all_verbs.map((verb) => ({ name: verb.name, ...route_of(verb) }))
  const addresses = routes.map(({ method, path }) => `${method} ${path}`)
  expect(addresses).toEqual([...new Set(addresses)])
  const fixed = routes.filter(({ path }) => !path.includes('{id}'))
  const hidden = routes.flatMap((one) => {
    const shape = new RegExp(`^${one.path.replace('{id}', '[^/]+')}$`)
    return one.path.includes('{id}')
      ? fixed.filter(({ method, path }) => method === one.method && shape.test(path)).map((other) => `${other.name} behind ${one.name}`)
      : []
  })
  expect(hidden).toEqual([])
})

test('one reason has one code and one meaning, wherever it is given', () => {
  const all: readonly Pick<Refusal, 'code' | 'reason' | 'says'>[] = [
    ...engine_refusals,
    ...http_refusals,
    ...all_verbs.flatMap((verb) => verb.refuses),
  ]
  const meanings = Map.groupBy(all, ({ reason }) => reason)
  const several = [...meanings].filter(([, same]) => new Set(same.map(({ code, says }) => `${code} ${says}`)).size > 1)
  expect(several.map(([reason]) => reason)).toEqual([])
  for (const refusal of all) expect(status_of_refusal(refusal)).toBeGreaterThanOrEqual(400)
})

test('each event has one name, a subject among its facts, and names nobody', () => {
  const names = events.map(({ name }) => name)
  expect(names.toSorted()).toEqual([...new Set(names)].toSorted())
  for (const event of events) {
    expect(event.name).toMatch(/^[a-z_]+\.[a-z_]+$/)
    expect(Object.keys(event.facts.shape)).toContain(event.subject)
    for (const fact of Object.keys(event.facts.shape))
      expect(fact, event.name).not.toMatch(/(^|_)(name|email|password|pin|key|token|secret)$/)
  }
})

test('every event that is declared is reported by some verb or task', () => {
  const reported = new Set<string>(all_verbs.flatMap((verb) => verb.reports.map(({ name }) => name)))
  const texts = sources(join(src, 'domain'))
  const spoken = (name: string): boolean => {
    const constant = name.replace(/[._](\w)/g, (_all, letter: string) => letter.toUpperCase())
    return texts.some((text) => text.includes(`report(${constant},`))
  }
  expect(events.map(({ name }) => name).filter((name) => !reported.has(name) && !spoken(name))).toEqual([])
})

test.each([
  ['what the engine refuses itself', ['engine', 'kernel'], engine_refusals],
  ['what HTTP refuses before a verb', ['interfaces/http', 'interfaces/rest', 'interfaces/app.ts'], http_refusals],
] as const)('the list of %s is whole', (_title, places, listed) => {
  const thrown = places.flatMap((place) =>
    sources(join(src, place)).flatMap((text) =>
      [...text.matchAll(/new GembaError\(\s*'([a-z_]+)',\s*'([a-z_]+)'/g)].map(([, code, reason]) => `${code} ${reason}`),
    ),
  )
  const known = listed.map(({ code, reason }) => `${code} ${reason}`)
  const of_both = ['bug unexpected', 'bug undeclared']
  expect([...new Set(thrown)].filter((one) => !known.includes(one) && !of_both.includes(one))).toEqual([])
  expect(known.filter((one) => !thrown.includes(one))).toEqual([])
})

function sources(path: string): string[] {
  if (path.endsWith('.ts')) return [readFileSync(path, 'utf8')]
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => readFileSync(join(path, file), 'utf8'))
}

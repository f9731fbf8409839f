import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { openapi_of } from '../openapi.ts'
import { eryxon } from './eryxon.ts'

/** Every route of the published page. */
const page = [
  ...['GET', 'POST', 'PATCH', 'DELETE'].map((method) => `${method} /api-jobs`),
  ...['parts', 'operations'].flatMap((plural) => [`GET /api-${plural}`, `POST /api-${plural}`]),
  ...['start', 'stop', 'complete', 'resume'].map((word) => `POST /api-job-lifecycle/${word}`),
  ...['start', 'pause', 'resume', 'complete'].map((word) => `POST /api-operation-lifecycle/${word}`),
  ...['GET', 'POST', 'PATCH'].map((method) => `${method} /api-issues`),
  ...['POST', 'PATCH'].map((method) => `${method} /api-substeps`),
  ...['GET', 'POST', 'PATCH'].map((method) => `${method} /api-webhooks`),
]
const answered = new Set(eryxon.rows.flatMap(({ on }) => on.map(({ method, path }) => `${method} ${path}`)))
const uncovered = readFileSync(new URL('./uncovered.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '')

test('every route of the page is answered, or stands in uncovered.txt, which only shrinks', () => {
  expect(page.filter((route) => !answered.has(route)).sort()).toEqual([...uncovered].sort())
  expect(uncovered).toEqual([])
})

test('the document shows each route once, below both prefixes, with every status it may answer', () => {
  // The document's own shape is what this test asserts on.
  const document = openapi_of(eryxon, '1') as {
    servers: { url: string }[]
    paths: Record<string, Record<string, { operationId: string; responses: Record<string, unknown>; requestBody?: unknown }>>
    components: { responses: Record<string, unknown> }
  }
  expect(document.servers.map(({ url }) => url)).toEqual(['/functions/v1', '/'])
  const shown = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  )
  expect(shown).toEqual(expect.arrayContaining(page.filter((route) => answered.has(route))))
  const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods))
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length)
  const { responses } = document.paths['/api-jobs']?.post ?? { responses: {} }
  expect(Object.keys(responses)).toEqual(['201', '400', '401', '402', '403', '409', '422', '429', '500', '503'].sort())
  for (const { responses } of operations) {
    for (const status of Object.keys(responses)) expect(Number(status) < 300 || status in document.components.responses).toBe(true)
  }
})

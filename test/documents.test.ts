import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { engine_refusals } from '../src/engine/refusals.ts'
import { all_verbs, dialects } from '../src/interfaces/app.ts'
import { http_refusals } from '../src/interfaces/http/refusals.ts'
import { status_of_refusal } from '../src/interfaces/rest/problem-document.ts'
import { route_of } from '../src/interfaces/rest/route.ts'
import { error_codes } from '../src/kernel/errors.ts'
import { open_shop, type Shop } from './shop.ts'

const run = promisify(execFile)
const anonymous = { key: null }

let shop: Shop
beforeAll(async () => {
  shop = await open_shop()
})
afterAll(() => shop.close())

async function document() {
  const { status, body, headers } = await shop.call('GET', '/openapi.json', undefined, anonymous)
  expect(status).toBe(200)
  expect(headers['access-control-allow-origin']).toBe('*')
  return body
}

test('every verb is an operation of the document, with every status it may answer', async () => {
  const { paths } = await document()
  for (const verb of all_verbs) {
    const { path, method, success } = route_of(verb)
    const operation = paths[path]?.[method.toLowerCase()]
    expect(operation, verb.name).toMatchObject({ operationId: verb.name, summary: verb.does })
    const statuses = [success, 401, 429, 500, 503, ...verb.refuses.map(status_of_refusal)].map(String)
    expect(Object.keys(operation.responses), verb.name).toEqual(expect.arrayContaining(statuses))
    for (const refusal of verb.refuses) {
      const { description } = operation.responses[String(status_of_refusal(refusal))]
      expect(description, verb.name).toContain(refusal.reason)
    }
  }
})

test('answers are open to new fields, and nothing of Zod’s own notation is left', async () => {
  const { paths, components } = await document()
  const answers = Object.values(paths).flatMap((path) => Object.values(path as object).map((operation) => operation.responses))
  expect(JSON.stringify([answers, components.responses])).not.toContain('"additionalProperties":false')
  const text = JSON.stringify([paths, components])
  for (const noise of ['9007199254740991', '__schema', '$defs', '[02468][048]']) expect(text).not.toContain(noise)
})

test.each(['/openapi.json', ...dialects.map(({ name }) => `/openapi/${name}.json`)])(
  'Redocly’s recommended rules find nothing in %s',
  async (path) => {
    const { body } = await shop.call('GET', path, undefined, anonymous)
    const folder = await mkdtemp(join(tmpdir(), 'gemba-openapi-'))
    try {
      const file = join(folder, 'openapi.json')
      await writeFile(file, JSON.stringify(body))
      const cli = join(dirname(fileURLToPath(import.meta.resolve('@redocly/cli/package.json'))), 'bin', 'cli.js')
      const words = [cli, 'lint', file, '--extends', 'recommended', '--format', 'json', '--max-problems', '50']
      const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }
      const { stdout } = await run(process.execPath, words, { cwd: folder, env }).catch((failed: { stdout: string }) => failed)
      const { totals, problems } = JSON.parse(stdout.slice(stdout.indexOf('{')))
      expect(totals, JSON.stringify(problems, null, 2)).toMatchObject({ errors: 0, warnings: 0, ignored: 0 })
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  },
)

test('an unchanged document is not sent twice, and goes compressed to whoever takes it', async () => {
  const { headers } = await shop.app.inject({ url: '/openapi.json' })
  const again = await shop.app.inject({ url: '/openapi.json', headers: { 'if-none-match': String(headers.etag) } })
  expect(again).toMatchObject({ statusCode: 304, body: '' })
  const small = await shop.app.inject({ url: '/openapi.json', headers: { 'accept-encoding': 'gzip' } })
  expect(small.headers['content-encoding']).toBe('gzip')
})

test.each(['/docs', '/docs/errors', '/docs/roles'])('%s takes nothing from any other host', async (path) => {
  const { status, body, headers } = await shop.call('GET', path, undefined, anonymous)
  expect(status).toBe(200)
  expect(headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self'; /)
  expect(String(headers['content-security-policy'])).not.toMatch(/unsafe|https?:/)
  const links = [...body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link]) => String(link))
  expect(links.length).toBeGreaterThan(3)
  for (const link of links.filter((one) => one !== 'data:,')) {
    expect(link).toMatch(/^[/#]/)
    const [page = ''] = link.split('#')
    if (page !== '') expect((await shop.call('GET', page, undefined, anonymous)).status, link).toBe(200)
  }
})

test('the error page explains every code and reason; each problem document points there', async () => {
  const { body } = await shop.call('GET', '/docs/errors', undefined, anonymous)
  const declared = all_verbs.flatMap((verb) => verb.refuses)
  for (const { reason } of [...engine_refusals, ...http_refusals, ...declared]) expect(body).toContain(`id="${reason}"`)
  for (const code of error_codes) expect(body).toContain(`id="${code}"`)
  const ids = [...body.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
  expect(ids.length).toBe(new Set(ids).size)
})

test('the page of roles names every verb', async () => {
  const { body } = await shop.call('GET', '/docs/roles', undefined, anonymous)
  for (const { name } of all_verbs) expect(body).toContain(`id="${name}"`)
})

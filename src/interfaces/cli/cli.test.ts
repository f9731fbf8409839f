import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { open_shop, type Shop } from '../../../test/shop.ts'
import { all_verbs } from '../app.ts'
import { run_cli } from './cli.ts'

let shop: Shop
let url = ''
beforeAll(async () => {
  shop = await open_shop()
  url = await shop.app.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(() => shop.close())

const said = async (...words: string[]): Promise<string> => String(await run_cli(words, all_verbs, { url, key: shop.admin.key }))
const answered = async (...words: string[]) => JSON.parse(await said(...words))

test('calls a verb: text becomes what each field wants', async () => {
  const made = await answered('jobs', 'create', '--job-number', 'C-1', '--quantity=5', '--metadata', '{"a":[1]}', '--due', 'null')
  expect(made).toMatchObject({ job_number: 'C-1', quantity: 5, metadata: { a: [1] }, due: null })
  const updated = await answered('jobs', 'update', made.id, '--priority', '-3', '--if-match', '1')
  expect(updated).toMatchObject({ priority: -3, revision: 2 })
  const found = await answered('jobs', 'list', '--status', 'released,running', '--with-total', '--job_number', 'C-1')
  expect(found).toMatchObject({ total: 1, data: [{ id: made.id }] })
})

test('takes all fields as JSON, with single ones on top', async () => {
  expect(await answered('jobs', 'create', '--json', '{"job_number": "C-2", "quantity": 1}', '--quantity', '7')).toMatchObject({
    quantity: 7,
  })
})

test('keeps an idempotency key', async () => {
  const words = ['jobs', 'create', '--job-number', 'C-3', '--idempotency-key', 'once'] as const
  expect(await answered(...words)).toEqual(await answered(...words))
})

test('sends a file, and fetches it again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gemba-cli-'))
  try {
    const [there, back] = [join(folder, 'there.bin'), join(folder, 'back.bin')]
    const bytes = Buffer.from([0, 255, 10, 13, 1])
    writeFileSync(there, bytes)
    const file = await answered('files', 'create', '--name', 'there.bin', '--file', there)
    expect(file).toMatchObject({ name: 'there.bin', size_bytes: 5 })
    expect(await run_cli(['files', 'content', file.id], all_verbs, { url, key: shop.admin.key })).toEqual(new Uint8Array(bytes))
    await said('files', 'content', file.id, '--out', back)
    expect(readFileSync(back)).toEqual(bytes)
    await expect(said('files', 'create', '--name', 'x')).rejects.toThrow(/--file PATH/)
    await expect(said('files', 'create', '--name', 'x', '--file', join(folder, 'none'))).rejects.toThrow(/There is no file/)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test.each([
  [
    ['jobs', 'create', '--job-number', 'C-9', '--parts', '[{"part_number":"P","quantity":0}]'],
    /parts\[0\]\.quantity: .*\n\(422 invalid, input_invalid; request /,
  ],
  [['jobs', 'get'], /wants an --id/],
  [['jobs', 'get', '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11'], /404 not_found, job_unknown/],
  [['jobs', 'create', '--nme', 'x'], /has no field --nme. It has .*--name/],
  [['jobs', 'create', '--json', '[1]'], /not a JSON object/],
  [['jobs', 'create', '--json', '{'], /not valid JSON/],
  [['jobs', 'create', 'stray'], /stray is not a field/],
  [['jobs', 'releas'], /There is no verb of jobs releas. Did you mean release\?/],
  [['jobz'], /There is no command jobz. Did you mean jobs\?/],
  [['jobs', 'list', '--key', 'wrong'], /401 unauthenticated, token_unknown/],
  [['jobs', 'list', '--url', 'http://127.0.0.1:9'], /There is no server at/],
  [['jobs', 'list', '--url', 'nowhere'], /is not a URL/],
])('says what is wrong with %j', async (words, message) => {
  await expect(said(...words)).rejects.toThrow(message)
})

test('every verb explains itself, with an example that it would take', async () => {
  for (const verb of all_verbs) {
    const [subject = '', word = ''] = verb.name.split('.')
    const help = await said(subject.replaceAll('_', '-'), word.replaceAll('_', '-'), '--help')
    expect(help).toContain(verb.does)
    for (const field of Object.keys(verb.input.shape)) expect(help, verb.name).toContain(`--${field.replaceAll('_', '-')}`)
    expect(await said('help', subject)).toContain(verb.does)
  }
  expect(await said('help')).toContain('time-entries')
})

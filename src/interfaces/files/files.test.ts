import { createHash, randomBytes } from 'node:crypto'
import { readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { events_about } from '../../../test/events.ts'
import { lay_out_job } from '../../../test/floor-of-one-job.ts'
import { another_tenant, someone } from '../../../test/people.ts'
import { open_shop, type Shop } from '../../../test/shop.ts'
import { largest_file } from '../../domain/integrations/files/file.ts'
import { sweep } from './store.ts'

const nowhere = '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11'

let shop: Shop
let port = 0
beforeAll(async () => {
  shop = await open_shop()
  await shop.app.listen({ port: 0, host: '127.0.0.1' })
  const address = shop.app.server.address()
  port = typeof address === 'object' && address ? address.port : 0
})
afterAll(() => shop.close())

interface Sent {
  readonly query?: string
  readonly bytes?: Buffer | string
  /** `null` sends none. */
  readonly type?: string | null
  readonly key?: string | null
  readonly headers?: Record<string, string>
}

async function upload({
  query = 'name=drawing.pdf',
  bytes = 'content',
  type = 'application/pdf',
  key = shop.admin.key,
  headers = {},
}: Sent) {
  const response = await shop.app.inject({
    method: 'POST',
    url: `/v1/files?${query}`,
    headers: {
      ...(type === null ? {} : { 'content-type': type }),
      ...(key === null ? {} : { authorization: `Bearer ${key}` }),
      ...headers,
    },
    payload: bytes,
  })
  return { status: response.statusCode, body: response.json(), headers: response.headers }
}

const content = (id: string, headers: Record<string, string> = {}, key = shop.admin.key) =>
  shop.app.inject({ url: `/v1/files/${id}/content`, headers: { authorization: `Bearer ${key}`, ...headers } })
const stored = (tenant_id = shop.tenant_id): string[] => readdirSync(join(shop.files_dir, tenant_id))
const sha256 = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex')

test('what goes in comes out, byte for byte, whatever it is', async () => {
  const bytes = randomBytes(300_000)
  const { status, body } = await upload({ query: 'name=Gehäuse%20"B".pdf', bytes, type: 'application/x-strange; version=2' })
  expect(status, JSON.stringify(body)).toBe(201)
  expect(body).toMatchObject({
    name: 'Gehäuse "B".pdf',
    media_type: 'application/x-strange; version=2',
    size_bytes: 300_000,
    sha256: sha256(bytes),
    job_id: null,
  })
  expect(readFileSync(join(shop.files_dir, shop.tenant_id, body.sha256)).equals(bytes)).toBe(true)
  const out = await content(body.id)
  expect(out.rawPayload.equals(bytes)).toBe(true)
  expect(out.headers).toMatchObject({
    'content-type': 'application/x-strange; version=2',
    'content-length': '300000',
    etag: `"${sha256(bytes)}"`,
    'x-content-type-options': 'nosniff',
    'content-disposition': `attachment; filename="Geh_use _B_.pdf"; filename*=UTF-8''Geh%C3%A4use%20%22B%22.pdf`,
  })
  const again = await content(body.id, { 'if-none-match': `W/"x", "${sha256(bytes)}"` })
  expect(again.statusCode).toBe(304)
  const [event] = await events_about(shop, body.id)
  expect(event).toMatchObject({ name: 'file.created', facts: { size_bytes: 300_000, sha256: body.sha256 } })
})

test('JSON is a file like any other, and one of no type is bytes', async () => {
  const json = await upload({ query: 'name=setup.json', bytes: '{"broken', type: 'application/json' })
  expect(json.body).toMatchObject({ media_type: 'application/json', size_bytes: 8 })
  expect((await content(json.body.id)).payload).toBe('{"broken')
  for (const type of ['application/x-www-form-urlencoded', 'x/y; charset="ö"', null]) {
    expect((await upload({ query: 'name=x', type })).body.media_type, String(type)).toBe('application/octet-stream')
  }
  const html = await upload({ query: 'name=x.html', bytes: '<script>', type: 'text/html' })
  expect((await content(html.body.id)).headers).toMatchObject({
    'content-security-policy': "default-src 'none'; sandbox",
    'content-disposition': expect.stringMatching(/^attachment/),
  })
})

test('the same content is stored once, also when many send it at once', async () => {
  const bytes = randomBytes(100_000)
  const before = stored().length
  const answers = await Promise.all(Array.from({ length: 10 }, (_, n) => upload({ query: `name=copy-${n}`, bytes })))
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 201))
  expect(new Set(answers.map(({ body }) => body.id)).size).toBe(10)
  expect(stored()).toHaveLength(before + 1)
  await shop.call('DELETE', `/v1/files/${answers[0]?.body.id}`)
  expect((await content(answers[0]?.body.id)).statusCode).toBe(404)
  expect((await content(answers[1]?.body.id)).rawPayload.equals(bytes)).toBe(true)
})

test('belongs to a job, a part or an operation, is listed there, and goes with it', async () => {
  const job = await lay_out_job(shop, [1])
  const [part] = job.parts
  const of_job = (await upload({ query: `name=order.pdf&job_id=${job.id}` })).body
  const of_part = (await upload({ query: `name=bracket.pdf&part_id=${part?.id}` })).body
  const of_operation = (await upload({ query: `name=bracket.nc&operation_id=${part?.operations[0]}` })).body
  const ids = async (query: string) => (await shop.call('GET', `/v1/files?${query}`)).body.data.map(({ id }: { id: string }) => id)
  expect(await ids(`job_id=${job.id}`)).toEqual([of_job.id])
  expect(await ids(`part_id=${part?.id}&name=BRACKET`)).toEqual([of_part.id])
  expect(await ids(`operation_id=${part?.operations[0]}`)).toEqual([of_operation.id])
  expect(await ids(`within_job_id=${job.id}`)).toEqual([of_operation.id, of_part.id, of_job.id])
  expect(await ids(`within_job_id=${nowhere}`)).toEqual([])
  expect(await ids(`sha256=${of_job.sha256}&limit=3`)).toContain(of_operation.id)
  const wrong = await upload({ query: `name=x&job_id=${nowhere}&part_id=${part?.id}` })
  expect(wrong.body.errors).toMatchObject([
    { field: 'part_id', rule: 'choice' },
    { field: 'job_id', rule: 'unknown_reference' },
  ])
  await shop.call('DELETE', `/v1/jobs/${job.id}`)
  for (const { id } of [of_job, of_part, of_operation]) expect((await shop.call('GET', `/v1/files/${id}`)).status).toBe(404)
})

test('no name is a path, on the way in or out', async () => {
  for (const name of ['../../../../etc/passwd', '..\\..\\boot.ini', '/etc/passwd', '..', 'a\r\nSet-Cookie: x=1']) {
    const { status, body } = await upload({ query: `name=${encodeURIComponent(name)}`, bytes: name })
    expect(status, name).toBe(201)
    const header = String((await content(body.id)).headers['content-disposition'])
    expect(header).toMatch(/^attachment; filename="[A-Za-z0-9 ._()+-]+"; filename\*=UTF-8''[A-Za-z0-9%._~!-]+$/)
    expect(header).not.toMatch(/%2F|%5C|\/|\\/i)
  }
  expect(stored().every((file) => /^[0-9a-f]{64}$/.test(file))).toBe(true)
  expect(readdirSync(shop.files_dir).every((folder) => /^[0-9a-f-]{36}$/.test(folder))).toBe(true)
  expect((await content('..%2f..%2fetc%2fpasswd')).statusCode).toBe(422)
})

test('says what is wrong before it takes a byte, and keeps nothing', async () => {
  const before = stored()
  const fresh = () => randomBytes(1000)
  const viewer = await someone(shop, 'viewer')
  const reader = await someone(shop, 'admin', { access: 'read-only' })
  expect((await upload({ bytes: fresh(), key: null })).status).toBe(401)
  expect((await upload({ bytes: fresh(), key: viewer.key })).body).toMatchObject({ status: 403, reason: 'role_too_low' })
  expect((await upload({ bytes: fresh(), key: reader.key })).body).toMatchObject({ status: 403, reason: 'key_reads_only' })
  expect((await upload({ bytes: fresh(), query: '' })).body.errors).toMatchObject([{ field: 'name', rule: 'required' }])
  expect((await upload({ bytes: fresh(), query: 'name=x&folder=y' })).body.errors).toMatchObject([
    { field: 'folder', rule: 'unknown_field' },
  ])
  expect((await upload({ bytes: fresh(), query: `name=x&operation_id=${nowhere}` })).status).toBe(422)
  expect((await upload({ bytes: fresh(), type: 'multipart/form-data; boundary=x' })).body).toMatchObject({
    status: 400,
    reason: 'file_in_form',
  })
  expect((await upload({ bytes: '' })).body).toMatchObject({ status: 400, reason: 'file_without_bytes' })
  expect((await upload({ bytes: fresh(), query: `name=x&sha256=${'0'.repeat(64)}` })).body.errors).toMatchObject([{ field: 'sha256' }])
  await shop.call('PATCH', `/v1/api-keys/${reader.key_id}`, { is_active: false })
  expect((await upload({ bytes: fresh(), key: reader.key })).status).toBe(401)
  expect(stored()).toEqual(before)
})

test('a repeat with the same key answers the same; with other bytes it is refused', async () => {
  const headers = { 'idempotency-key': 'upload-1' }
  const first = await upload({ bytes: 'one', headers })
  const second = await upload({ bytes: 'one', headers })
  expect(second.body).toEqual(first.body)
  expect(second.headers['idempotent-replayed']).toBe('true')
  expect((await upload({ bytes: 'two', headers })).body).toMatchObject({ status: 422, reason: 'idempotency_key_reused' })
})

test('another company’s file is not there', async () => {
  const { body: file } = await upload({ query: 'name=secret.pdf', bytes: 'secret' })
  const other = await another_tenant(shop)
  expect((await content(file.id, {}, other.key)).statusCode).toBe(404)
  expect((await content(file.id, { 'if-none-match': '*' }, other.key)).statusCode).toBe(404)
  const foreign = { key: other.key }
  expect((await shop.call('GET', `/v1/files/${file.id}`, undefined, foreign)).body.reason).toBe('file_unknown')
  expect((await shop.call('DELETE', `/v1/files/${file.id}`, undefined, foreign)).status).toBe(404)
  expect((await shop.call('GET', '/v1/files', undefined, foreign)).body.data).toEqual([])
  const job = await lay_out_job(shop, [1])
  expect((await upload({ query: `name=x&job_id=${job.id}`, key: other.key })).status).toBe(422)
  expect((await upload({ query: 'name=same.pdf', bytes: 'secret', key: other.key })).status).toBe(201)
  expect(stored(other.id)).toEqual([sha256('secret')])
})

test('is removed once, by a supervisor', async () => {
  const { body: file } = await upload({})
  const [operator, supervisor] = [await someone(shop, 'operator'), await someone(shop, 'supervisor')]
  expect((await upload({ key: operator.key })).status).toBe(201)
  expect((await shop.call('DELETE', `/v1/files/${file.id}`, undefined, { key: operator.key })).status).toBe(403)
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => shop.call('DELETE', `/v1/files/${file.id}`, undefined, { key: supervisor.key })),
  )
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  expect((await events_about(shop, file.id)).map(({ name }) => name)).toEqual(['file.created', 'file.deleted'])
})

test('says so where the content is gone from the store', async () => {
  const { body: file } = await upload({ bytes: randomBytes(10) })
  rmSync(join(shop.files_dir, shop.tenant_id, file.sha256))
  const gone = await content(file.id)
  expect(gone.json()).toMatchObject({ status: 404, reason: 'content_missing' })
  expect(gone.headers['content-disposition']).toBeUndefined()
})

const send = (headers: Record<string, string | number>) =>
  request({ port, method: 'POST', path: '/v1/files?name=big.bin', headers: { authorization: `Bearer ${shop.admin.key}`, ...headers } })

test('an upload that breaks off leaves nothing behind', async () => {
  const before = stored()
  const client = send({ 'content-length': 10_000_000 })
  client.on('error', () => {})
  client.write(randomBytes(200_000))
  await vi.waitFor(() => expect(stored()).toHaveLength(before.length + 1))
  expect(stored().filter((file) => file.endsWith('.part'))).toHaveLength(1)
  client.destroy()
  await vi.waitFor(() => expect(stored()).toEqual(before))
  expect((await shop.call('GET', '/v1/files?name=big.bin')).body.data).toEqual([])
})

test('a file that is too large is refused, by its length or when it comes', async () => {
  const before = stored()
  const told = (client: ReturnType<typeof send>) =>
    new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
      client.on('error', reject)
      client.on('response', (response) => {
        response.setEncoding('utf8')
        let body = ''
        response.on('data', (text: string) => {
          body += text
        })
        response.on('end', () => resolve({ status: response.statusCode, body }))
      })
    })
  const declared = send({ 'content-length': largest_file + 1 })
  declared.flushHeaders()
  expect(await told(declared)).toMatchObject({ status: 413, body: expect.stringContaining('file_too_large') })
  declared.destroy()

  const streamed = send({ 'transfer-encoding': 'chunked' })
  const answer = told(streamed)
  const chunk = Buffer.alloc(1024 * 1024)
  for (let sent = 0; sent < largest_file; sent += chunk.length) {
    if (!streamed.write(chunk)) await new Promise((resolve) => streamed.once('drain', resolve))
  }
  streamed.write('x')
  expect(await answer).toMatchObject({ status: 413, body: expect.stringContaining('file_too_large') })
  streamed.destroy()
  expect(stored()).toEqual(before)
})

test('what a killed process left is swept away, and nothing that is still being written', async () => {
  const folder = join(shop.files_dir, shop.tenant_id)
  const [old, young] = [join(folder, 'old.part'), join(folder, 'young.part')]
  for (const path of [old, young]) writeFileSync(path, 'x')
  const yesterday = new Date(Date.now() - 25 * 3600_000)
  utimesSync(old, yesterday, yesterday)
  await sweep(shop.files_dir, Date.now())
  expect(stored().filter((file) => file.endsWith('.part'))).toEqual(['young.part'])
  rmSync(young)
})

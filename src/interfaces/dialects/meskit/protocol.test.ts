import { afterAll, beforeAll, expect, test } from 'vitest'
import { meskit_of } from '../../../../test/meskit.ts'
import { another_tenant, someone } from '../../../../test/people.ts'
import { open_shop, type Shop } from '../../../../test/shop.ts'

let shop: Shop
let call: ReturnType<typeof meskit_of>
beforeAll(async () => {
  shop = await open_shop()
  call = meskit_of(shop)
})
afterAll(() => shop.close())

const nobody = '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11'
const plain = (text: string, options = {}) => call('list_lines', text, options)

test('the page’s own examples', async () => {
  const made = await call('create_line', { name: 'Assembly' })
  expect(made.status).toBe(200)
  expect(made.body).toEqual({
    data: {
      id: expect.any(String),
      user_id: shop.tenant_id,
      org_id: shop.tenant_id,
      plant_id: null,
      name: 'Assembly',
      description: null,
      created_at: expect.stringMatching(/Z$/),
    },
  })
  expect((await call('list_lines', {})).body).toEqual({ data: [made.body.data] })
})

test('401, then 404, then 403, then 400', async () => {
  const narrow = await someone(shop, 'admin', { scopes: ['list_lines'] })
  const broken = '{"name":'
  expect(await call('list_lines', broken, { key: null })).toMatchObject({ status: 401, body: { error: 'Missing Authorization header' } })
  expect(await call('no_such_tool', broken, { key: null })).toMatchObject({ status: 401 })
  expect(await call('no_such_tool', broken, { key: 'ery_live_wrong' })).toMatchObject({
    status: 401,
    body: { error: 'Invalid or inactive API key', code: 'unauthenticated' },
  })
  expect(await call('no_such_tool', broken, { key: narrow.key })).toMatchObject({
    status: 404,
    body: { error: 'Tool not found: no_such_tool', code: 'not_found', request_id: expect.any(String) },
  })
  expect(await call('create_line', broken, { key: narrow.key })).toMatchObject({
    status: 403,
    body: { error: "Tool 'create_line' is not in your API key scopes", code: 'forbidden' },
  })
  expect(await call('list_lines', broken, { key: narrow.key })).toMatchObject({ status: 400, body: { code: 'malformed' } })
  expect((await call('list_lines', {}, { key: narrow.key })).status).toBe(200)
  const other = await shop.call('GET', '/api/tools/list_lines')
  expect(other).toMatchObject({ status: 405, headers: { allow: 'POST' }, body: { code: 'malformed' } })
})

test('keys: by tool, by group, and nowhere else', async () => {
  const statuses = async (...scopes: string[]): Promise<number[]> => {
    const { key } = await someone(shop, 'admin', { scopes })
    const line = `Line ${scopes.join()}`
    return [
      (await call('list_lines', {}, { key })).status,
      (await call('create_line', { name: line }, { key })).status,
      (await call('update_machine_status', { id: nobody, status: 'IDLE' }, { key })).status,
      (await shop.call('POST', '/v1/lines', { name: `${line}, too` }, { key })).status,
      (await shop.call('GET', '/v1/lines', undefined, { key })).status,
      (await shop.call('GET', '/api-cells', undefined, { key })).status,
    ]
  }
  expect(await statuses('list_lines')).toEqual([200, 403, 403, 403, 403, 403])
  expect(await statuses('configure')).toEqual([403, 200, 403, 403, 403, 403])
  expect(await statuses('run')).toEqual([403, 403, 404, 403, 403, 403])
  expect(await statuses('run', 'create_line')).toEqual([403, 200, 404, 403, 403, 403])
  expect(await statuses('*')).toEqual([200, 200, 404, 201, 200, 200])
  expect(await statuses('read')).toEqual([200, 403, 403, 403, 200, 200])
})

test('a key that is switched off or has expired is 401 at once; one in use says when', async () => {
  const { key, key_id } = await someone(shop, 'admin', { scopes: ['list_lines'] })
  expect((await call('list_lines', {}, { key })).status).toBe(200)
  expect((await shop.call('GET', `/v1/api-keys/${key_id}`)).body.last_used_at).not.toBeNull()
  await shop.call('PATCH', `/v1/api-keys/${key_id}`, { is_active: false })
  expect((await call('list_lines', {}, { key })).status).toBe(401)
})

test('any content type is JSON; an empty body is {}; what is no object is refused', async () => {
  const typed = (type: string) => ({ headers: { 'content-type': type } })
  expect((await plain('{}', typed('text/plain'))).status).toBe(200)
  expect((await plain('{}', typed('application/x-www-form-urlencoded'))).status).toBe(200)
  expect((await shop.call('POST', '/api/tools/list_lines')).status).toBe(200)
  expect((await plain('null')).status).toBe(200)
  for (const text of ['[]', '"x"', '7']) expect((await plain(text)).body).toMatchObject({ code: 'malformed' })
  expect((await call('create_line', '')).body).toMatchObject({ issues: [{ path: ['name'], message: 'Required' }] })
})

test('every fault at once, as Zod 3 tells it; what is not known is passed over', async () => {
  const { status, body } = await call('create_workstation', { line_id: 'x', position: 1.5, name: 7, operator_name: null, more: true })
  expect(status).toBe(400)
  expect(body).toEqual({
    error: 'Validation error',
    code: 'invalid',
    request_id: expect.any(String),
    issues: [
      { code: 'invalid_string', validation: 'uuid', path: ['line_id'], message: 'Invalid uuid' },
      { code: 'invalid_type', expected: 'string', received: 'number', path: ['name'], message: 'Expected string, received number' },
      { code: 'invalid_type', expected: 'integer', received: 'float', path: ['position'], message: 'Expected integer, received float' },
      { code: 'invalid_type', expected: 'string', received: 'null', path: ['operator_name'], message: 'Expected string, received null' },
    ],
  })
  const missing = await call('create_workstation', { position: 0 })
  expect(missing.body.issues).toEqual([
    { code: 'invalid_type', expected: 'string', received: 'undefined', path: ['line_id'], message: 'Required' },
    { code: 'invalid_type', expected: 'string', received: 'undefined', path: ['name'], message: 'Required' },
    {
      ...{ code: 'too_small', minimum: 1, type: 'number', inclusive: true, exact: false },
      ...{ path: ['position'], message: 'Number must be greater than or equal to 1' },
    },
  ])
  const words = await call('list_machines', { status: 'running' })
  expect(words.body.issues).toMatchObject([
    { code: 'invalid_enum_value', received: 'running', options: expect.arrayContaining(['EXECUTE']), path: ['status'] },
  ])
  expect((await call('list_machines', { status: 7 })).body.issues).toMatchObject([{ code: 'invalid_type', received: 'number' }])
})

test('what an id does not lead to is 404, wherever it stands; other companies’ things, too', async () => {
  const other = await another_tenant(shop)
  const theirs = (await call('create_line', { name: 'Theirs' }, { key: other.key })).body.data.id
  for (const id of [nobody, theirs]) {
    expect(await call('update_line', { id, name: 'X' })).toMatchObject({ status: 404, body: { code: 'not_found' } })
    expect(await call('delete_line', { id })).toMatchObject({ status: 404 })
    const placed = await call('create_workstation', { line_id: id, name: 'W', position: 1 })
    expect(placed).toMatchObject({ status: 404, body: { code: 'not_found', issues: [{ path: ['line_id'] }] } })
  }
  expect((await call('list_lines', {}, { key: other.key })).body.data).toHaveLength(1)
})

test('an Idempotency-Key makes a repeat answer the same', async () => {
  const headers = { 'idempotency-key': 'once' }
  const first = await call('create_line', { name: 'Once' }, { headers })
  const again = await call('create_line', { name: 'Once' }, { headers })
  expect(again.body).toEqual(first.body)
  expect(again.headers['idempotent-replayed']).toBe('true')
  expect((await call('create_line', { name: 'Once' })).body).toMatchObject({ code: 'conflict', error: expect.stringContaining('Once') })
})

test('too many requests are 429, with when to come back', async () => {
  const { key } = await someone(shop, 'admin', { rate_limit_per_minute: 1 })
  await call('list_lines', {}, { key })
  const { status, body, headers } = await call('list_lines', {}, { key })
  expect([status, body.code]).toEqual([429, 'rate_limited'])
  expect(Number(headers['retry-after'])).toBeGreaterThan(0)
})

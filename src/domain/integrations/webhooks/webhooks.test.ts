import { afterAll, beforeAll, expect, test } from 'vitest'
import { another_tenant } from '../../../../test/people.ts'
import { courier_for_this_test, local, open_receiver, soon } from '../../../../test/receiver.ts'
import { as_owner, open_shop, type Shop, shop_for_this_test } from '../../../../test/shop.ts'
import { told_of } from '../../../../test/told.ts'

/** One that lets webhooks reach nothing private, and one that lets them reach everything: for what is only asked. */
let guarding: Shop
let allowing: Shop
beforeAll(async () => {
  guarding = await open_shop()
  allowing = await open_shop({ webhook_allow: ['0.0.0.0/0', '::/0', 'localhost'] })
})
afterAll(() => Promise.all([guarding.close(), allowing.close()]))

const open = () => shop_for_this_test({ webhook_allow: local })
const url = 'https://erp.example.com/hooks/gemba'
const create = (shop: Shop, more: object = {}) => shop.call('POST', '/v1/webhooks', { url, events: ['job.*'], ...more })

test('the secret is shown once, and nowhere else', async () => {
  const shop = await open()
  const { status, body } = await create(shop, { description: 'our ERP' })
  expect(status).toBe(201)
  const { secret, ...shown } = body
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
  expect(shown).toMatchObject({
    url,
    events: ['job.*'],
    format: 'gemba',
    description: 'our ERP',
    is_active: true,
    paused_at: null,
    revision: 1,
  })
  expect((await shop.call('GET', `/v1/webhooks/${body.id}`)).body).toEqual(shown)
  expect((await shop.call('GET', '/v1/webhooks')).body.data).toEqual([shown])
  expect((await shop.call('PATCH', `/v1/webhooks/${body.id}`, { description: null })).body).not.toHaveProperty('secret')
  // The log, the stored answers of repeats: a secret is in one table only.
  const tables = await as_owner(shop.database, async (client) => {
    const { rows } = await client.query<{ name: string }>("select tablename as name from pg_tables where schemaname = 'public'")
    const holding: string[] = []
    for (const { name } of rows) {
      const { rows: found } = await client.query(`select from ${name} t where t::text like '%' || $1 || '%'`, [secret.slice(6)])
      if (found.length > 0) holding.push(name)
    }
    return holding
  })
  expect(tables).toEqual(['webhook_secrets'])
})

test('a repeat with the same key makes no second one, and does not show the secret again', async () => {
  const shop = await open()
  const again = { headers: { 'idempotency-key': 'once' } }
  const { body } = await shop.call('POST', '/v1/webhooks', { url, events: ['*'] }, again)
  const repeat = await shop.call('POST', '/v1/webhooks', { url, events: ['*'] }, again)
  expect(repeat).toMatchObject({ status: 409, body: { reason: 'done_before', facts: { id: body.id } } })
  expect((await shop.call('GET', '/v1/webhooks')).body.data).toHaveLength(1)
})

test.each([
  [{ url: undefined }, ['url']],
  [{ url: 'ftp://erp.example.com/' }, ['url']],
  [{ url: 'erp.example.com' }, ['url']],
  [{ url: 'https://me:secret@erp.example.com/' }, ['url']],
  [{ url: `https://erp.example.com/${'x'.repeat(2048)}` }, ['url']],
  [{ url: 'javascript:alert(1)' }, ['url']],
  [{ events: [] }, ['events']],
  [{ events: ['job.created', 'job.exploded', 'nothing.*', 'job.'] }, ['events[1]', 'events[2]', 'events[3]']],
  [{ events: ['webhook.test'] }, ['events[0]']],
  [{ format: 'eryxon', events: ['job.stopped', 'job.held'] }, ['events[1]']],
  [{ secret: 'not one of those' }, ['secret']],
  [{ secret: 'whsec_c2hvcnQ=' }, ['secret']],
  [{ format: 'eryxon', secret: 'fifteen letters' }, ['secret']],
  [{ format: 'morse' }, ['format']],
  [{ url: 'nonsense', events: ['nonsense'], secret: 'nonsense' }, ['url', 'events[0]', 'secret']],
])('what cannot be is refused (%#), every fault at once', async (more, fields) => {
  const { status, body } = await create(guarding, more)
  expect(status).toBe(422)
  expect(body.errors.map(({ field }: { field: string }) => field).sort()).toEqual([...fields].sort())
})

test.each([
  'http://10.0.0.5/',
  'http://192.168.1.1:8080/x',
  'https://169.254.169.254/latest',
  'http://2130706433/',
  'http://0x7f.1/',
  'http://0177.0.0.1/',
  'http://[::1]/',
  'http://[::ffff:10.0.0.1]/',
  'http://[fd00::1]/',
  'http://100.64.0.1/',
  'http://0.0.0.0/',
  'http://localhost:3000/',
])('%s is refused at once, when it is made and when it is changed', async (blocked) => {
  const refused = {
    status: 422,
    body: { errors: [{ field: 'url', rule: 'format', message: expect.stringContaining('webhooks do not go there') }] },
  }
  expect(await create(guarding, { url: blocked })).toMatchObject(refused)
  const { body } = await create(guarding)
  expect(await guarding.call('PATCH', `/v1/webhooks/${body.id}`, { url: blocked })).toMatchObject(refused)
  expect(await create(allowing, { url: blocked })).toMatchObject({ status: 201, body: { url: blocked } })
})

test('a secret of one’s own is taken as it is', async () => {
  const shop = await open()
  const standard = `whsec_${Buffer.alloc(24, 7).toString('base64')}`
  expect((await create(shop, { secret: standard })).body.secret).toBe(standard)
  const plain = 'sixteen letters!'
  expect((await create(shop, { format: 'eryxon', events: ['*'], secret: plain })).body.secret).toBe(plain)
  expect((await create(shop, { format: 'eryxon', events: ['*'] })).body.secret).toMatch(/^[0-9a-f]{64}$/)
})

test('lists by what they are told of, by format, address and whether they are on', async () => {
  const shop = await open()
  const all = (await create(shop, { events: ['*'] })).body.id
  const jobs = (await create(shop, { url: 'https://jobs.example.com/' })).body.id
  const one = (await create(shop, { events: ['job.created'], is_active: false })).body.id
  const theirs = (await create(shop, { events: ['job.stopped'], format: 'eryxon' })).body.id
  const ids = async (query: string) => (await shop.call('GET', `/v1/webhooks?${query}`)).body.data.map(({ id }: { id: string }) => id)
  expect(await ids('')).toEqual([theirs, one, jobs, all])
  expect(await ids('event=job.created')).toEqual([one, jobs, all])
  expect(await ids('event=person.created')).toEqual([all])
  expect(await ids('is_active=false')).toEqual([one])
  expect(await ids('format=eryxon')).toEqual([theirs])
  expect(await ids('url=JOBS.')).toEqual([jobs])
  const { body } = await shop.call('GET', '/v1/webhooks?limit=3&with_total=true')
  expect(body).toMatchObject({ total: 4, next_cursor: expect.any(String) })
  expect(await ids(`cursor=${body.next_cursor}`)).toEqual([all])
})

test('an update tells what changed, but of an address only the host', async () => {
  const shop = await open()
  const { id } = (await create(shop)).body
  const secretive = 'https://other.example.com/hooks/a-token-that-opens-a-door'
  const { status, body } = await shop.call('PATCH', `/v1/webhooks/${id}`, { url: secretive, events: ['part.*'] })
  expect(status).toBe(200)
  expect(body).toMatchObject({ url: secretive, events: ['part.*'], revision: 2 })
  const told = await told_of(shop, id)
  expect(told.map(({ name }) => name)).toEqual(['webhook.created', 'webhook.updated'])
  expect(told[1]?.facts.changes).toEqual({
    url: { before: 'erp.example.com', after: 'other.example.com' },
    events: { before: ['job.*'], after: ['part.*'] },
  })
  expect((await shop.call('PATCH', `/v1/webhooks/${id}`, { events: ['part.*'] })).body.revision).toBe(2)
  expect(await shop.call('PATCH', `/v1/webhooks/${id}`, { events: ['job.stopped'] })).toMatchObject({
    status: 422,
    body: { errors: [{ field: 'events[0]', rule: 'choice' }] },
  })
  expect(await shop.call('PATCH', `/v1/webhooks/${id}`, { format: 'eryxon' })).toMatchObject({ status: 422 })
})

test('paused, it hears later in order; switched off, it never hears', async () => {
  const shop = await open()
  const receiver = await open_receiver()
  const { id } = (await create(shop, { url: receiver.url, events: ['job.updated'] })).body
  const { id: job } = (await shop.call('POST', '/v1/jobs', { job_number: 'J-1' })).body
  const change = (priority: number) => shop.call('PATCH', `/v1/jobs/${job}`, { priority })
  const heard = () => receiver.received.map(({ body }) => body.data.facts.changes.priority.after)
  courier_for_this_test(shop)
  expect((await shop.call('POST', `/v1/webhooks/${id}/pause`)).body.paused_at).not.toBeNull()
  expect(await shop.call('POST', `/v1/webhooks/${id}/pause`)).toMatchObject({ status: 200 })
  for (const priority of [1, 2, 3]) await change(priority)
  const waiting = async () => (await shop.call('GET', `/v1/deliveries?webhook_id=${id}`)).body.data.length
  await soon(waiting).toBe(3)
  expect(heard()).toEqual([])
  expect((await shop.call('POST', `/v1/webhooks/${id}/resume`)).body).toMatchObject({ paused_at: null, is_active: true })
  await receiver.arrived(3)
  await shop.call('PATCH', `/v1/webhooks/${id}`, { is_active: false })
  await change(4)
  await shop.call('PATCH', `/v1/webhooks/${id}`, { is_active: true })
  await change(5)
  await receiver.arrived(4)
  expect(heard()).toEqual([1, 2, 3, 5])
  expect((await told_of(shop, id)).map(({ name }) => name)).toEqual([
    'webhook.created',
    'webhook.paused',
    'webhook.resumed',
    'webhook.updated',
    'webhook.updated',
  ])
})

test('a test goes to this one alone, whatever it has asked for', async () => {
  const shop = await open()
  const tested = await open_receiver()
  const other = await open_receiver()
  const { id } = (await create(shop, { url: tested.url, events: ['part.created'] })).body
  await create(shop, { url: other.url, events: ['*'] })
  courier_for_this_test(shop)
  const { status, body } = await shop.call('POST', `/v1/webhooks/${id}/test`)
  expect(status).toBe(200)
  const [received] = await tested.arrived(1)
  expect(received?.body).toMatchObject({ type: 'webhook.test', data: { subjects: { webhook_id: id } } })
  const delivery = async () => (await shop.call('GET', `/v1/deliveries/${body.delivery_id}`)).body
  await soon(delivery).toMatchObject({ status: 'delivered', event: 'webhook.test', payload: received?.body, attempts: [{ status: 200 }] })
  await shop.call('POST', '/v1/jobs', { job_number: 'J-1' })
  expect((await other.arrived(2)).map(({ body: told }) => told.type)).not.toContain('webhook.test')
  await shop.call('POST', `/v1/webhooks/${id}/pause`)
  expect(await shop.call('POST', `/v1/webhooks/${id}/test`)).toMatchObject({ status: 409, body: { reason: 'webhook_off' } })
})

test('removed, it is sent nothing more, and its secrets are gone', async () => {
  const shop = await open()
  const receiver = await open_receiver()
  const { id } = (await create(shop, { url: receiver.url })).body
  await shop.call('POST', `/v1/webhooks/${id}/pause`)
  courier_for_this_test(shop)
  await shop.call('POST', '/v1/jobs', { job_number: 'J-1' })
  const deliveries = async () => (await shop.call('GET', `/v1/deliveries?webhook_id=${id}`)).body.data
  await soon(deliveries).toHaveLength(1)
  expect(await shop.call('DELETE', `/v1/webhooks/${id}`)).toMatchObject({ status: 200, body: { id } })
  expect(await deliveries()).toMatchObject([{ status: 'failed', last_outcome: 'switched_off' }])
  for (const word of ['pause', 'resume', 'test', 'rotate-secret', 'retry-failed']) {
    expect(await shop.call('POST', `/v1/webhooks/${id}/${word}`)).toMatchObject({ status: 404, body: { reason: 'webhook_unknown' } })
  }
  expect(await shop.call('DELETE', `/v1/webhooks/${id}`)).toMatchObject({ status: 404 })
  const [delivery] = await deliveries()
  expect(await shop.call('POST', `/v1/deliveries/${delivery.id}/replay`)).toMatchObject({
    status: 404,
    body: { reason: 'webhook_unknown' },
  })
  const secrets = await as_owner(shop.database, (client) => client.query('select from webhook_secrets'))
  expect(secrets.rowCount).toBe(0)
  expect(receiver.received).toEqual([])
})

test('a company may have a hundred', async () => {
  const shop = await open()
  await Promise.all(Array.from({ length: 98 }, () => create(shop)))
  const answers = await Promise.all([create(shop), create(shop), create(shop)])
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 409])
  expect(answers.find(({ status }) => status === 409)?.body.reason).toBe('too_many_webhooks')
  const other = await another_tenant(shop)
  expect(await shop.call('POST', '/v1/webhooks', { url, events: ['*'] }, { key: other.key })).toMatchObject({ status: 201 })
})

test('many made at once all hear what happens next', async () => {
  const shop = await open()
  const receiver = await open_receiver()
  courier_for_this_test(shop)
  await Promise.all(Array.from({ length: 10 }, (_, at) => create(shop, { url: `${receiver.url}/${at}` })))
  await shop.call('POST', '/v1/jobs', { job_number: 'J-1' })
  expect(await receiver.arrived(10)).toHaveLength(10)
})

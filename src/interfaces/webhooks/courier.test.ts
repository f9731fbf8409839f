import { Webhook } from 'standardwebhooks'
import { expect, test } from 'vitest'
import { another_tenant } from '../../../test/people.ts'
import { courier_for_this_test, local, open_receiver, soon, with_status } from '../../../test/receiver.ts'
import { as_owner, type Shop, shop_for_this_test } from '../../../test/shop.ts'
import { claim } from '../../domain/integrations/deliveries/claim.ts'
import { verbs } from '../../domain/verbs.gen.ts'
import { bell, listen } from '../../engine/news.ts'
import { Engine } from '../../engine/run.ts'

const open = () => shop_for_this_test({ webhook_allow: local })

async function hook(shop: Shop, url: string, events: readonly string[] = ['job.*'], more: object = {}) {
  const { status, body } = await shop.call('POST', '/v1/webhooks', { url, events, ...more })
  expect(status, JSON.stringify(body)).toBe(201)
  return body as { id: string; secret: string }
}

async function make_job(shop: Shop, job_number: string): Promise<string> {
  const { status, body } = await shop.call('POST', '/v1/jobs', { job_number })
  expect(status).toBe(201)
  return body.id
}

const deliveries_of = async (shop: Shop, webhook_id: string, more = '') =>
  (await shop.call('GET', `/v1/deliveries?webhook_id=${webhook_id}${more}`)).body.data

const signed = (headers: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => [name, String(headers[name])]))

test('what happens arrives, as the log shows it, signed as the standard verifies it', async () => {
  const shop = await open()
  const receiver = await open_receiver()
  const { id: webhook_id, secret } = await hook(shop, receiver.url)
  courier_for_this_test(shop)
  const job_id = await make_job(shop, 'J-1')
  const [{ headers, text, body } = { headers: {}, text: '', body: {} }] = await receiver.arrived(1)
  const { body: log } = await shop.call('GET', '/v1/events?name=job.created')
  expect(body).toEqual({ type: 'job.created', timestamp: log.data[0].at, data: log.data[0] })
  expect(body.data.subjects).toEqual({ job_id })
  expect(headers['webhook-id']).toBe(log.data[0].id)
  expect(new Webhook(secret).verify(text, signed(headers))).toEqual(body)
  expect(() => new Webhook(secret).verify(text.replace('job', 'jab'), signed(headers))).toThrow()
  expect(headers).toMatchObject({ 'user-agent': 'Gemba', 'content-type': 'application/json' })
  await soon(() => deliveries_of(shop, webhook_id)).toMatchObject([{ status: 'delivered', attempt_count: 1, last_status: 200 }])
})

test('only what was asked for, only what came after, and nothing of another company', async () => {
  const shop = await open()
  const receiver = await open_receiver()
  const other = await another_tenant(shop)
  await make_job(shop, 'BEFORE')
  await hook(shop, receiver.url, ['job.created', 'person.*'])
  courier_for_this_test(shop)
  await shop.call('POST', '/v1/jobs', { job_number: 'THEIRS' }, { key: other.key })
  const job_id = await make_job(shop, 'OURS')
  await shop.call('PATCH', `/v1/jobs/${job_id}`, { priority: 3 })
  await shop.call('POST', '/v1/people', { name: 'Somebody', role: 'operator', employee_number: 'N1' })
  const received = await receiver.arrived(2)
  expect(received.map(({ body }) => body.type)).toEqual(expect.arrayContaining(['job.created', 'person.created']))
  expect(received.find(({ body }) => body.type === 'job.created')?.body.data.subjects).toEqual({ job_id })
  await make_job(shop, 'LAST')
  expect(await receiver.arrived(3)).toHaveLength(3)
})

test('what was taken in from elsewhere alerts nobody', async () => {
  const shop = await open()
  const receiver = await open_receiver()
  await hook(shop, receiver.url)
  courier_for_this_test(shop)
  const caller = { token: null, request_id: 'a test', address: '', system: { tenant_id: shop.tenant_id, origin: 'import' as const } }
  await shop.engine.run(verbs['jobs.create'], caller, { job_number: 'IMPORTED' })
  const job_id = await make_job(shop, 'OURS')
  const received = await receiver.arrived(1)
  expect(received.map(({ body }) => body.data.subjects.job_id)).toEqual([job_id])
})

test('events of one job arrive in their order, whatever goes wrong in between', async () => {
  let ahead_ms = 0
  const shop = await shop_for_this_test({ webhook_allow: local, clock: () => Date.now() + ahead_ms })
  const seen: number[] = []
  let answers = 0
  const receiver = await open_receiver((response, { body }) => {
    answers += 1
    // It comes again, before anything behind it.
    if (answers % 3 === 0) return response.destroy()
    seen.push(body.data.facts.changes.priority.after)
    response.end()
  })
  await hook(shop, receiver.url, ['job.updated'])
  const jobs = [await make_job(shop, 'A'), await make_job(shop, 'B')]
  courier_for_this_test(shop)
  for (let step = 1; step <= 20; step++) {
    for (const [at, id] of jobs.entries()) await shop.call('PATCH', `/v1/jobs/${id}`, { priority: step + at * 1000 })
  }
  const all_seen = async () => {
    const [failed] = (await shop.call('GET', '/v1/deliveries?status=pending')).body.data.filter(
      ({ last_outcome }: { last_outcome: string | null }) => last_outcome === 'connection_failed',
    )
    if (failed) ahead_ms += 5000
    return seen.length
  }
  await soon(all_seen).toBe(40)
  const rising = Array.from({ length: 20 }, (_, at) => at + 1)
  expect(seen.filter((priority) => priority < 1000)).toEqual(rising)
  expect(seen.filter((priority) => priority > 1000)).toEqual(rising.map((step) => step + 1000))
})

test('a job whose event is refused waits; other jobs go on', async () => {
  const shop = await open()
  const bad = await make_job(shop, 'BAD')
  const receiver = await open_receiver((response, { body }) => {
    response.statusCode = body.data.subjects.job_id === bad ? 500 : 200
    response.end()
  })
  const { id } = await hook(shop, receiver.url, ['job.updated'])
  courier_for_this_test(shop)
  await shop.call('PATCH', `/v1/jobs/${bad}`, { priority: 1 })
  await shop.call('PATCH', `/v1/jobs/${bad}`, { priority: 2 })
  const good = await make_job(shop, 'GOOD')
  for (const priority of [1, 2, 3]) await shop.call('PATCH', `/v1/jobs/${good}`, { priority })
  await soon(() => deliveries_of(shop, id, '&status=delivered')).toHaveLength(3)
  await soon(() => deliveries_of(shop, id, '&status=pending')).toMatchObject([
    { attempt_count: 0, due_at: null },
    { attempt_count: 1, last_outcome: 'refused_by_receiver', last_status: 500 },
  ])
})

test('a dead, a silent, a refusing and an endless receiver delay neither the others nor the API', async () => {
  const shop = await open()
  const silent = await open_receiver(() => {})
  const endless = await open_receiver((response) => {
    response.writeHead(200)
    const more = setInterval(() => response.write('more '), 5)
    response.on('close', () => clearInterval(more))
  })
  const refusing = await open_receiver(with_status(500))
  const healthy = await open_receiver()
  const unwell = [
    (await hook(shop, silent.url)).id,
    (await hook(shop, endless.url)).id,
    (await hook(shop, refusing.url)).id,
    (await hook(shop, 'http://127.0.0.1:1/nobody')).id,
  ]
  await hook(shop, healthy.url)
  courier_for_this_test(shop)
  await Promise.all(Array.from({ length: 60 }, (_, at) => make_job(shop, `J-${at}`)))
  const received = await healthy.arrived(60)
  expect(new Set(received.map(({ body }) => body.data.id)).size).toBe(60)
  // The silent one still has its 15 seconds: everybody else was done before they were over.
  const [still] = await deliveries_of(shop, unwell[0] ?? '', '&limit=1')
  expect(still).toMatchObject({ status: 'pending', last_outcome: null })
})

test('what a killed worker had taken is taken over within a minute', async () => {
  const clock = { now: Date.now() }
  const shop = await shop_for_this_test({ webhook_allow: local, clock: () => clock.now })
  const receiver = await open_receiver()
  const { id } = await hook(shop, receiver.url)
  const first = courier_for_this_test(shop)
  await shop.call('POST', `/v1/webhooks/${id}/pause`)
  await make_job(shop, 'J-1')
  await soon(() => deliveries_of(shop, id)).toHaveLength(1)
  await first.stop()
  await shop.call('POST', `/v1/webhooks/${id}/resume`)
  const taken = await shop.engine.as_system('killed', shop.tenant_id, (context) => claim(context, [{ webhook_id: id, most: 9 }]))
  expect(taken).toHaveLength(1)
  courier_for_this_test(shop)
  await make_job(shop, 'J-2')
  await receiver.arrived(1)
  expect(receiver.received).toHaveLength(1)
  clock.now += 59_000
  const received = await receiver.arrived(2)
  expect(received.map(({ body }) => body.data.id)).toContain(taken[0]?.event_id)
})

test('two workers beside each other send each event once', async () => {
  const shop = await open()
  const receiver = await open_receiver()
  const { id } = await hook(shop, receiver.url)
  courier_for_this_test(shop)
  courier_for_this_test(shop)
  await Promise.all(Array.from({ length: 80 }, (_, at) => make_job(shop, `J-${at}`)))
  await soon(() => deliveries_of(shop, id, '&status=delivered')).toHaveLength(80)
  expect(receiver.received).toHaveLength(80)
})

test('who ends lets go of what is under way; the next one sends it at once', async () => {
  const shop = await open()
  const receiver = await open_receiver(() => {})
  const { id } = await hook(shop, receiver.url)
  const first = courier_for_this_test(shop)
  await make_job(shop, 'J-1')
  await receiver.arrived(1)
  await first.stop()
  expect(await deliveries_of(shop, id)).toMatchObject([{ status: 'pending', attempt_count: 0, due_at: expect.any(String) }])
  receiver.answer(with_status(200))
  courier_for_this_test(shop)
  await receiver.arrived(2)
  await soon(() => deliveries_of(shop, id)).toMatchObject([{ status: 'delivered', attempt_count: 1 }])
})

test('an event whose transaction began before others and ended after them is not passed over', async () => {
  const shop = await open()
  const receiver = await open_receiver()
  await hook(shop, receiver.url)
  courier_for_this_test(shop)
  await as_owner(shop.database, async (client) => {
    await client.query('begin')
    await client.query("select set_config('gemba.tenant', $1, true)", [shop.tenant_id])
    await client.query(`insert into events (id, name, subject_id, subject_ids, facts, actor, verb, request_id, origin, occurred_at, recorded_at)
      values (gen_random_uuid(), 'job.deleted', gen_random_uuid(), '{}', '{}', '{"kind":"system","person_id":null,"key_id":null}',
        'a test', 'a test', 'api', now(), now())`)
    await make_job(shop, 'J-1')
    await client.query('commit')
  })
  const received = await receiver.arrived(2)
  expect(received.map(({ body }) => body.type).sort()).toEqual(['job.created', 'job.deleted'])
})

test('a write in any process is heard at once', async () => {
  const shop = await open()
  const receiver = await open_receiver()
  await hook(shop, receiver.url)
  courier_for_this_test(shop, { poll_ms: 3_600_000, listen: (on_news) => listen(shop.pool, on_news) })
  const elsewhere = new Engine(shop.pool, { on_committed: bell(shop.pool) })
  const caller = { token: null, request_id: 'a test', address: '', system: { tenant_id: shop.tenant_id } }
  for (const job_number of ['J-1', 'J-2', 'J-3']) {
    await elsewhere.run(verbs['jobs.create'], caller, { job_number })
    await receiver.arrived(Number(job_number.slice(2)))
  }
})

import { expect, test } from 'vitest'
import { shop_for_this_test } from './shop.ts'

const anonymous = { key: null }

test('says that it is up, and that its database answers', async () => {
  const shop = await shop_for_this_test()
  expect((await shop.call('GET', '/health', undefined, anonymous)).body).toEqual({ status: 'ok', version: expect.any(String) })
  expect(await shop.call('GET', '/ready', undefined, anonymous)).toMatchObject({ status: 200, body: { status: 'ready' } })
})

test('is up but not ready while no connection is to be had', async () => {
  const shop = await shop_for_this_test()
  const taken = await Promise.all(Array.from({ length: shop.pool.options.max ?? 0 }, () => shop.pool.connect()))
  try {
    expect(await shop.call('GET', '/ready', undefined, anonymous)).toMatchObject({ status: 503, headers: { 'retry-after': '1' } })
    expect((await shop.call('GET', '/health', undefined, anonymous)).status).toBe(200)
    expect((await shop.call('GET', '/metrics', undefined, anonymous)).body).toContain('gemba_database_waiting 1')
  } finally {
    for (const client of taken) client.release()
  }
})

test('counts requests by interface, verb and status, and events, and shows nothing of a tenant’s', async () => {
  const shop = await shop_for_this_test()
  const before = await figure('gemba_events_written_total')
  const { body } = await shop.call('POST', '/v1/jobs', { job_number: 'SECRET-1' })
  await shop.call('POST', '/v1/jobs', { job_number: 'SECRET-1' })
  await shop.call('GET', `/v1/jobs/${body.id}`, undefined, anonymous)
  const count = (verb: string, status: number) =>
    figure(`gemba_request_duration_seconds_count{interface="rest",verb="${verb}",status="${status}"}`)
  expect(await count('jobs.create', 201)).toBe(1)
  expect(await count('jobs.create', 409)).toBe(1)
  expect(await count('jobs.get', 401)).toBe(1)
  expect((await figure('gemba_events_written_total')) - before).toBe(1)
  const { body: text } = await shop.call('GET', '/metrics', undefined, anonymous)
  expect(text).toContain('nodejs_eventloop_lag_seconds')
  expect(text).toContain('nodejs_heap_size_used_bytes')
  for (const theirs of ['SECRET', body.id, shop.tenant_id, shop.admin.key]) expect(text).not.toContain(theirs)

  async function figure(name: string): Promise<number> {
    const { body } = await shop.call('GET', '/metrics', undefined, anonymous)
    return Number(
      String(body)
        .split('\n')
        .find((line) => line.startsWith(`${name} `))
        ?.slice(name.length) ?? Number.NaN,
    )
  }
})

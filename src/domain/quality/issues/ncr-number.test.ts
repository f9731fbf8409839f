import { expect, test } from 'vitest'
import { lay_out_job } from '../../../../test/floor-of-one-job.ts'
import { another_tenant } from '../../../../test/people.ts'
import { type Shop, shop_for_this_test } from '../../../../test/shop.ts'

const at = (moment: string) => ({ clock: () => Date.parse(moment) })

async function operation_of(shop: Shop): Promise<string> {
  const job = await lay_out_job(shop, [1])
  return job.parts[0]?.operations[0] ?? ''
}

function reporting(shop: Shop) {
  return async (operation_id: string, more: object = {}) =>
    shop.call('POST', '/v1/issues', { operation_id, kind: 'ncr', title: 'Bore', severity: 'high', ...more })
}

test('fifty at once, at one operation and at several, draw fifty numbers without a gap or a double', async () => {
  const shop = await shop_for_this_test(at('2026-05-04T08:00:00Z'))
  const report = reporting(shop)
  const operations = await Promise.all(Array.from({ length: 5 }, () => operation_of(shop)))
  const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => report(operations[n % 5] ?? '')))
  const numbers = answers.map(({ body }) => body.ncr_number).sort()
  expect(numbers).toEqual(Array.from({ length: 50 }, (_, n) => `NCR-2026-${String(n + 1).padStart(4, '0')}`))
})

test('a number of one’s own is taken once, and the series goes on behind it', async () => {
  const shop = await shop_for_this_test(at('2026-05-04T08:00:00Z'))
  const report = reporting(shop)
  const operation_id = await operation_of(shop)
  const own = async (ncr_number: string) => (await report(operation_id, { ncr_number })).body
  expect(await own('  QA/7 ')).toMatchObject({ ncr_number: 'QA/7' })
  const refused = await report(operation_id, { ncr_number: 'QA/7' })
  expect(refused.body).toMatchObject({ status: 409, reason: 'ncr_number_taken', facts: { ncr_number: 'QA/7' } })
  expect((await report(operation_id)).body.ncr_number).toBe('NCR-2026-0001')
  await own('NCR-2026-0007')
  await own('NCR-2025-0100')
  expect((await report(operation_id)).body.ncr_number).toBe('NCR-2026-0008')
  await own('NCR-2026-0003')
  expect((await report(operation_id)).body.ncr_number).toBe('NCR-2026-0009')
  await own('NCR-2026-9999')
  expect((await report(operation_id)).body.ncr_number).toBe('NCR-2026-10000')
  const same = await Promise.all(Array.from({ length: 10 }, () => report(operation_id, { ncr_number: 'QA/8' })))
  expect(same.map(({ status }) => status).sort()).toEqual([201, ...Array.from({ length: 9 }, () => 409)])
})

test('given and drawn side by side, whoever draws one gets one', async () => {
  const shop = await shop_for_this_test(at('2026-05-04T08:00:00Z'))
  const report = reporting(shop)
  const operations = await Promise.all(Array.from({ length: 4 }, () => operation_of(shop)))
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, n) => report(operations[n % 4] ?? '', n % 2 ? {} : { ncr_number: `NCR-2026-${1000 + n}` })),
  )
  expect(answers.filter((_answer, n) => n % 2).map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 201))
  const numbers = answers.flatMap(({ status, body }) => (status === 201 ? [body.ncr_number] : []))
  expect(new Set(numbers).size).toBe(numbers.length)
})

test('the year is the company’s own, and each company counts for itself', async () => {
  const shop = await shop_for_this_test(at('2026-12-31T23:30:00Z'))
  await shop.call('PATCH', `/v1/tenants/${shop.tenant_id}`, { time_zone: 'Europe/Berlin' })
  expect((await reporting(shop)(await operation_of(shop))).body.ncr_number).toBe('NCR-2027-0001')
  const other = await another_tenant(shop)
  const call = (path: string, body: object) => shop.call('POST', path, body, { key: other.key })
  const parts = [{ part_number: 'P', quantity: 1, operations: [{ sequence: 1, name: 'Saw' }] }]
  const job = await call('/v1/jobs', { job_number: 'X', parts })
  const ncr = { operation_id: job.body.parts[0].operations[0].id, kind: 'ncr', title: 'Bore', severity: 'low' }
  expect((await call('/v1/issues', ncr)).body.ncr_number).toBe('NCR-2026-0001')
})

import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lay_out_job } from '../../../../test/floor-of-one-job.ts'
import { open_shop, type Shop } from '../../../../test/shop.ts'
import { figures, type QuantityReport } from './quantity-report.ts'

let shop: Shop
beforeAll(async () => {
  shop = await open_shop()
})
afterAll(() => shop.close())

const pieces = fc.integer({ min: 0, max: 6 })
const step = fc.oneof(
  fc.record({ good: pieces, scrap: pieces, rework: pieces, mrb: pieces, second: fc.boolean() }),
  fc.record({ reverses: fc.nat({ max: 30 }), second: fc.boolean() }),
)
const policy = fc.constantFrom('free', 'warn', 'enforce')

const reports_of = async (operation_id: string): Promise<QuantityReport[]> =>
  (await shop.call('GET', `/v1/quantity-reports?operation_id=${operation_id}&limit=1000`)).body.data

test('an operation’s figures are the sum of its reports and never below zero, whatever is counted and taken back', async () => {
  await fc.assert(
    fc.asyncProperty(policy, fc.array(step, { minLength: 4, maxLength: 16 }), async (sequence_policy, steps) => {
      const [first = '', second = ''] = (await lay_out_job(shop, [2], {}, { sequence_policy })).parts[0]?.operations ?? []
      for (const one of steps) {
        const operation_id = one.second ? second : first
        if ('reverses' in one) {
          const reports = await reports_of(operation_id)
          const report = reports[one.reverses % Math.max(1, reports.length)]
          if (report) await shop.call('POST', `/v1/quantity-reports/${report.id}/reverse`, { reason: 'wrong' })
        } else {
          const { second: _, ...counted } = one
          await shop.call('POST', '/v1/quantity-reports', { operation_id, ...counted })
        }
        for (const id of [first, second]) await assert_sums(id)
      }
    }),
    { numRuns: 25 },
  )
})

async function assert_sums(id: string): Promise<void> {
  const [{ body: operation }, reports] = await Promise.all([shop.call('GET', `/v1/operations/${id}`), reports_of(id)])
  for (const figure of figures) {
    expect(operation[figure]).toBe(reports.reduce((all, report) => all + report[figure], 0))
    expect(operation[figure]).toBeGreaterThanOrEqual(0)
  }
  expect(operation.available).toBeGreaterThanOrEqual(0)
}

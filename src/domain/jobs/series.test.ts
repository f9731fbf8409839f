import { expect, test } from 'vitest'
import { shop_for_this_test } from '../../../test/shop.ts'

test('jobs are numbered in series, one after the other however many come at once; a number taken by hand is passed over', async () => {
  const shop = await shop_for_this_test()
  const make = (given: object) => shop.call('POST', '/v1/jobs', given)
  await make({ job_number: 'PO-0003' })
  const made = await Promise.all(Array.from({ length: 6 }, () => make({ series: 'PO' })))
  const numbers = made.map(({ body }) => body.job_number).sort()
  expect(numbers).toEqual(['PO-0001', 'PO-0002', 'PO-0004', 'PO-0005', 'PO-0006', 'PO-0007'])
  expect((await make({ series: 'WO' })).body).toMatchObject({ job_number: 'WO-0001', name: 'WO-0001' })
  expect((await make({ series: 'PO', job_number: 'X' })).body.job_number).toBe('X')
  expect((await make({ series: 'P-' })).body.errors).toMatchObject([{ field: 'series', rule: 'format' }])
})

import { expect, test } from 'vitest'
import { lay_out_job } from '../../../../test/floor-of-one-job.ts'
import { another_tenant } from '../../../../test/people.ts'
import { shop_for_this_test } from '../../../../test/shop.ts'

test('each material once, by name, whatever its case; none of deleted parts, none of another company’s', async () => {
  const shop = await shop_for_this_test()
  const of = async (query: string, options = {}) => (await shop.call('GET', `/v1/materials?${query}`, undefined, options)).body
  expect(await of('')).toEqual({ data: [], total: 0 })
  for (const material of ['Steel 4140', 'Aluminum 6061', 'steel  4140 ', 'Brass 100%', null]) await lay_out_job(shop, [1], {}, { material })
  const gone = await lay_out_job(shop, [1], {}, { material: 'Zamak' })
  await shop.call('DELETE', `/v1/jobs/${gone.id}`)
  expect(await of('')).toEqual({ data: [{ name: 'Aluminum 6061' }, { name: 'Brass 100%' }, { name: 'Steel 4140' }], total: 3 })
  expect(await of('search=STEEL')).toEqual({ data: [{ name: 'Steel 4140' }], total: 1 })
  expect(await of('search=100%25')).toMatchObject({ total: 1 })
  expect(await of('limit=1&offset=1')).toEqual({ data: [{ name: 'Brass 100%' }], total: 3 })
  expect(await of('offset=9')).toEqual({ data: [], total: 3 })
  expect((await of('limit=1001')).errors).toMatchObject([{ field: 'limit', rule: 'max_value' }])
  expect(await of('', { key: (await another_tenant(shop)).key })).toEqual({ data: [], total: 0 })
})

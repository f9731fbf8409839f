import { afterAll, beforeAll, expect, test } from 'vitest'
import { another_tenant, someone } from '../../../test/people.ts'
import { open_shop, type Shop } from '../../../test/shop.ts'

let shop: Shop
beforeAll(async () => {
  shop = await open_shop()
  for (const [name, role, employee_number] of [
    ['Ann 100%', 'operator', 'A1'],
    ['Bob', 'operator', 'B1'],
    ['Cid', 'planner', 'C1'],
  ]) {
    await shop.call('POST', '/v1/people', { name, role, employee_number })
  }
})
afterAll(() => shop.close())

const names = async (query: string, key?: string): Promise<string[]> => {
  const { body } = await shop.call('GET', `/v1/people?${query}`, undefined, key === undefined ? {} : { key })
  return body.data.map(({ name }: { name: string }) => name)
}

test('lists newest first, by role, by being active, by part of a name, number or address', async () => {
  expect(await names('')).toEqual(['Cid', 'Bob', 'Ann 100%', 'Administrator'])
  expect(await names('role=operator')).toEqual(['Bob', 'Ann 100%'])
  expect(await names('role=operator,planner')).toEqual(['Cid', 'Bob', 'Ann 100%'])
  expect(await names('search=%25')).toEqual(['Ann 100%'])
  expect(await names('search=b1')).toEqual(['Bob'])
  expect(await names('search=GEMBA.local')).toEqual(['Administrator'])
  expect(await names('is_active=false')).toEqual([])
  expect((await shop.call('GET', '/v1/people?role=boss')).status).toBe(422)
})

test('pages from the oldest on, and counts all that match', async () => {
  expect(await names('oldest_first=true&limit=2')).toEqual(['Administrator', 'Ann 100%'])
  const { body } = await shop.call('GET', '/v1/people?role=operator&limit=1&offset=1&with_total=true')
  expect(body).toMatchObject({ data: [{ name: 'Ann 100%' }], total: 2 })
})

test('pages by cursor', async () => {
  const first = await shop.call('GET', '/v1/people?limit=3')
  expect(first.body.data).toHaveLength(3)
  const rest = await shop.call('GET', `/v1/people?limit=3&cursor=${first.body.next_cursor}`)
  expect(rest.body).toMatchObject({ data: [{ name: 'Administrator' }], next_cursor: null })
})

test('another company’s people are not there', async () => {
  const other = await another_tenant(shop)
  expect(await names('', other.key)).toEqual(['Administrator'])
  const { body } = await shop.call('GET', '/v1/people?search=Bob')
  const theirs = await shop.call('GET', `/v1/people/${body.data[0].id}`, undefined, { key: other.key })
  expect(theirs.body).toMatchObject({ status: 404, reason: 'person_unknown' })
})

test('a viewer may look', async () => {
  const viewer = await someone(shop, 'viewer')
  expect(await names('search=Cid', viewer.key)).toEqual(['Cid'])
})

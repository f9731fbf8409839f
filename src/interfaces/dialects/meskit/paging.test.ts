import { afterAll, beforeAll, expect, test } from 'vitest'
import { data_of, meskit_of } from '../../../../test/meskit.ts'
import { open_shop, type Shop } from '../../../../test/shop.ts'

let shop: Shop
const ids: string[] = []
beforeAll(async () => {
  shop = await open_shop()
  for (const name of 'ABCDE') ids.push((await data_of(shop)('create_line', { name })).id)
})
afterAll(() => shop.close())

const page = async (query: string) => {
  const { status, body } = await meskit_of(shop)('list_lines', {}, { query })
  return { status, ...body, data: body.data?.map(({ name }: { name: string }) => name).join('') }
}

test('a page, where it goes on, and how many there are; the whole list without a limit', async () => {
  expect(await page('?limit=2')).toEqual({ status: 200, data: 'AB', next_cursor: ids[1], total: 5 })
  expect(await page(`?limit=2&cursor=${ids[1]}`)).toEqual({ status: 200, data: 'CD', next_cursor: ids[3], total: 5 })
  expect(await page(`?limit=2&cursor=${ids[3]}`)).toEqual({ status: 200, data: 'E', next_cursor: null, total: 5 })
  expect(await page('?limit=5')).toMatchObject({ data: 'ABCDE', next_cursor: null })
  expect(await page('')).toEqual({ status: 200, data: 'ABCDE' })
  expect(await page(`?cursor=${ids[1]}`)).toEqual({ status: 200, data: 'CDE', next_cursor: null, total: 5 })
})

test('a whole number is passed over', async () => {
  expect(await page('?limit=2&cursor=2')).toMatchObject({ data: 'CD', next_cursor: ids[3], total: 5 })
  expect(await page('?limit=2&cursor=9')).toMatchObject({ data: '', next_cursor: null, total: 5 })
})

test('no more than a thousand; and nothing that is no number, in the query alone', async () => {
  expect(await page('?limit=5000')).toMatchObject({ status: 200, data: 'ABCDE' })
  for (const limit of ['0', '-1', 'x', '1.5', ''])
    expect(await page(`?limit=${limit}`)).toMatchObject({ status: 400, issues: [{ path: ['limit'] }] })
  for (const cursor of ['-1', 'x'])
    expect(await page(`?limit=1&cursor=${cursor}`)).toMatchObject({ status: 400, issues: [{ path: ['cursor'] }] })
  const { body } = await meskit_of(shop)('list_lines', { limit: 1, cursor: 'x' })
  expect(body.data).toHaveLength(5)
})

test('pages of a sorted list; what is put in meanwhile neither repeats nor skips one', async () => {
  const [line_id] = ids
  const make = (name: string, position: number) => data_of(shop)('create_workstation', { line_id, name, position })
  for (const [name, position] of [
    ['C', 3],
    ['A', 1],
    ['B', 2],
    ['D', 3],
  ] as const)
    await make(name, position)
  const seen: string[] = []
  for (let query = '?limit=2'; query !== ''; ) {
    const { body } = await meskit_of(shop)('list_workstations', { line_id }, { query })
    seen.push(...body.data.map(({ name }: { name: string }) => name))
    await make(`Early ${seen.length}`, 1)
    query = body.next_cursor === null ? '' : `?limit=2&cursor=${body.next_cursor}`
  }
  expect(seen.join('')).toBe('ABCD')
})

test('a list of more than a thousand is whole', async () => {
  const other = Array.from({ length: 1100 }, (_, at) => ({ name: `P${at}` }))
  await Promise.all(other.map((input) => data_of(shop)('create_part_number', input)))
  const all = await data_of(shop)('list_part_numbers')
  expect(new Set(all.map(({ id }: { id: string }) => id)).size).toBe(1100)
  const { body } = await meskit_of(shop)('list_part_numbers', {}, { query: '?limit=1000' })
  expect(body).toMatchObject({ total: 1100, next_cursor: body.data[999].id })
})

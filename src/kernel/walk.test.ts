import { afterAll, beforeAll, expect, test } from 'vitest'
import { open_shop, type Shop } from '../../test/shop.ts'

let shop: Shop
let line_id: string
const ids: string[] = []
beforeAll(async () => {
  shop = await open_shop()
  line_id = (await shop.call('POST', '/v1/lines', { name: 'Line' })).body.id
  for (const [name, position] of [
    ['C', 2],
    ['A', 1],
    ['B', 2],
    ['D', 1],
    ['E', 3],
  ]) {
    ids.push((await shop.call('POST', '/v1/workstations', { name, position, line_id })).body.id)
  }
})
afterAll(() => shop.close())

const list = (query: string) => shop.call('GET', `/v1/workstations?${query}`)

/** Every page, and a newcomer between them that would stand at the front. */
async function names(query: string): Promise<string[]> {
  const found: string[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { status, body } = await list(`${query}&limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`)
    expect(status, JSON.stringify(body)).toBe(200)
    found.push(...body.data.map((one: { name: string }) => one.name))
    cursor = body.next_cursor
  }
  return found
}

test.each([
  ['', 'EDBAC'],
  ['oldest_first=true', 'CABDE'],
  ['sort=position', 'ADCBE'],
  ['sort=position&order=desc', 'EBCDA'],
  ['sort=name', 'ABCDE'],
])('every order pages by cursor: %s', async (query, expected) => {
  expect((await names(query)).join('')).toBe(expected)
})

test('the bare id of a row is a cursor, too; also of one that has gone', async () => {
  const after = async (id: string | undefined) => (await list(`sort=name&cursor=${id}`)).body.data.map(({ name }: { name: string }) => name)
  expect(await after(ids[2])).toEqual(['C', 'D', 'E'])
  const gone = await shop.call('POST', '/v1/workstations', { name: 'Bb', line_id })
  await shop.call('DELETE', `/v1/workstations/${gone.body.id}`)
  expect(await after(gone.body.id)).toEqual(['C', 'D', 'E'])
})

test('a cursor that is none of ours is refused, not taken for the end', async () => {
  for (const cursor of ['x', '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11']) {
    expect((await list(`sort=name&cursor=${cursor}`)).body).toMatchObject({ status: 422, reason: 'cursor_unknown' })
  }
})

test('only some are asked for, and counted', async () => {
  const { body } = await list(`ids=${ids[0]},${ids[3]}&with_total=true&oldest_first=true`)
  expect(body).toMatchObject({ data: [{ name: 'C' }, { name: 'D' }], total: 2 })
  expect((await list('ids=x')).status).toBe(422)
})

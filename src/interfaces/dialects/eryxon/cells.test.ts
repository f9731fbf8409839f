import { afterAll, beforeAll, expect, test } from 'vitest'
import { open_shop, type Shop } from '../../../../test/shop.ts'

let shop: Shop
beforeAll(async () => {
  shop = await open_shop()
})
afterAll(() => shop.close())

const names = async (query: string) => {
  const { body } = await shop.call('GET', `/api-cells?${query}`)
  return body.data.cells.map((cell: { name: string }) => cell.name)
}

test('cells are made, listed, changed and deleted', async () => {
  const first = await shop.call('POST', '/functions/v1/api-cells', { name: 'Welding' })
  expect(first).toMatchObject({
    status: 201,
    body: { success: true, data: { cell: { name: 'Welding', color: '#3B82F6', sequence: 1, active: true } } },
  })
  const { id } = first.body.data.cell
  const second = await shop.call('POST', '/api-cells', { name: 'Assembly', color: '#FF0000', description: 'By hand', active: false })
  expect(second.body.data.cell).toMatchObject({ sequence: 2, color: '#FF0000', description: 'By hand', active: false })
  expect(await names('')).toEqual(['Welding', 'Assembly'])
  expect(await names('sort=name')).toEqual(['Assembly', 'Welding'])
  expect(await names('sort=sequence&order=desc')).toEqual(['Assembly', 'Welding'])
  expect(await names('active=true')).toEqual(['Welding'])
  expect(await names('search=ASS')).toEqual(['Assembly'])
  expect((await shop.call('GET', '/api-cells?limit=1')).body.data.pagination).toEqual({ limit: 1, offset: 0, total: 2, has_more: true })
  expect(await names('limit=1&offset=1')).toEqual(['Assembly'])
  const changed = await shop.call('PATCH', `/api-cells?id=${id}`, { name: 'Welding 1', active: false, sequence: 5, color: null })
  expect(changed.body.data.cell).toMatchObject({ name: 'Welding 1', active: false, sequence: 5, color: '#3B82F6' })
  expect((await shop.call('GET', `/api-cells?id=${id}`)).body.data).toEqual(changed.body.data)
  expect((await shop.call('DELETE', `/api-cells?id=${id}`)).body.data).toMatchObject({ cell_id: id })
  expect((await shop.call('GET', `/api-cells?id=${id}`)).status).toBe(404)
})

test('a cell’s faults and conflicts', async () => {
  const wrong = await shop.call('POST', '/api-cells', { name: '', color: 'red', sequence: '1', active: 'yes' })
  expect(wrong.body.error.details).toMatchObject([
    { field: 'name', constraint: 'NOT_NULL', entityType: 'cell', entityIndex: 0 },
    { field: 'sequence', constraint: 'TYPE_MISMATCH', value: '1' },
    { field: 'active', constraint: 'TYPE_MISMATCH' },
    { field: 'color', constraint: 'TYPE_MISMATCH', value: 'red' },
  ])
  await shop.call('POST', '/api-cells', { name: 'Paint' })
  const again = await shop.call('POST', '/api-cells', { name: ' paint' })
  expect(again).toMatchObject({
    status: 409,
    body: { error: { code: 'CONFLICT', details: [{ field: 'name', constraint: 'UNIQUE_CONSTRAINT' }] } },
  })
  expect((await shop.call('PATCH', '/api-cells?id=019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', {})).status).toBe(400)
})

test('a cell at which operations stand stays', async () => {
  const operations = [{ operation_name: 'Cut', sequence: 1, cell_name: 'Saw' }]
  await shop.call('POST', '/api-jobs', { job_number: 'C-1', parts: [{ part_number: 'P', quantity: 1, operations }] })
  const { body } = await shop.call('GET', '/api-cells?search=saw')
  const refused = await shop.call('DELETE', `/api-cells?id=${body.data.cells[0].id}`)
  expect(refused).toMatchObject({ status: 409, body: { error: { code: 'CONFLICT', message: expect.stringMatching(/^Cell Saw/) } } })
})

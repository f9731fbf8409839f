import { afterAll, beforeAll, expect, test } from 'vitest'
import { another_tenant } from '../../../../test/people.ts'
import { open_shop, type Shop } from '../../../../test/shop.ts'
import { told_of } from '../../../../test/told.ts'

let shop: Shop
beforeAll(async () => {
  shop = await open_shop()
})
afterAll(() => shop.close())

const made = async (path: string, given: object) => {
  const { status, body } = await shop.call('POST', path, given)
  expect(status, JSON.stringify(body)).toBe(201)
  return body
}

test('sets up a plant, changes it, and tells both', async () => {
  await shop.call('PATCH', `/v1/tenants/${shop.tenant_id}`, { time_zone: 'Europe/Berlin' })
  const plant = await made('/v1/plants', { name: 'Works 1' })
  expect(plant).toMatchObject({ location: null, time_zone: 'Europe/Berlin', kg_co2e_per_kwh: null, revision: 1 })
  const { body } = await shop.call('PATCH', `/v1/plants/${plant.id}`, { kg_co2e_per_kwh: 0.38, name: 'Works 1' })
  expect(body).toEqual({ ...plant, kg_co2e_per_kwh: 0.38, revision: 2, updated_at: body.updated_at })
  expect((await shop.call('PATCH', `/v1/plants/${plant.id}`, { kg_co2e_per_kwh: 0.38 })).body).toEqual(body)
  expect((await shop.call('GET', `/v1/plants/${plant.id}`)).body).toEqual(body)
  const late = await shop.call('PATCH', `/v1/plants/${plant.id}`, { location: 'Ulm' }, { headers: { 'if-match': '"1"' } })
  expect(late.body).toMatchObject({ status: 412, reason: 'plant_stale' })
  expect(await told_of(shop, plant.id)).toEqual([
    { name: 'plant.created', facts: { plant_id: plant.id } },
    { name: 'plant.updated', facts: { plant_id: plant.id, changes: { kg_co2e_per_kwh: { before: null, after: 0.38 } } } },
  ])
})

test('a name is one plant’s, also when many want it at once', async () => {
  const answers = await Promise.all(Array.from({ length: 8 }, () => shop.call('POST', '/v1/plants', { name: 'Twin' })))
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
  expect(answers.filter(({ body }) => body.reason === 'plant_name_taken')).toHaveLength(7)
  const other = await made('/v1/plants', { name: 'Single' })
  expect((await shop.call('PATCH', `/v1/plants/${other.id}`, { name: ' twin' })).body).toMatchObject({
    status: 409,
    reason: 'plant_name_taken',
  })
})

test('is not removed while lines stand in it, nor under one that is being put there', async () => {
  const plant = await made('/v1/plants', { name: 'Old works' })
  const line = await made('/v1/lines', { name: 'Casting', plant_id: plant.id })
  expect(line).toMatchObject({ plant_id: plant.id })
  const refused = await shop.call('DELETE', `/v1/plants/${plant.id}`)
  expect(refused.body).toMatchObject({ status: 409, reason: 'plant_in_use', facts: { line_ids: [line.id] } })
  const listed = await shop.call('GET', `/v1/lines?plant_id=${plant.id}`)
  expect(listed.body.data).toMatchObject([{ id: line.id }])
  await shop.call('PATCH', `/v1/lines/${line.id}`, { plant_id: null })
  expect((await shop.call('DELETE', `/v1/plants/${plant.id}`)).body).toEqual({ id: plant.id })
  expect((await shop.call('GET', `/v1/plants/${plant.id}`)).body).toMatchObject({ status: 404, reason: 'plant_unknown' })
  expect((await told_of(shop, plant.id)).at(-1)?.name).toBe('plant.deleted')
  for (let round = 0; round < 8; round++) {
    const contested = await made('/v1/plants', { name: 'Old works' })
    const [put, removed] = await Promise.all([
      shop.call('PATCH', `/v1/lines/${line.id}`, { plant_id: contested.id }),
      shop.call('DELETE', `/v1/plants/${contested.id}`),
    ])
    const outcomes = [
      [200, 409],
      [422, 200],
    ]
    expect(outcomes, JSON.stringify(put.body)).toContainEqual([put.status, removed.status])
    await shop.call('PATCH', `/v1/lines/${line.id}`, { plant_id: null })
    await shop.call('DELETE', `/v1/plants/${contested.id}`)
  }
})

test('tells every fault; lists by part of the name; another company sees nothing of it', async () => {
  const wrong = await shop.call('POST', '/v1/plants', { name: '', time_zone: 'Mars/Base', kg_co2e_per_kwh: -1, tier: 'gold' })
  expect(wrong.status).toBe(422)
  expect(wrong.body.errors.map((fault: { field: string; rule: string }) => `${fault.field} ${fault.rule}`).sort()).toEqual([
    'kg_co2e_per_kwh min_value',
    'name min_length',
    'tier unknown_field',
    'time_zone choice',
  ])
  const plant = await made('/v1/plants', { name: '100% ours' })
  expect((await shop.call('GET', '/v1/plants?name=0%25%20O&with_total=true')).body).toMatchObject({ data: [{ id: plant.id }], total: 1 })
  const { key } = await another_tenant(shop)
  for (const method of ['GET', 'PATCH', 'DELETE'] as const) {
    const answer = await shop.call(method, `/v1/plants/${plant.id}`, method === 'PATCH' ? { name: 'X' } : undefined, { key })
    expect(answer.body).toMatchObject({ status: 404, reason: 'plant_unknown' })
  }
  expect((await shop.call('GET', '/v1/plants', undefined, { key })).body.data).toEqual([])
  const put = await shop.call('POST', '/v1/lines', { name: 'Theirs', plant_id: plant.id }, { key })
  expect(put.body.errors).toMatchObject([{ field: 'plant_id', rule: 'unknown_reference' }])
})

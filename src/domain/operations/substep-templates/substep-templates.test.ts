import { afterAll, beforeAll, expect, test } from 'vitest'
import { events_about } from '../../../../test/events.ts'
import { lay_out_job } from '../../../../test/floor-of-one-job.ts'
import { another_tenant, someone } from '../../../../test/people.ts'
import { open_shop, type Shop } from '../../../../test/shop.ts'

const nowhere = '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11'

let shop: Shop
beforeAll(async () => {
  shop = await open_shop()
})
afterAll(() => shop.close())

type Options = Parameters<Shop['call']>[3]
const make = (name: string, more: object = {}, options: Options = {}) =>
  shop.call('POST', '/v1/substep-templates', { name, ...more }, options)
const change = (id: string, fields: object, options: Options = {}) => shop.call('PATCH', `/v1/substep-templates/${id}`, fields, options)
const apply = (id: string, operation_id: string, options: Options = {}) =>
  shop.call('POST', `/v1/substep-templates/${id}/apply`, { operation_id }, options)
const remove = (id: string, options: Options = {}) => shop.call('DELETE', `/v1/substep-templates/${id}`, undefined, options)
async function operation(): Promise<string> {
  const job = await lay_out_job(shop, [1])
  return job.parts[0]?.operations[0] ?? ''
}

test('is made, shown, changed unless somebody else has changed it, and removed', async () => {
  const items = [
    { description: 'Deburr', sequence: 20 },
    { description: 'Measure', notes: 'Gauge 14' },
  ]
  const made = await make('First-off', { operation_type: 'Turning', description: 'Of each batch', items })
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  expect(made.body).toMatchObject({
    ...{ name: 'First-off', operation_type: 'Turning', description: 'Of each batch', revision: 1 },
    items: [
      { description: 'Measure', notes: 'Gauge 14', sequence: 2 },
      { description: 'Deburr', notes: null, sequence: 20 },
    ],
  })
  const { id } = made.body
  const path = `/v1/substep-templates/${id}`
  expect((await shop.call('GET', path)).body).toEqual(made.body)
  const changed = await change(id, { items: [{ description: 'Measure twice' }], name: 'First off' }, { headers: { 'if-match': '"1"' } })
  expect(changed.body).toMatchObject({ name: 'First off', items: [{ description: 'Measure twice', sequence: 1 }], revision: 2 })
  expect((await shop.call('GET', path)).body).toEqual(changed.body)
  expect((await change(id, { name: 'x' }, { headers: { 'if-match': '"1"' } })).body.reason).toBe('substep_template_stale')
  expect((await change(id, { name: 'First off' })).body.revision).toBe(2)
  expect((await remove(id)).body).toEqual({ id })
  for (const answer of [shop.call('GET', path), change(id, { name: 'x' }), remove(id), apply(id, await operation())])
    expect((await answer).body.reason).toBe('substep_template_unknown')
  const told = (await events_about(shop, id)).map(({ name }) => name)
  expect(told).toEqual(['substep_template.created', 'substep_template.updated', 'substep_template.deleted'])
  expect((await make('First off')).status).toBe(201)
})

test('a name is taken once, and every fault is told', async () => {
  const answers = await Promise.all(Array.from({ length: 10 }, () => make('Weld check')))
  expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array.from({ length: 9 }, () => 409)])
  const other = await make('Paint check')
  expect((await change(other.body.id, { name: ' weld  CHECK' })).body).toMatchObject({ status: 409, reason: 'substep_template_name_taken' })
  const wrong = await make(' ', { items: [{ description: '' }, { sequence: -1, notes: 7 }], operation_type: '' })
  expect(wrong.body.errors.map((one: { field: string; rule: string }) => `${one.field} ${one.rule}`)).toEqual([
    ...['name min_length', 'operation_type min_length', 'items[0].description min_length'],
    ...['items[1].description required', 'items[1].notes type', 'items[1].sequence min_value'],
  ])
})

test('is applied behind the substeps that are there, whole each time', async () => {
  const { body: template } = await make('Welding', {
    items: [{ description: 'Clean' }, { description: 'Tack', sequence: 5, notes: 'Twice' }],
  })
  const operation_id = await operation()
  const first = await apply(template.id, operation_id)
  expect(first.body).toMatchObject({
    operation_id,
    substeps: [
      { operation_id, description: 'Clean', sequence: 1, completed_at: null },
      { description: 'Tack', sequence: 5, notes: 'Twice' },
    ],
  })
  await Promise.all([apply(template.id, operation_id), apply(template.id, operation_id)])
  const { body } = await shop.call('GET', `/v1/substeps?operation_id=${operation_id}&sort=sequence`)
  expect(body.data.map((one: { sequence: number }) => one.sequence)).toEqual([1, 5, 6, 10, 11, 15])
  const told = (await events_about(shop, operation_id)).map(({ name }) => name)
  expect(told.filter((name) => name === 'substep.added')).toHaveLength(6)
  expect(told.filter((name) => name === 'substep_template.applied')).toHaveLength(3)
  expect((await apply(template.id, nowhere)).body.errors).toMatchObject([{ field: 'operation_id', rule: 'unknown_reference' }])
})

test('lists by type, by part of name or description, by name; another company sees none, and changes none', async () => {
  const { body: a } = await make('Zinc 100%', { operation_type: 'Coating' })
  const { body: b } = await make('Anodise', { operation_type: 'Coating', description: 'for_zinc' })
  const ids = async (query: string, options: Options = {}) =>
    (await shop.call('GET', `/v1/substep-templates?operation_type=Coating&${query}`, undefined, options)).body.data.map(
      ({ id }: { id: string }) => id,
    )
  expect(await ids('')).toEqual([b.id, a.id])
  expect(await ids('sort=name')).toEqual([b.id, a.id])
  expect(await ids('sort=name&limit=1&offset=1')).toEqual([a.id])
  expect(await ids('search=100%25')).toEqual([a.id])
  expect(await ids('search=FOR_')).toEqual([b.id])
  const foreign = { key: (await another_tenant(shop)).key }
  expect(await ids('', foreign)).toEqual([])
  for (const answer of [change(a.id, { name: 'Mine' }, foreign), remove(a.id, foreign)]) expect((await answer).status).toBe(404)
  expect((await apply(a.id, await operation(), foreign)).status).toBe(422)
  expect((await make('Zinc 100%', {}, foreign)).status).toBe(201)
})

test('planners make templates, supervisors apply them', async () => {
  const supervisor = { key: (await someone(shop, 'supervisor')).key }
  const operator = { key: (await someone(shop, 'operator')).key }
  const { body } = await make('Deburring')
  expect((await make('Mine', {}, supervisor)).status).toBe(403)
  expect((await change(body.id, { name: 'Mine' }, supervisor)).status).toBe(403)
  expect((await remove(body.id, supervisor)).status).toBe(403)
  expect((await apply(body.id, await operation(), operator)).status).toBe(403)
  expect((await apply(body.id, await operation(), supervisor)).body.substeps).toEqual([])
})

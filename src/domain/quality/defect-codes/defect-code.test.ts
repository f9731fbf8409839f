import { afterAll, beforeAll, expect, test } from 'vitest'
import { move, new_line, new_units_of } from '../../../../test/line-of-work.ts'
import { another_tenant, someone } from '../../../../test/people.ts'
import { open_shop, type Shop } from '../../../../test/shop.ts'
import { told_of } from '../../../../test/told.ts'
import { new_id } from '../../../kernel/id.ts'

let shop: Shop
beforeAll(async () => {
  shop = await open_shop()
})
afterAll(() => shop.close())

const made = async (code: string, more: object = {}) => {
  const { status, body } = await shop.call('POST', '/v1/defect-codes', { code, description: `About ${code}`, severity: 'major', ...more })
  expect(status, JSON.stringify(body)).toBe(201)
  return body
}

test('adds a code, and tells it', async () => {
  const code = await made('BRIDGE')
  expect(code).toMatchObject({ code: 'BRIDGE', severity: 'major', is_active: true, revision: 1 })
  expect((await shop.call('GET', `/v1/defect-codes/${code.id}`)).body).toEqual(code)
  expect(await told_of(shop, code.id)).toEqual([{ name: 'defect_code.created', facts: { defect_code_id: code.id } }])
})

test('a code is taken once, also when many want it at once', async () => {
  const given = { code: 'ONCE', description: 'x', severity: 'minor' }
  const answers = await Promise.all(Array.from({ length: 8 }, () => shop.call('POST', '/v1/defect-codes', given)))
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
  expect(answers.filter(({ body }) => body.reason === 'defect_code_taken')).toHaveLength(7)
  const other = await made('TWICE')
  expect((await shop.call('PATCH', `/v1/defect-codes/${other.id}`, { code: 'ONCE' })).body.reason).toBe('defect_code_taken')
})

test('is changed, and told; a stale change is refused', async () => {
  const code = await made('CHANGED')
  const path = `/v1/defect-codes/${code.id}`
  const { body } = await shop.call('PATCH', path, { severity: 'critical' })
  expect(body).toEqual({ ...code, severity: 'critical', revision: 2, updated_at: body.updated_at })
  expect((await told_of(shop, code.id)).at(-1)).toEqual({
    name: 'defect_code.updated',
    facts: { defect_code_id: code.id, changes: { severity: { before: 'major', after: 'critical' } } },
  })
  expect((await shop.call('PATCH', path, { severity: 'critical' })).body.revision).toBe(2)
  const late = await shop.call('PATCH', path, { severity: 'minor' }, { headers: { 'if-match': '"1"' } })
  expect(late.body).toMatchObject({ status: 412, reason: 'defect_code_stale' })
})

test('lists by code, the worst first, and part of a text', async () => {
  await made('Z-LOW', { severity: 'minor', description: 'sorting' })
  await made('A-LOW', { severity: 'minor', description: 'sorting' })
  await made('M-BAD', { severity: 'critical', description: 'sorting' })
  const codes = async (query: string) =>
    (await shop.call('GET', `/v1/defect-codes?search=sorting${query}`)).body.data.map(({ code }: { code: string }) => code)
  expect(await codes('')).toEqual(['M-BAD', 'A-LOW', 'Z-LOW'])
  expect(await codes('&sort=code')).toEqual(['A-LOW', 'M-BAD', 'Z-LOW'])
  expect(await codes('&sort=severity')).toEqual(['M-BAD', 'A-LOW', 'Z-LOW'])
  expect(await codes('&severity=critical')).toEqual(['M-BAD'])
  const page = (await shop.call('GET', '/v1/defect-codes?search=sorting&sort=severity&limit=1&with_total=true')).body
  expect(page).toMatchObject({ total: 3, data: [{ code: 'M-BAD' }] })
  expect(await codes(`&sort=severity&cursor=${page.next_cursor}`)).toEqual(['A-LOW', 'Z-LOW'])
})

test('is removed only while nothing was found with it', async () => {
  const [unused, used, scrapped] = [await made('UNUSED'), await made('USED'), await made('SCRAP')]
  const { unit_ids } = await new_units_of(shop, await new_line(shop, [60]), 2)
  const found = { unit_id: unit_ids[0], kind: 'inspection', result: 'fail', defect_code_id: used.id }
  expect((await shop.call('POST', '/v1/quality-events', found)).status).toBe(201)
  await move(shop, unit_ids[1])
  expect((await shop.call('POST', `/v1/units/${unit_ids[1]}/scrap`, { defect_code_id: scrapped.id })).status).toBe(200)
  for (const { id } of [used, scrapped]) {
    expect((await shop.call('DELETE', `/v1/defect-codes/${id}`)).body).toMatchObject({ status: 409, reason: 'defect_code_in_use' })
  }
  expect((await shop.call('DELETE', `/v1/defect-codes/${unused.id}`)).body).toEqual({ id: unused.id })
  expect((await told_of(shop, unused.id)).at(-1)?.name).toBe('defect_code.deleted')
  const gone = await shop.call('POST', '/v1/quality-events', { ...found, defect_code_id: unused.id })
  expect(gone.body).toMatchObject({ status: 422, errors: [{ field: 'defect_code_id', rule: 'unknown_reference' }] })
})

test('is another company’s own, and a planner’s', async () => {
  const code = await made('OURS')
  const other = await another_tenant(shop, 'Defects of others')
  const operator = await someone(shop, 'operator')
  for (const id of [code.id, new_id()]) {
    for (const [method, body] of [['GET'], ['PATCH', { description: 'x' }], ['DELETE']] as const) {
      const answer = await shop.call(method, `/v1/defect-codes/${id}`, body, { key: other.key })
      expect(answer.body).toMatchObject({ status: 404, reason: 'defect_code_unknown' })
    }
  }
  const given = { code: 'OURS', description: 'x', severity: 'minor' }
  expect((await shop.call('POST', '/v1/defect-codes', given, { key: other.key })).status).toBe(201)
  expect((await shop.call('POST', '/v1/defect-codes', { ...given, code: 'O' }, { key: operator.key })).status).toBe(403)
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { data_of, meskit_of } from '../../../../test/meskit.ts'
import { another_tenant, someone } from '../../../../test/people.ts'
import { open_shop, type Shop } from '../../../../test/shop.ts'

let shop: Shop
let call: ReturnType<typeof meskit_of>
let data: ReturnType<typeof data_of>
beforeAll(async () => {
  shop = await open_shop()
  call = meskit_of(shop)
  data = data_of(shop)
})
afterAll(() => shop.close())

const nobody = '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11'
interface Member {
  readonly user_id: string
  readonly email: string | null
  readonly role: string
}
const members = (): Promise<Member[]> => data('list_members')

test('a change of the company says something, and nothing that is wrong or taken', async () => {
  const before = await data('get_organization')
  expect(before.member_count).toBe((await members()).length)
  expect((await call('update_organization', { colour: 'red' })).body).toMatchObject({ code: 'invalid', issues: [{ path: [] }] })
  expect((await call('update_organization', { name: '' })).body).toMatchObject({ code: 'invalid', issues: [{ path: ['name'] }] })
  const other = await another_tenant(shop, 'Slug Works')
  expect(await call('update_organization', { slug: other.slug })).toMatchObject({ status: 409, body: { code: 'conflict' } })
  expect(await data('get_organization')).toEqual(before)
  expect((await call('get_organization', {}, { key: other.key })).body.data).toMatchObject({ id: other.id, name: 'Slug Works' })
})

test('who is invited is in the company, cannot sign in yet, and is not invited twice', async () => {
  const { user_id } = await data('invite_member', { email: 'new@example.com', role: 'viewer' })
  expect((await shop.call('GET', `/v1/people/${user_id}`)).body).toMatchObject({ role: 'viewer', has_password: false, is_owner: false })
  expect((await call('invite_member', { email: 'New@example.com', role: 'admin' })).body).toMatchObject({ code: 'conflict' })
  expect(await data('remove_member', { user_id })).toEqual({ success: true })
  expect((await members()).some((one) => one.user_id === user_id)).toBe(false)
  expect((await call('update_member_role', { user_id, role: 'viewer' })).status).toBe(404)
})

test('roles of ours are shown as theirs; pages go on behind a user_id', async () => {
  const first = await members()
  const shown = { admin: 'admin', planner: 'operator', supervisor: 'operator', operator: 'operator', viewer: 'viewer' }
  const made: object[] = []
  for (const [ours, role] of Object.entries(shown)) made.push({ user_id: (await someone(shop, ours)).id, role, email: null })
  const all = await members()
  expect(all.slice(first.length)).toMatchObject(made)
  const { body } = await call('list_members', {}, { query: '?limit=2' })
  expect(body).toEqual({ data: all.slice(0, 2), next_cursor: all[1]?.user_id, total: all.length })
  const next = await call('list_members', {}, { query: `?limit=1000&cursor=${body.next_cursor}` })
  expect(next.body).toEqual({ data: all.slice(2), next_cursor: null, total: all.length })
})

test('the owner keeps their role and stays; nobody moves or removes themselves', async () => {
  const as_owner = { key: (await another_tenant(shop, 'Owned Works')).key }
  const owner: Member = (await call('list_members', {}, as_owner)).body.data[0]
  const { user_id } = (await call('invite_member', { email: 'second@example.com', role: 'admin' }, as_owner)).body.data
  const key = await shop.call('POST', '/v1/api-keys', { name: 'Second', person_id: user_id }, as_owner)
  const as_admin = { key: key.body.key }
  const answers = await Promise.all([
    call('update_member_role', { user_id: owner.user_id, role: 'viewer' }, as_admin),
    call('remove_member', { user_id: owner.user_id }, as_admin),
    call('update_member_role', { user_id, role: 'viewer' }, as_admin),
    call('remove_member', { user_id }, as_admin),
    call('update_member_role', { user_id: owner.user_id, role: 'operator' }, as_owner),
  ])
  for (const { status, body } of answers) expect([status, body.code]).toEqual([409, 'conflict'])
  expect((await call('list_members', {}, as_owner)).body.data.map(({ role }: Member) => role)).toEqual(['owner', 'admin'])
})

test('only admins touch who belongs to the company, and no key whose scopes say otherwise', async () => {
  const planner = await someone(shop, 'planner')
  const asked = [
    call('invite_member', { email: 'a@example.com', role: 'viewer' }, planner),
    call('update_member_role', { user_id: planner.id, role: 'admin' }, planner),
    call('remove_member', { user_id: nobody }, planner),
  ]
  for (const { status, body } of await Promise.all(asked)) expect([status, body.code]).toEqual([403, 'forbidden'])
  const narrow = await someone(shop, 'admin', { scopes: ['read'] })
  expect((await call('list_members', {}, narrow)).status).toBe(200)
  expect((await call('create_plant', { name: 'N' }, narrow)).body.error).toBe("Tool 'create_plant' is not in your API key scopes")
  const inviter = await someone(shop, 'admin', { scopes: ['invite_member'] })
  expect((await call('invite_member', { email: 'by-key@example.com', role: 'viewer' }, inviter)).status).toBe(200)
  expect((await call('list_members', {}, inviter)).status).toBe(403)
})

test('another company’s people are not there', async () => {
  const other = await another_tenant(shop, 'Foreign Works')
  const [theirs] = (await call('list_members', {}, { key: other.key })).body.data
  expect((await members()).some(({ user_id }) => user_id === theirs.user_id)).toBe(false)
  for (const user_id of [theirs.user_id, nobody]) {
    expect(await call('update_member_role', { user_id, role: 'viewer' })).toMatchObject({ status: 404, body: { code: 'not_found' } })
    expect((await call('remove_member', { user_id })).status).toBe(404)
  }
  expect((await call('remove_member', { user_id: 'x' })).body).toMatchObject({ code: 'invalid', issues: [{ path: ['user_id'] }] })
})

test('plants stand oldest first, each with a name of its own; another company’s are not there', async () => {
  const [first, second] = [await data('create_plant', { name: 'One' }), await data('create_plant', { name: 'Two' })]
  expect(await data('list_plants')).toEqual([first, second])
  expect((await call('list_plants', {}, { query: '?limit=1' })).body).toEqual({ data: [first], next_cursor: first.id, total: 2 })
  expect((await call('update_plant', { id: second.id, name: ' one ' })).body).toMatchObject({ code: 'conflict' })
  const { key } = await another_tenant(shop, 'Plantless')
  expect((await call('list_plants', {}, { key })).body).toEqual({ data: [] })
  expect((await call('update_plant', { id: first.id, name: 'Mine' }, { key })).status).toBe(404)
  expect((await call('create_plant', { name: 'One' }, { key })).status).toBe(200)
  expect((await call('create_plant', { name: 'Three' }, await someone(shop, 'operator'))).status).toBe(403)
  expect((await call('create_plant', { timezone: 'Mars' })).body.issues).toMatchObject([{ path: ['name'] }, { path: ['timezone'] }])
})

test('of many who found a plant of one name at once, one does', async () => {
  const made = await Promise.all(Array.from({ length: 5 }, () => call('create_plant', { name: 'Race' })))
  expect(made.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409])
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { another_tenant, someone } from '../../../test/people.ts'
import { open_shop, type Shop } from '../../../test/shop.ts'
import { told_of } from '../../../test/told.ts'

let shop: Shop
beforeAll(async () => {
  shop = await open_shop()
})
afterAll(() => shop.close())

/** A company with its owner, another admin and a planner. */
async function company(name: string) {
  const { key: owner_key } = await another_tenant(shop, name)
  const call = (key: string, method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown) =>
    shop.call(method, `/v1/people${path}`, body, { key })
  const owner = (await call(owner_key, 'GET', '?role=admin')).body.data[0].id as string
  const make = async (role: string): Promise<{ id: string; key: string }> => {
    const { id } = (await call(owner_key, 'POST', '', { name: role, role, employee_number: `${role} ${Math.random()}` })).body
    const { key } = (await shop.call('POST', '/v1/api-keys', { name: role, person_id: id }, { key: owner_key })).body
    return { id, key }
  }
  const owners = async (): Promise<string[]> =>
    (await call(owner_key, 'GET', '')).body.data.flatMap((person: { id: string; is_owner: boolean }) =>
      person.is_owner ? [person.id] : [],
    )
  return { call, owner, owner_key, make, owners }
}

test('who sets a company up is its owner: nobody removes, switches off or demotes them', async () => {
  const { call, owner, make, owners } = await company('One')
  const admin = await make('admin')
  expect(await owners()).toEqual([owner])
  const refused = { status: 409, reason: 'person_is_owner' }
  expect((await call(admin.key, 'DELETE', `/${owner}`)).body).toMatchObject(refused)
  for (const given of [{ role: 'operator' }, { is_active: false }]) {
    expect((await call(admin.key, 'PATCH', `/${owner}`, given)).body).toMatchObject(refused)
  }
  expect((await call(admin.key, 'PATCH', `/${owner}`, { name: 'Still the owner', role: 'admin', is_active: true })).status).toBe(200)
  expect(await owners()).toEqual([owner])
})

test('hands the company over to another admin, and can be removed then', async () => {
  const { call, owner, owner_key, make, owners } = await company('Two')
  const [admin, planner, off] = [await make('admin'), await make('planner'), await make('admin')]
  await call(owner_key, 'PATCH', `/${off.id}`, { is_active: false })
  const hand_over = (key: string, id: string) => call(key, 'POST', `/${id}/hand-over`, {})
  expect((await hand_over(admin.key, admin.id)).body).toMatchObject({ status: 403, reason: 'not_owner' })
  for (const { id } of [planner, off]) {
    expect((await hand_over(owner_key, id)).body).toMatchObject({ status: 409, reason: 'person_no_admin' })
  }
  expect((await hand_over(owner_key, owner)).body).toMatchObject({ is_owner: true })
  const { body } = await hand_over(owner_key, admin.id)
  expect(body).toMatchObject({ id: admin.id, is_owner: true, revision: 1 })
  expect((await call(owner_key, 'GET', `/${admin.id}`)).body).toEqual(body)
  expect(await owners()).toEqual([admin.id])
  expect((await hand_over(owner_key, owner)).body).toMatchObject({ status: 403, reason: 'not_owner' })
  expect((await call(admin.key, 'DELETE', `/${owner}`)).body).toEqual({ id: owner })
  const elsewhere = await company('Three')
  expect((await hand_over(elsewhere.owner_key, admin.id)).body).toMatchObject({ status: 404, reason: 'person_unknown' })
})

test('handed over to several at once, it is one’s', async () => {
  const { call, owner, owner_key, make, owners } = await company('Four')
  const admins = await Promise.all([1, 2, 3, 4].map(() => make('admin')))
  const answers = await Promise.all(admins.map(({ id }) => call(owner_key, 'POST', `/${id}/hand-over`, {})))
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 403, 403, 403])
  const [winner, ...others] = await owners()
  expect(others).toEqual([])
  expect(winner).toBe(answers.find(({ status }) => status === 200)?.body.id)
  expect(winner).not.toBe(owner)
})

test('a system admin hands it over in their own company, and the log tells both', async () => {
  const first = (await shop.call('GET', '/v1/people?role=system_admin')).body.data[0]
  expect(first.is_owner).toBe(true)
  const [root, admin] = [await someone(shop, 'system_admin'), await someone(shop, 'admin')]
  expect((await shop.call('DELETE', `/v1/people/${first.id}`, undefined, { key: root.key })).body).toMatchObject({
    reason: 'person_is_owner',
  })
  expect((await shop.call('POST', `/v1/people/${admin.id}/hand-over`, {}, { key: root.key })).body).toMatchObject({ is_owner: true })
  for (const [id, after] of [
    [first.id, false],
    [admin.id, true],
  ] as const) {
    const facts = { person_id: id, changes: { is_owner: { before: !after, after } } }
    expect((await told_of(shop, id)).at(-1)).toEqual({ name: 'person.updated', facts })
  }
})

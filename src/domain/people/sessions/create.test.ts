import { afterAll, beforeAll, expect, test } from 'vitest'
import { another_tenant, someone } from '../../../../test/people.ts'
import { open_shop, type Shop, shop_for_this_test } from '../../../../test/shop.ts'
import { counted_address, note_failure } from './lock-out.ts'

let shop: Shop
beforeAll(async () => {
  shop = await open_shop()
})
afterAll(() => shop.close())

const nobody = { key: null }
const failed = { status: 401, reason: 'sign_in_failed', detail: 'Nobody can be signed in with that. Check what was typed.' }

/** A call from an address of its own, so that one test's failures do not count in another. */
async function sign_in(
  at: Shop,
  address: string,
  given: object,
): Promise<{ status: number; reason?: string; facts?: { retry_after_s: number } }> {
  const response = await at.app.inject({ method: 'POST', url: '/v1/sessions', payload: given, remoteAddress: address })
  return { ...response.json(), status: response.statusCode }
}

test('the office signs in by e-mail and password', async () => {
  const { status, body } = await shop.call('POST', '/v1/sessions', { email: 'ADMIN@gemba.local', password: shop.admin.password }, nobody)
  expect(status, JSON.stringify(body)).toBe(201)
  expect(body.token).toMatch(/^ses_[0-9a-f]{48}$/)
  expect(body.person).toMatchObject({ name: 'Administrator', role: 'system_admin' })
  expect(Date.parse(body.expires_at) - Date.now()).toBeGreaterThan(11.9 * 3600_000)
  const who = await shop.call('GET', '/v1/sessions/current', undefined, { key: body.token })
  expect(who.body).toMatchObject({
    kind: 'person',
    role: 'system_admin',
    access: 'read-write',
    scopes: ['*'],
    api_key_id: null,
    sandbox: false,
  })
  expect(who.body).toMatchObject({ person: { name: 'Administrator' }, tenant: { id: shop.tenant_id, slug: 'shop' } })
})

test('the tablet signs in by PIN: by the company’s short name, or with its own key', async () => {
  const jane = { name: 'Jane', role: 'operator', employee_number: '1042', email: 'jane@shop.example', pin: '4711' }
  const { id } = (await shop.call('POST', '/v1/people', jane)).body
  for (const named of [{ person_id: id }, { employee_number: '1042' }, { email: 'JANE@shop.example' }]) {
    const anywhere = await shop.call('POST', '/v1/sessions', { tenant: 'shop', ...named, pin: '4711' }, nobody)
    expect(anywhere.body.person?.id, JSON.stringify(anywhere.body)).toBe(id)
    expect((await shop.call('POST', '/v1/sessions', { ...named, pin: '4711' })).body.person.id).toBe(id)
  }
  const other = await another_tenant(shop)
  expect((await shop.call('POST', '/v1/sessions', { person_id: id, pin: '4711' }, { key: other.key })).body).toMatchObject(failed)
  expect((await shop.call('POST', '/v1/sessions', { tenant: other.slug, person_id: id, pin: '4711' }, nobody)).body).toMatchObject(failed)
})

test('whatever is unknown or wrong, the answer is the same', async () => {
  const off = { name: 'Off', role: 'operator', email: 'off@shop.example', employee_number: 'OFF', password: 'long enough', pin: '1111' }
  const { id } = (await shop.call('POST', '/v1/people', off)).body
  await shop.call('PATCH', `/v1/people/${id}`, { is_active: false })
  const no_secret = (await someone(shop, 'operator')).id
  for (const given of [
    { email: 'admin@gemba.local', password: 'wrong' },
    { email: 'nobody@gemba.local', password: 'wrong' },
    { email: off.email, password: off.password },
    { tenant: 'shop', employee_number: 'OFF', pin: '1111' },
    { tenant: 'shop', employee_number: 'nobody', pin: '1111' },
    { tenant: 'shop', person_id: no_secret, pin: '1111' },
    { tenant: 'no-such-shop', employee_number: '1042', pin: '4711' },
    { tenant: 'shop', email: 'admin@gemba.local', pin: '4711' },
  ]) {
    const { status, body } = await shop.call('POST', '/v1/sessions', given, nobody)
    expect([status, body.reason, body.detail, body.facts], JSON.stringify(given)).toEqual([401, failed.reason, failed.detail, {}])
  }
})

test('says what is missing', async () => {
  const told = async (given: object): Promise<string[]> => {
    const { body } = await shop.call('POST', '/v1/sessions', given, nobody)
    return body.errors.map((error: { field: string; rule: string }) => `${error.field} ${error.rule}`)
  }
  expect(await told({})).toEqual(['email required', 'password required'])
  expect(await told({ email: 'a@b.de' })).toEqual(['password required'])
  expect(await told({ password: 'x' })).toEqual(['email required'])
  expect(await told({ email: 'a@b.de', password: 'x', pin: '1' })).toEqual(['pin unknown_field'])
  expect(await told({ pin: '1234', tenant: 'shop' })).toEqual(['person_id required'])
  expect(await told({ pin: '1234', tenant: 'shop', email: 'a@b.de', employee_number: '1' })).toEqual(['person_id required'])
  expect(await told({ pin: '1234', employee_number: '1' })).toEqual(['tenant required'])
})

test('five failures of an account shut it for a quarter of an hour, even to the right password, from anywhere', async () => {
  let now = Date.parse('2026-03-02T08:00:00Z')
  const at = await shop_for_this_test({ clock: () => now })
  const given = { email: 'admin@gemba.local', password: at.admin.password }
  for (let n = 0; n < 5; n++) {
    expect((await sign_in(at, '10.0.0.1', { ...given, password: 'wrong' })).status).toBe(401)
    now += 60_000
    expect((await sign_in(at, '10.0.0.1', given)).status).toBe(n < 4 ? 201 : 429)
  }
  const refused = await sign_in(at, '10.9.9.9', given)
  expect(refused).toMatchObject({ status: 429, code: 'rate_limited', reason: 'too_many_failures', facts: { retry_after_s: 10 * 60 } })
  const unknown = { email: 'nobody@gemba.local', password: 'wrong' }
  for (let n = 0; n < 6; n++) expect((await sign_in(at, '10.0.0.1', unknown)).status).toBe(n < 5 ? 401 : 429)
  now += (refused.facts?.retry_after_s ?? 0) * 1000
  expect((await sign_in(at, '10.0.0.1', given)).status).toBe(201)
})

test('one account by whichever name: the number, the id and the e-mail count together', async () => {
  const jane = { name: 'Jane', role: 'operator', employee_number: '55', email: 'jane@many.example', pin: '4711', password: 'long enough' }
  const { id } = (await shop.call('POST', '/v1/people', jane)).body
  const ways = [{ employee_number: '55' }, { person_id: id }, { email: jane.email }, { employee_number: '55' }]
  for (const way of ways) expect((await sign_in(shop, '10.0.1.1', { tenant: 'shop', ...way, pin: '0000' })).status).toBe(401)
  expect((await sign_in(shop, '10.0.1.1', { email: jane.email, password: 'wrong' })).status).toBe(401)
  for (const way of ways) expect((await sign_in(shop, '10.0.1.1', { tenant: 'shop', ...way, pin: '4711' })).status).toBe(429)
})

test('of forty guesses at once only five are tried', async () => {
  const jane = { name: 'Jane', role: 'operator', employee_number: '66', pin: '0049' }
  await shop.call('POST', '/v1/people', jane)
  const guesses = Array.from({ length: 40 }, (_, n) => ({ tenant: 'shop', employee_number: '66', pin: `10${n + 10}` }))
  const statuses = await Promise.all(guesses.map(async (guess) => (await sign_in(shop, '10.0.2.1', guess)).status))
  expect(statuses.filter((status) => status === 401)).toHaveLength(5)
  expect(statuses.filter((status) => status === 429)).toHaveLength(35)
})

test('a hundred failures of an address shut it, and no other', async () => {
  const at = await shop_for_this_test()
  await at.engine.as_system('fail', at.tenant_id, async (context) => {
    for (let n = 0; n < 97; n++) note_failure(context, { account_hash: `${n}`, address: counted_address('2001:db8:1:2::7') })
  })
  const guesses = Array.from({ length: 8 }, (_, n) => ({ email: `guess-${n}@example.com`, password: 'wrong' }))
  const statuses = await Promise.all(guesses.map(async (guess, n) => (await sign_in(at, `2001:db8:1:2::${n}`, guess)).status))
  expect(statuses.sort()).toEqual([401, 401, 401, 429, 429, 429, 429, 429])
  const given = { email: 'admin@gemba.local', password: at.admin.password }
  expect((await sign_in(at, '2001:db8:1:2:ffff::1', given)).status).toBe(429)
  expect((await sign_in(at, '2001:db8:1:3::7', given)).status).toBe(201)
})

test('twelve hours, then it is over', async () => {
  let now = Date.parse('2026-03-02T08:00:00Z')
  const at = await shop_for_this_test({ clock: () => now })
  const session = await at.call('POST', '/v1/sessions', { email: 'admin@gemba.local', password: at.admin.password }, nobody)
  const who = () => at.call('GET', '/v1/sessions/current', undefined, { key: session.body.token })
  now += 12 * 3600_000 - 1
  expect((await who()).status).toBe(200)
  now += 1
  expect((await who()).body).toMatchObject({ status: 401, reason: 'token_expired' })
})

test('ending a session ends that one', async () => {
  const given = { email: 'admin@gemba.local', password: shop.admin.password }
  const [one, two] = [await shop.call('POST', '/v1/sessions', given, nobody), await shop.call('POST', '/v1/sessions', given, nobody)]
  const who = async (token: string) => (await shop.call('GET', '/v1/sessions/current', undefined, { key: token })).status
  const session_id = (await shop.call('GET', '/v1/sessions/current', undefined, { key: one.body.token })).body.session_id
  expect((await shop.call('POST', '/v1/sessions/end', {}, { key: one.body.token })).body).toEqual({ id: session_id })
  expect([await who(one.body.token), await who(two.body.token)]).toEqual([401, 200])
  expect((await shop.call('POST', '/v1/sessions/end', {})).body).toMatchObject({ status: 409, reason: 'no_session' })
})

test('a repeat with the same key does not show the token again', async () => {
  const options = { headers: { 'idempotency-key': 's1' } }
  const given = { email: 'admin@gemba.local', password: shop.admin.password }
  expect((await shop.call('POST', '/v1/sessions', given, options)).status).toBe(201)
  expect((await shop.call('POST', '/v1/sessions', given, options)).body).toMatchObject({ status: 409, reason: 'done_before' })
  const wrong = { headers: { 'idempotency-key': 's2' } }
  expect((await shop.call('POST', '/v1/sessions', { ...given, password: 'wrong' }, wrong)).status).toBe(401)
  expect((await shop.call('POST', '/v1/sessions', { ...given, password: 'wrong' }, wrong)).status).toBe(401)
})

test('an address is counted as what one subscriber has', () => {
  expect(counted_address('10.1.2.3')).toBe('10.1.2.3')
  expect(counted_address('::ffff:10.1.2.3')).toBe('10.1.2.3')
  expect(counted_address('2001:db8:1:2:3:4:5:6')).toBe(counted_address('2001:db8:1:2::1'))
  expect(counted_address('2001:db8:1:3::1')).not.toBe(counted_address('2001:db8:1:2::1'))
  expect(counted_address('')).toBe('')
})

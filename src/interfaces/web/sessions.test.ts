import { expect, test } from 'vitest'
import { someone } from '../../../test/people.ts'
import { type Shop, shop_for_this_test } from '../../../test/shop.ts'

const own_page = { 'x-requested-by': 'gemba' }
const cookies_of = (headers: Readonly<Record<string, unknown>>): string =>
  [headers['set-cookie']]
    .flat()
    .flatMap((one) => (typeof one === 'string' ? [one.split(';')[0] ?? ''] : []))
    .join('; ')

const sign_in = async (shop: Shop) => {
  const given = { email: shop.admin.email, password: shop.admin.password }
  return shop.call('POST', '/session', given, { key: null, headers: own_page })
}
const as = (cookie: string, more: Record<string, string> = {}) => ({ key: null, headers: { cookie, ...more } })

test('a sign-in is kept in a cookie that no script and no other site can use', async () => {
  const shop = await shop_for_this_test()
  const { status, body, headers } = await sign_in(shop)
  expect(status).toBe(201)
  expect(body.person.email).toBe(shop.admin.email)
  expect(JSON.stringify(body)).not.toContain('ses_')
  expect(headers['set-cookie']).toMatch(/^gemba_session=ses_\w+; HttpOnly; SameSite=Strict; Path=\/; Max-Age=43200$/)
  const cookie = cookies_of(headers)
  expect((await shop.call('GET', '/v1/jobs', undefined, as(cookie))).status).toBe(200)
  expect((await shop.call('POST', '/v1/lines', { name: 'From elsewhere' }, as(cookie))).status).toBe(401)
  expect((await shop.call('POST', '/v1/lines', { name: 'From our page' }, as(cookie, own_page))).status).toBe(201)
})

test('what is typed wrong is refused, and so is another page', async () => {
  const shop = await shop_for_this_test()
  const wrong = await shop.call('POST', '/session', { email: shop.admin.email, password: 'wrong' }, { key: null, headers: own_page })
  expect(wrong.body).toMatchObject({ status: 401, reason: 'sign_in_failed' })
  expect(wrong.headers['set-cookie']).toBeUndefined()
  const elsewhere = await shop.call('POST', '/session', { email: shop.admin.email, password: shop.admin.password }, { key: null })
  expect(elsewhere.body).toMatchObject({ status: 403, reason: 'not_our_page' })
})

test('who signs out is signed out, with the cookie', async () => {
  const shop = await shop_for_this_test()
  const cookie = cookies_of((await sign_in(shop)).headers)
  const out = await shop.call('DELETE', '/session', undefined, as(cookie, own_page))
  expect(out.headers['set-cookie']).toMatch(/^gemba_session=; .*Max-Age=0$/)
  expect((await shop.call('GET', '/v1/jobs', undefined, as(cookie))).status).toBe(401)
})

test('a tablet has a key of its own; who stands at it signs in with a PIN, and out to the tablet again', async () => {
  const shop = await shop_for_this_test()
  const { body: key } = await shop.call('POST', '/v1/api-keys', { name: 'Tablet at the saw', role: 'viewer' })
  const kept = await shop.call('POST', '/tablet', { key: key.key }, { key: null, headers: own_page })
  expect(kept.status).toBe(201)
  const tablet = cookies_of(kept.headers)
  const { body: people } = await shop.call('GET', '/v1/people', undefined, as(tablet))
  expect(people.data.length).toBeGreaterThan(0)
  expect((await shop.call('POST', '/v1/lines', { name: 'X' }, as(tablet, own_page))).status).toBe(403)

  const { body: jo } = await shop.call('POST', '/v1/people', { name: 'Jo', role: 'operator', employee_number: '1042', pin: '4711' })
  const signed_in = await shop.call('POST', '/session', { person_id: jo.id, pin: '4711' }, as(tablet, own_page))
  expect(signed_in.status, JSON.stringify(signed_in.body)).toBe(201)
  const both = `${tablet}; ${cookies_of(signed_in.headers)}`
  expect((await shop.call('GET', '/v1/sessions/current', undefined, as(both))).body).toMatchObject({
    kind: 'person',
    person: { name: 'Jo' },
  })
  await shop.call('DELETE', '/session', undefined, as(both, own_page))
  expect((await shop.call('GET', '/v1/sessions/current', undefined, as(tablet))).body.kind).toBe('key')
  const keep = async (token: string | undefined) =>
    (await shop.call('POST', '/tablet', { key: token }, { key: null, headers: own_page })).body.reason
  expect(await keep('ery_live_nobody')).toBe('token_unknown')
  expect(await keep(undefined)).toBe('tablet_key_unknown')
  expect(await keep(cookies_of(signed_in.headers).split('=')[1])).toBe('tablet_key_unknown')
  const forgotten = await shop.call('DELETE', '/tablet', undefined, as(tablet, own_page))
  expect(forgotten.headers['set-cookie']).toMatch(/^gemba_tablet=; /)
})

test('a key in a header counts before what a browser keeps', async () => {
  const shop = await shop_for_this_test()
  const cookie = cookies_of((await sign_in(shop)).headers)
  const { key } = await someone(shop, 'viewer')
  const { body } = await shop.call('GET', '/v1/sessions/current', undefined, { key, headers: { cookie } })
  expect(body.role).toBe('viewer')
})

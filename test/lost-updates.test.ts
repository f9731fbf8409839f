import { afterAll, beforeAll, expect, test } from 'vitest'
import { all_verbs } from '../src/interfaces/app.ts'
import { name_parts } from '../src/kernel/verb.ts'
import { open_shop, type Shop } from './shop.ts'
import { call_verb, filled, ids_of, run_all_examples } from './world.ts'

let shop: Shop
beforeAll(async () => {
  shop = await open_shop()
  await run_all_examples(shop, shop.tenant_id, shop.admin.key, (verb) => name_parts(verb.name).word !== 'delete')
})
afterAll(() => shop.close())

const updates = all_verbs.filter((verb) => name_parts(verb.name).word === 'update').map((verb) => [verb.name, verb] as const)

test.each(updates)('%s refuses what was decided on an older revision, and changes nothing', async (_name, verb) => {
  for (const { given } of verb.examples) {
    const input = await filled((table) => ids_of(shop, shop.tenant_id, table), verb, given)
    expect(input, 'some example must have made one').not.toBeNull()
    const get = all_verbs.find(({ name }) => name === `${name_parts(verb.name).subject}.get`)
    const read = async () => (get ? (await call_verb(shop, get, { id: input?.id }, shop.admin.key)).body : null)
    const before = await read()
    const refused = await call_verb(shop, verb, input ?? {}, shop.admin.key, { 'if-match': '"999999"' })
    expect(refused, JSON.stringify(refused.body)).toMatchObject({ status: 412, body: { code: 'stale' } })
    expect(await read()).toEqual(before)
  }
})

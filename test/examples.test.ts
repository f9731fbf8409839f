import { afterAll, beforeAll, expect, test } from 'vitest'
import { engine_refusals } from '../src/engine/refusals.ts'
import { open_shop, type Shop } from './shop.ts'
import { type Ran, run_all_examples } from './world.ts'

let shop: Shop
let ran: readonly Ran[]
beforeAll(async () => {
  shop = await open_shop()
  ran = await run_all_examples(shop, shop.tenant_id, shop.admin.key)
})
afterAll(() => shop.close())

const said = ({ verb, given, answer }: Ran): string =>
  `${verb.name} ${JSON.stringify(given)}: ${answer?.status} ${JSON.stringify(answer?.body)}`

test('every example runs on a shop that the other examples have made, or is refused by a rule that the verb declares', () => {
  const undone = ran.filter(({ verb, answer }) => {
    if (answer === null) return true
    if (answer.status < 300) return false
    const own = engine_refusals.some(({ reason }) => reason === answer.body.reason)
    return own || !verb.refuses.some(({ reason }) => reason === answer.body.reason)
  })
  expect(undone.map(said)).toEqual([])
})

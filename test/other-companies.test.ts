import { afterAll, beforeAll, expect, test } from 'vitest'
import { all_verbs } from '../src/interfaces/app.ts'
import { field_name } from '../src/interfaces/rest/problem-document.ts'
import { route_of } from '../src/interfaces/rest/route.ts'
import { new_id } from '../src/kernel/id.ts'
import type { AnyVerb } from '../src/kernel/verb.ts'
import { everything_of, ids_by_table } from './everything-of.ts'
import { another_tenant } from './people.ts'
import { as_owner, open_shop, type Shop } from './shop.ts'
import { at_place, call_verb, filled, type IdSpot, id_spots, ids_of, placed, run_all_examples } from './world.ts'

let shop: Shop
let ours: { id: string; key: string }
let theirs: { id: string; key: string }
let their_ids: readonly string[]
/** What they have, as it was last seen. */
let their_rows: Record<string, string>
beforeAll(async () => {
  shop = await open_shop()
  ours = await another_tenant(shop, 'Ours')
  theirs = await another_tenant(shop, 'Theirs')
  for (const { id, key } of [ours, theirs]) await run_all_examples(shop, id, key, (verb) => !/\.(delete|cancel|close)$/.test(verb.name))
  their_ids = [...(await as_owner(shop.database, (client) => ids_by_table(client, theirs.id))).values()].flat()
  their_rows = await all_rows(theirs.id)
})
afterAll(() => shop.close())

const all_rows = (tenant_id: string): Promise<Record<string, string>> =>
  as_owner(shop.database, (client) => everything_of(client, tenant_id))

const spots = all_verbs.flatMap((verb) => id_spots(verb).map((spot) => [`${verb.name} ${field_name(spot.path)}`, verb, spot] as const))

const remembered = new Map<string, Promise<string[]>>()
function our_ids(table: string): Promise<string[]> {
  const known = remembered.get(table) ?? ids_of(shop, ours.id, table)
  remembered.set(table, known)
  return known
}

test('there is something of theirs in nearly every table', async () => {
  const empty = Object.entries(their_rows).flatMap(([name, rows]) => (rows.startsWith('0 ') ? [name] : []))
  expect(their_ids.length).toBeGreaterThan(20)
  expect(empty.length, empty.join()).toBeLessThan(5)
})

test.each(spots)('%s: another company’s id finds nothing and changes nothing', async (_name, verb, spot) => {
  const [foreign] = await ids_of(shop, theirs.id, spot.table)
  expect(foreign, `no example makes one of ${spot.table}`).toBeDefined()
  for (const { given } of examples_for(verb, spot)) {
    const input = await filled(our_ids, verb, given)
    // A place in the input is in an object.
    const sent = placed(input ?? given, spot.path, foreign) as Record<string, unknown>
    const { status, body } = await call_verb(shop, verb, sent, ours.key)
    const said = `${status} ${JSON.stringify(body)}`
    const before = their_rows
    their_rows = await all_rows(theirs.id)
    expect(their_rows, said).toEqual(before)
    for (const id of their_ids.filter((one) => one !== foreign)) expect(said).not.toContain(id)
    if (!verb.allow.includes('admin')) expect(status, said).toBe(verb.allow.includes('anonymous') ? 401 : 403)
    else if (spot.is_reference) expect(body.errors, said).toContainEqual(unknown_at(spot))
    else if (route_of(verb).has_id && spot.path.join() === 'id') expect(status, said).toBe(404)
    else expect(told(status, body, String(foreign)), said).toEqual(await told_of_nobodys(verb, sent, spot))
  }
})

/** What an answer says, but for the id that was asked for, and for when. */
function told(status: number, body: Record<string, unknown>, id: string): unknown {
  if (status >= 300) return [status, body.reason]
  const { from: _, to: __, next_cursor: ___, ...rest } = body
  return [status, JSON.stringify(rest).replaceAll(id, 'it')]
}

/** The same for an id that is nobody's: there must be no way to tell them apart. */
async function told_of_nobodys(verb: AnyVerb, sent: Record<string, unknown>, spot: IdSpot): Promise<unknown> {
  const nobodys = new_id()
  // As above.
  const { status, body } = await call_verb(shop, verb, placed(sent, spot.path, nobodys) as Record<string, unknown>, ours.key)
  return told(status, body, nobodys)
}

/** Those that have something there, else any: what is missing around the id is then told along. Lists are asked for nothing else. */
function examples_for(verb: AnyVerb, spot: IdSpot): readonly { readonly given: Record<string, unknown> }[] {
  if (verb.kind === 'reads' && !route_of(verb).has_id) return [{ given: {} }]
  const having = verb.examples.filter(({ given }) => at_place(given, spot.path) !== undefined)
  return having.length > 0 ? having : verb.examples.slice(0, 1)
}

const unknown_at = (spot: IdSpot) => ({ field: field_name(spot.path), rule: 'unknown_reference', message: expect.any(String) })

test('lists and the log show nothing of theirs', async () => {
  const lists = all_verbs.filter((verb) => verb.kind === 'reads' && !route_of(verb).has_id && verb.allow.includes('admin'))
  expect(lists.length).toBeGreaterThan(10)
  for (const verb of lists) {
    for (const given of [{}, ...verb.examples.map((example) => example.given)]) {
      const input = await filled(our_ids, verb, given)
      const { body } = await call_verb(shop, verb, input ?? {}, ours.key)
      const text = JSON.stringify(body)
      for (const id of their_ids) expect(text, verb.name).not.toContain(id)
    }
  }
})

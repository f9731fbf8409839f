import type { Context } from '../../../kernel/context.ts'
import { refusal } from '../../../kernel/errors.ts'
import { new_id } from '../../../kernel/id.ts'
import { identifier, type Sql, sql } from '../../../kernel/sql.ts'
import { machineCreated } from '../../floor/machines/events.ts'
import { workstationCreated } from '../../floor/workstations/events.ts'
import { next_position } from '../../floor/workstations/workstation.ts'
import { personCreated } from '../../people/events.ts'
import { productCreated } from '../../products/events.ts'
import type { PlacedOperation } from './place.ts'

interface NamedThing {
  readonly id: string
  readonly name: string
  readonly is_new: boolean
}

/** What a log calls by name: found, or with an id already and to be made. */
interface Named {
  of(name: string): NamedThing
  readonly found: readonly NamedThing[]
  readonly missing: readonly NamedThing[]
}

export interface Masters {
  readonly products: Named
  readonly people: Named
  readonly machines: Named
  readonly workstations: Named
  readonly next_position: number
}

interface NameFound {
  readonly name: string
  /** The name as the database compares it. */
  readonly key: string
  readonly id: string | null
}

const by_name = (context: Context, names: readonly (string | null)[], find: Sql): Promise<NameFound[]> =>
  context.read<NameFound>`select given.name, given.key, ${find} as id
    from (select name, name_key(name) as key from unnest(${distinct(names)}::text[]) as log (name) offset 0) given`

const distinct = (names: readonly (string | null)[]): string[] => [...new Set(names.filter((name) => name !== null))]
const oldest = (table: Sql, is_it: Sql): Sql =>
  sql`(select t.id from ${table} t where ${is_it} and t.deleted_at is null order by t.id limit 1)`
const same_name = sql`t.name_key = given.key`

/** Everything that is named where rows are booked, in as many statements as there are kinds of things. */
export async function find_masters(context: Context, operations: readonly PlacedOperation[]): Promise<Masters> {
  const entries = operations.flatMap((operation) => operation.entries)
  const made = operations.filter(({ found }) => found === null)
  const by_number = oldest(sql`products`, sql`t.product_number = given.name`)
  const [products, people, machines, workstations, position] = await Promise.all([
    by_name(
      context,
      made.map(({ part }) => (part.found ? null : part.product)),
      sql`coalesce(${by_number}, ${oldest(sql`products`, same_name)})`,
    ),
    by_name(
      context,
      entries.map(({ operator }) => operator),
      oldest(sql`people`, sql`t.employee_number = given.name`),
    ),
    by_name(
      context,
      entries.map(({ machine }) => machine),
      oldest(sql`machines`, same_name),
    ),
    by_name(
      context,
      made.map(({ name }) => name),
      oldest(sql`workstations`, same_name),
    ),
    next_position(context, null),
  ])
  return {
    products: named(products, ({ key }) => key),
    people: named(people, ({ name }) => name),
    machines: named(machines, ({ key }) => key),
    workstations: named(workstations, ({ key }) => key),
    next_position: position,
  }
}

/** One that was there keeps its own; a new one stands at the workstation of its name. */
export const workstation_of = ({ found, name }: PlacedOperation, { workstations }: Masters): string | null =>
  found ? found.workstation_id : workstations.of(name).id

function named(found: readonly NameFound[], same: (found: NameFound) => string): Named {
  const by_key = Map.groupBy(found, same)
  const things = [...by_key.values()].flatMap((spellings) => {
    const [first] = spellings
    if (!first) return []
    const id = spellings.find((one) => one.id !== null)?.id ?? null
    return [{ id: id ?? new_id(), name: first.name, is_new: id === null, spellings }]
  })
  const by_spelling = new Map(things.flatMap((thing) => thing.spellings.map(({ name }) => [name, thing] as const)))
  return {
    found: things.filter(({ is_new }) => !is_new),
    missing: things.filter(({ is_new }) => is_new),
    of(name) {
      const thing = by_spelling.get(name)
      if (!thing) throw new Error(`${name} was not looked for`)
      return thing
    },
  }
}

const again = refusal('unavailable', 'try_again', 'Somebody just made or removed something that the log names. Try again.')

/** Keeps in place what was found until the commit: one may have been removed since. */
export async function hold_masters(context: Context, masters: Masters): Promise<void> {
  const held = (['products', 'people', 'machines', 'workstations'] as const).map(async (table) => {
    const ids = masters[table].found.map(({ id }) => id)
    const rows =
      await context.read`select id from ${identifier(table)} where id = any(${ids}::uuid[]) and deleted_at is null order by id for key share`
    return rows.length === ids.length
  })
  if ((await Promise.all(held)).includes(false)) throw again.because()
}

/** Makes what was missing. A machine stands where its first row says it worked. */
export function make_masters(context: Context, masters: Masters, operations: readonly PlacedOperation[]): void {
  const { origin, now } = context
  const made = { origin, created_at: now, updated_at: now }
  const { products, people, machines, workstations, next_position: position } = masters
  for (const index of ['workstations_name', 'machines_name', 'products_number', 'people_employee_number']) {
    context.on_conflict(index, again.because())
  }
  const by_start = operations.flatMap((operation) => operation.entries.map((entry) => ({ operation, entry })))
  const places = new Map<string, string | null>()
  for (const { operation, entry } of by_start.toSorted((a, b) => (a.entry.started_at < b.entry.started_at ? -1 : 1))) {
    const id = entry.machine === null ? null : machines.of(entry.machine).id
    if (id !== null && !places.has(id)) places.set(id, workstation_of(operation, masters))
  }
  context.insert(
    'products',
    products.missing.map(({ id, name }) => ({ id, product_number: name, name, ...made })),
  )
  context.insert(
    'workstations',
    workstations.missing.map(({ id, name }, at) => ({ id, name, position: position + at, ...made })),
  )
  context.insert(
    'machines',
    machines.missing.map(({ id, name }) => ({ id, name, display_name: name, workstation_id: places.get(id) ?? null, ...made })),
  )
  context.insert(
    'people',
    people.missing.map(({ id, name }) => ({ id, name, employee_number: name, role: 'operator', ...made })),
  )
  for (const { id } of products.missing) context.report(productCreated, { product_id: id })
  for (const { id } of workstations.missing) context.report(workstationCreated, { workstation_id: id })
  for (const { id } of machines.missing) context.report(machineCreated, { machine_id: id })
  for (const { id } of people.missing) context.report(personCreated, { person_id: id })
}

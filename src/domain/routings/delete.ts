import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { Id } from '../../kernel/id.ts'
import { atLeast } from '../../kernel/role.ts'
import { verb } from '../../kernel/verb.ts'
import { routingDeleted, routingMadeCurrent } from './events.ts'
import { family_with, type Routing, routingInUse, routingUnknown, set_current } from './routing.ts'

interface Version extends Pick<Routing, 'id' | 'product_id' | 'family_id' | 'version' | 'is_latest' | 'is_current'> {
  readonly is_meant: boolean
  readonly part_id: string | null
}

export const remove = verb({
  name: 'routings.delete',
  does: 'Removes a version, or the whole family, unless parts were laid out from it. Was it the current one, the newest that is left becomes current.',
  kind: 'writes',
  allow: atLeast('planner'),
  input: z.object({
    id: Id,
    whole_family: z.boolean().default(false).meta({ description: 'All versions of this way; `id` may be any of them, or the family’s.' }),
  }),
  output: z.object({ id: Id }),
  refuses: [routingUnknown, routingInUse],
  reports: [routingDeleted, routingMadeCurrent],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id, whole_family }) {
    // Laying out holds the product against `for update`: no part can appear behind the look at them.
    context.read`select id from products where id = (select product_id from routings where id = ${id}) for update`
    const versions = await context.read<Version>`
      select id, product_id, family_id, version, is_latest, is_current, (family_id = ${family_with(id)}) as is_meant,
        (select p.id from parts p where p.routing_id = routings.id and p.deleted_at is null limit 1) as part_id
      from routings where product_id = (select product_id from routings where id = ${id}) and deleted_at is null
      order by is_meant desc, version desc`
    const going = versions.filter((one) => (whole_family ? one.is_meant : one.id === id))
    if (going.length === 0) throw routingUnknown.because(`There is no routing ${id}.`)
    for (const one of going) remove_version(context, one)
    const left = versions.filter((one) => !going.includes(one))
    const heir = left.find(({ is_meant }) => is_meant)
    if (heir && going.some(({ is_latest }) => is_latest)) context.change('routings', heir.id, { is_latest: true })
    const current = going.find(({ is_current }) => is_current)
    const next = heir ?? left.find(({ is_latest }) => is_latest)
    if (current && next) set_current(context, next, current.id)
    return { id }
  },
})

function remove_version(context: Context, { id, product_id, version, part_id }: Version): void {
  if (part_id) {
    throw routingInUse.because(`Parts were laid out from version ${version}. Make another one current instead.`, { part_id })
  }
  context.change('routings', id, { deleted_at: context.now, is_current: false, is_latest: false })
  context.report(routingDeleted, { routing_id: id, product_id })
}

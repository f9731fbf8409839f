import { z } from 'zod'
import { verbs } from '../../../domain/verbs.gen.ts'
import type { Actor } from '../../../kernel/context.ts'
import { type ErrorCode, GembaError } from '../../../kernel/errors.ts'
import type { AnyVerb, Output } from '../../../kernel/verb.ts'
import type { Row } from '../dialect.ts'
import type { Player } from '../several.ts'
import { a, created_at, id, maybe_link, maybe_whole, Owned, owned, text, whole } from './members.ts'
import { listing, played } from './tool.ts'
import { order_status, order_words } from './words.ts'

const chapter = 'Production'
type Summary = Output<(typeof verbs)['reports.order_summary']>['data'][number]

const Status = z.enum(order_words)
const named = (says: string) =>
  z
    .strictObject({ name: text('Its name.') })
    .nullable()
    .meta({ description: says })
const Order = z
  .strictObject({
    id,
    ...Owned,
    order_number: text('Unique.'),
    part_number_id: maybe_link('What is made.'),
    route_id: maybe_link('How it is made.'),
    quantity_ordered: maybe_whole('How many were ordered.'),
    quantity_completed: whole('How many are done, and good.'),
    status: Status.meta({ description: 'How it stands. One that is held is running, one that was cancelled is closed.' }),
    created_at,
    part_numbers: named('What is made, by name.'),
    routes: named('How it is made, by name.'),
  })
  .meta({ id: 'ProductionOrder' })

const order_out = (order: Summary, asker: Actor): z.input<typeof Order> => ({
  id: order.id,
  ...owned(asker),
  order_number: order.job_number,
  part_number_id: order.product_id,
  route_id: order.routing_family_id,
  quantity_ordered: order.quantity,
  quantity_completed: order.completed,
  status: order_status.theirs(order.status),
  created_at: order.created_at,
  part_numbers: order.product_number === null ? null : { name: order.product_number },
  routes: order.routing_name === null ? null : { name: order.routing_name },
})

async function order_now(player: Player, job_id: unknown): Promise<z.input<typeof Order>> {
  const { data } = await player.run(verbs['reports.order_summary'], { job_id }, 'order')
  const [order] = data
  if (!order) throw new GembaError('not_found', 'job_unknown', `There is no order ${job_id}.`)
  return order_out(order, player.actor)
}

/** What leads to each status. One that is closed before it is completed is cancelled: the second is tried where the first is refused. */
const moves: Readonly<Record<(typeof order_words)[number], readonly AnyVerb[]>> = {
  new: [],
  scheduled: [verbs['jobs.release']],
  running: [verbs['jobs.start']],
  complete: [verbs['jobs.complete']],
  closed: [verbs['jobs.close'], verbs['jobs.cancel']],
}

async function move_order(player: Player, job_id: unknown, [first, ...others]: readonly AnyVerb[]): Promise<void> {
  if (!first) throw new GembaError('conflict' satisfies ErrorCode, 'job_not_movable', 'No order becomes new again.')
  try {
    await player.run(first, { id: job_id }, first.name)
  } catch (error) {
    if (others.length === 0 || !(error instanceof GembaError) || error.reason !== 'job_not_movable') throw error
    await move_order(player, job_id, others)
  }
}

const no_stock = { with_stock: false, with_product: true } as const

export const order_rows: readonly Row[] = [
  played('create_production_order', verbs['jobs.create'], {
    chapter,
    group: 'run',
    says: 'Orders so many of a part number, made by a route in its newest version. It is numbered PO-0001, PO-0002, …',
    input: z.object({
      part_number_id: a('What is made.'),
      route_id: a('How it is made.'),
      quantity_ordered: z.number().int().min(1).max(2_147_483_647).meta({ description: 'How many.' }),
    }),
    takes: { part_number_id: null, route_id: null, quantity_ordered: 'quantity' },
    data: Order,
    play: async (player, _run, { theirs, faults }) => {
      // Where it is none of these, the first run refuses it.
      const { part_number_id: product_id, route_id, quantity_ordered: quantity } = theirs as Record<string, unknown>
      const product = await player.run(verbs['products.get'], { id: product_id }, 'product', faults)
      const routing = await player.run(verbs['routings.latest'], { id: route_id }, 'routing')
      const part = { part_number: product.product_number, name: product.name, product_id, routing_id: routing.id, quantity }
      const job = await player.run(verbs['jobs.create'], { series: 'PO', status: 'draft', quantity, parts: [part] }, 'order')
      return order_now(player, job.id)
    },
  }),
  played('update_order_status', verbs['jobs.start'], {
    chapter,
    group: 'run',
    says: 'Brings an order into another status. What cannot follow is 409.',
    input: z.object({ id: a('The order.'), status: Status.meta({ description: 'The status it goes to.' }) }),
    takes: { id: 'id', status: null },
    data: Order,
    play: async (player, _run, { ours, theirs, faults }) => {
      await player.run(verbs['jobs.get'], { id: ours.id }, 'before', faults)
      // It has passed the tool's own schema: else the run above has refused it.
      const { status } = theirs as { status: z.output<typeof Status> }
      await move_order(player, ours.id, moves[status])
      return order_now(player, ours.id)
    },
  }),
  listing('list_production_orders', verbs['reports.order_summary'], {
    chapter,
    says: 'Lists orders, newest first.',
    input: z.object({
      status: Status.optional().meta({ description: 'Only those that stand so.' }),
      part_number_id: a('Only those of this part number.').optional(),
    }),
    takes: {
      status: { to: 'status', as: order_status.all_ours, otherwise: order_words.flatMap(order_status.all_ours) },
      part_number_id: 'product_id',
    },
    adds: no_stock,
    one: Order,
    gives: order_out,
  }),
]

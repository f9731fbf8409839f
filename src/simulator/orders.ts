import type { Answer, Call } from './call.ts'
import { customer } from './plan.ts'
import type { Product, World } from './world.ts'

export type Unit = Answer<'units.get'>

/** An order of the simulated shop that is not done yet. */
export interface Order {
  readonly job_id: string
  readonly is_draft: boolean
  readonly product: Product
  /** How many of it nobody has made yet. */
  room: number
  /** Those on their way. */
  readonly units: readonly Unit[]
}

export async function read_orders(call: Call, { products }: World): Promise<Order[]> {
  const { data: jobs } = await call('jobs.list', {
    ...{ customer, status: ['draft', 'released', 'running'], expand: ['parts'], oldest_first: true, limit: 1000 },
  })
  const orders: Order[] = []
  for (const { id: job_id, status, parts = [] } of jobs) {
    const [part] = parts
    const product = products.find(({ id }) => id === part?.product_id)
    if (!part || !product) continue
    const { data, total = data.length } = await call('units.list', { part_id: part.id, oldest_first: true, with_total: true, limit: 1000 })
    const units = data.filter(({ status }) => status === 'open')
    orders.push({ job_id, is_draft: status === 'draft', product, room: Math.max(0, part.quantity - total), units })
  }
  return orders
}

export async function open_order(call: Call, product: Product, quantity: number): Promise<Order> {
  const { product_number, id: product_id } = product
  const { id: job_id } = await call('jobs.create', {
    ...{ name: `Simulated ${product_number}`, customer, status: 'draft' },
    parts: [{ part_number: product_number, quantity, product_id }],
  })
  await call('jobs.release', { id: job_id })
  return { job_id, is_draft: false, product, room: quantity, units: [] }
}

export async function finished_orders(call: Call, { products }: World): Promise<string[]> {
  const { data: jobs } = await call('jobs.list', { customer, status: ['completed'], expand: ['parts'], oldest_first: true, limit: 1000 })
  return jobs.filter(({ parts = [] }) => parts.some(({ product_id }) => products.some(({ id }) => id === product_id))).map(({ id }) => id)
}

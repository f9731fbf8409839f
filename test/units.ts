import { expect } from 'vitest'
import type { Answer, Shop } from './shop.ts'

export interface NewProduct {
  readonly id: string
  readonly prefix: string
  readonly routing_id: string
}

interface Made {
  readonly steps: readonly string[]
  /** Names of the steps at which units are passed or failed. */
  readonly gates?: readonly string[]
  readonly gate_policy?: 'pass' | 'refuse'
  readonly prefix?: string
}

let products = 0

/** A product with a routing of so many steps (10, 20, …), numbered by a rule of its own. */
export async function new_product(shop: Shop, { steps, gates = [], gate_policy = 'pass', prefix }: Made): Promise<NewProduct> {
  products += 1
  const chosen = prefix ?? `P${products}`
  const product = await shop.call('POST', '/v1/products', { product_number: `Product ${products}` })
  const routing = await shop.call('POST', '/v1/routings', {
    product_id: product.body.id,
    gate_policy,
    steps: steps.map((name, at) => ({ sequence: (at + 1) * 10, name, is_gate: gates.includes(name) })),
  })
  const rule = await shop.call('POST', '/v1/serial-rules/set', { product_id: product.body.id, prefix: chosen })
  expect([product.status, routing.status, rule.status], JSON.stringify([product.body, routing.body, rule.body])).toEqual([201, 201, 200])
  return { id: product.body.id, prefix: chosen, routing_id: routing.body.id }
}

export interface NewOrder {
  readonly id: string
  readonly part_id: string
  /** In their order. */
  readonly operation_ids: readonly string[]
}

let orders = 0

export async function new_order(shop: Shop, product: NewProduct, quantity: number, more: object = {}): Promise<NewOrder> {
  orders += 1
  const { status, body } = await shop.call('POST', '/v1/jobs', {
    job_number: `U-${orders}`,
    parts: [{ part_number: 'A', quantity, product_id: product.id }],
    ...more,
  })
  expect(status, JSON.stringify(body)).toBe(201)
  return {
    id: body.id,
    part_id: body.parts[0].id,
    operation_ids: body.parts[0].operations.map((operation: { id: string }) => operation.id),
  }
}

export async function new_units(shop: Shop, product: NewProduct, order: NewOrder, count: number): Promise<string[]> {
  const { status, body } = await shop.call('POST', '/v1/units/generate', { product_id: product.id, job_id: order.id, count })
  expect(status, JSON.stringify(body)).toBe(200)
  return body.units.map(({ id }: { id: string }) => id)
}

/** What a refusal looks like through HTTP. */
export const because = (reason: string): object => ({ body: { reason } })

export const moved = (shop: Shop, unit_id: string, more: object = {}): Promise<Answer> =>
  shop.call('POST', `/v1/units/${unit_id}/move`, more)

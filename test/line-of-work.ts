import { expect } from 'vitest'
import type { Answer, Shop } from './shop.ts'

export interface LineOfWork {
  readonly line_id: string
  readonly product_id: string
  readonly routing_id: string
  readonly workstation_ids: readonly string[]
  readonly step_ids: readonly string[]
}

let lines = 0

async function said(answer: Promise<Answer>) {
  const { status, body } = await answer
  expect([200, 201], JSON.stringify(body)).toContain(status)
  return body
}

/** A line with a workstation for each step, and a product that is made there: how long a piece should take at each step, null where nobody said. */
export async function new_line(shop: Shop, run_s: readonly (number | null)[], more: object = {}): Promise<LineOfWork> {
  lines += 1
  const line = await said(shop.call('POST', '/v1/lines', { name: `Line ${lines}`, ...more }))
  const workstation_ids: string[] = []
  for (const at of run_s.keys()) {
    const name = `Station ${lines}.${at + 1}`
    workstation_ids.push((await said(shop.call('POST', '/v1/workstations', { name, line_id: line.id }))).id)
  }
  const product = await said(shop.call('POST', '/v1/products', { product_number: `Board ${lines}` }))
  const steps = run_s.map((planned_run_s_per_piece, at) => ({
    ...{ sequence: (at + 1) * 10, name: `Step ${at + 1}`, workstation_id: workstation_ids[at] },
    planned_run_s_per_piece,
  }))
  const routing = await said(shop.call('POST', '/v1/routings', { product_id: product.id, steps }))
  await said(shop.call('POST', '/v1/serial-rules/set', { product_id: product.id, prefix: `B${lines}` }))
  const step_ids = routing.steps.map(({ id }: { id: string }) => id)
  return { line_id: line.id, product_id: product.id, routing_id: routing.id, workstation_ids, step_ids }
}

export interface OrderOfUnits {
  readonly job_id: string
  readonly operation_ids: readonly string[]
  readonly unit_ids: readonly string[]
}

export async function new_units_of(shop: Shop, { product_id }: LineOfWork, quantity: number, count = quantity): Promise<OrderOfUnits> {
  const job_number = `O-${product_id.slice(-6)}-${Math.random().toString(36).slice(2)}`
  const job = await said(shop.call('POST', '/v1/jobs', { job_number, parts: [{ part_number: 'A', quantity, product_id }] }))
  const { units } = await said(shop.call('POST', '/v1/units/generate', { product_id, job_id: job.id, count }))
  const ids = (rows: { id: string }[]): string[] => rows.map(({ id }) => id)
  return { job_id: job.id, operation_ids: ids(job.parts[0].operations), unit_ids: ids(units) }
}

/** So many moves, one after the other. */
export async function move(shop: Shop, unit_id: string | undefined, times = 1): Promise<void> {
  for (let n = 0; n < times; n++) await said(shop.call('POST', `/v1/units/${unit_id}/move`, {}))
}

import { expect } from 'vitest'
import type { Shop } from './shop.ts'

let made = 0

export interface LaidOutJob {
  readonly id: string
  readonly parts: readonly { readonly id: string; readonly operations: readonly string[] }[]
}

/** A job of its own: as many parts as there are numbers, each with that many operations (sequence 10, 20, …), 10 pieces each. */
export async function lay_out_job(
  shop: Shop,
  operations_per_part: readonly number[],
  more: object = {},
  part_fields: object = {},
): Promise<LaidOutJob> {
  made += 1
  const parts = operations_per_part.map((count, part) => ({
    part_number: `P${part + 1}`,
    quantity: 10,
    ...part_fields,
    operations: Array.from({ length: count }, (_, at) => ({ sequence: (at + 1) * 10, name: `Step ${at + 1}` })),
  }))
  const { status, body } = await shop.call('POST', '/v1/jobs', { job_number: `T-${process.pid}-${made}`, parts, ...more })
  expect(status, JSON.stringify(body)).toBe(201)
  return {
    id: body.id,
    parts: body.parts.map((part: { id: string; operations: { id: string }[] }) => ({
      id: part.id,
      operations: part.operations.map(({ id }) => id),
    })),
  }
}

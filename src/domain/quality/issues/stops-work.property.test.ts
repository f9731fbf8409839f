import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { job_faults } from '../../../../test/consistency.ts'
import { lay_out_job } from '../../../../test/floor-of-one-job.ts'
import { as_owner, open_shop, type Shop } from '../../../../test/shop.ts'

let shop: Shop
beforeAll(async () => {
  shop = await open_shop()
})
afterAll(() => shop.close())

const Step = fc.record({
  at: fc.nat({ max: 3 }),
  what: fc.oneof(
    fc.constantFrom('report', 'report', 'issue/resolve', 'issue/close', 'issue/reopen', 'issue/delete', 'issue/stop', 'issue/stop nothing'),
    fc.constantFrom('start', 'start', 'pause', 'resume', 'complete', 'skip', 'reopen', 'cancel', 'job/hold', 'job/resume', 'job/complete'),
  ),
})
type Step = typeof Step extends fc.Arbitrary<infer One> ? One : never

interface Floor {
  readonly job_id: string
  readonly operations: readonly string[]
  readonly issues: string[]
}

function ask({ job_id, operations, issues }: Floor, { at, what }: Step) {
  const operation = operations[at % operations.length]
  const issue = issues[at % Math.max(1, issues.length)] ?? operation
  if (what === 'report')
    return shop.call('POST', '/v1/issues', { operation_id: operation, title: 'Wrong', description: 'Wrong', stops_work: at > 0 })
  if (what === 'issue/delete') return shop.call('DELETE', `/v1/issues/${issue}`)
  if (what.startsWith('issue/stop')) return shop.call('PATCH', `/v1/issues/${issue}`, { stops_work: what === 'issue/stop' })
  if (what.startsWith('issue/')) return shop.call('POST', `/v1/issues/${issue}/${what.slice(6)}`, {})
  if (what.startsWith('job/')) return shop.call('POST', `/v1/jobs/${job_id}/${what.slice(4)}`)
  return shop.call('POST', `/v1/operations/${operation}/${what}`)
}

/** Parked is exactly what is not done and is stopped by an issue; it is on hold, and no clock runs there. */
const parked_wrongly = (job_id: string) =>
  as_owner(shop.database, async (client) => {
    const { rows } = await client.query(
      `select o.id, o.status, o.parked_from from operations o
       where o.job_id = $1 and o.deleted_at is null and (
         (o.parked_from is not null) <> (o.status not in ('completed', 'skipped', 'cancelled') and exists (select from issues i
           where i.operation_id = o.id and i.deleted_at is null and i.stops_work and i.status in ('open', 'in_progress')))
         or (o.parked_from is not null and (o.status <> 'held'
           or exists (select from time_entries t where t.operation_id = o.id and t.ended_at is null and t.deleted_at is null))))`,
      [job_id],
    )
    return rows
  })

test('whatever is reported, resolved and worked on, in whatever order: what is parked is what is stopped, and the floor stays true', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(Step, { minLength: 5, maxLength: 25 }), async (steps) => {
      const job = await lay_out_job(shop, [2, 2])
      const floor: Floor = { job_id: job.id, operations: job.parts.flatMap((part) => part.operations), issues: [] }
      for (const step of steps) {
        const answer = await ask(floor, step)
        expect([200, 201, 404, 409], JSON.stringify(answer.body)).toContain(answer.status)
        if (step.what === 'report' && answer.status === 201) floor.issues.push(answer.body.id)
      }
      expect(await parked_wrongly(job.id)).toEqual([])
      expect(await as_owner(shop.database, (client) => job_faults(client, [job.id]))).toEqual([])
    }),
    { numRuns: 40 },
  )
})

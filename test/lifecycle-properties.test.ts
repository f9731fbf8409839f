import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { job_faults, total_faults } from './consistency.ts'
import { lay_out_job } from './floor-of-one-job.ts'
import { as_owner, open_shop, type Shop } from './shop.ts'

let shop: Shop
beforeAll(async () => {
  shop = await open_shop()
})
afterAll(() => shop.close())

const Step = fc.record({
  at: fc.nat({ max: 3 }),
  what: fc.constantFrom(
    'start',
    'start',
    'pause',
    'resume',
    'complete',
    'complete',
    'skip',
    'reopen',
    'cancel',
    'job/hold',
    'job/resume',
    'job/start',
    'job/complete',
    'job/reopen',
    'add',
    'remove',
  ),
})

/** Whatever is asked for, in whatever order: allowed or refused, the floor stays true to itself. */
test('any sequence of verbs keeps roll-up, events and totals consistent', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom('draft', 'released'), fc.array(Step, { minLength: 5, maxLength: 25 }), async (status, steps) => {
      const job = await lay_out_job(shop, [2, 2], { status })
      const operations = job.parts.flatMap((part) => part.operations)
      let sequence = 100
      for (const { at, what } of steps) {
        const operation = operations[at % operations.length]
        const answer = what.startsWith('job/')
          ? await shop.call('POST', `/v1/jobs/${job.id}/${what.slice(4)}`)
          : what === 'add'
            ? await shop.call('POST', '/v1/operations', { part_id: job.parts[at % 2]?.id, sequence: sequence++, name: 'More' })
            : what === 'remove'
              ? await shop.call('DELETE', `/v1/operations/${operation}`)
              : await shop.call('POST', `/v1/operations/${operation}/${what}`)
        expect([200, 201, 404, 409], JSON.stringify(answer.body)).toContain(answer.status)
        if (what === 'add' && answer.status === 201) operations.push(answer.body.id)
      }
      expect(await as_owner(shop.database, (client) => job_faults(client, [job.id]))).toEqual([])
    }),
    { numRuns: 40 },
  )
})

test('the totals that lists show are those of the rows, after all of that', async () => {
  expect(await as_owner(shop.database, total_faults)).toEqual([])
})

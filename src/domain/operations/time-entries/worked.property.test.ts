import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lay_out_job } from '../../../../test/floor-of-one-job.ts'
import { open_shop, type Shop } from '../../../../test/shop.ts'

const start_of_day = Date.parse('2026-03-02T06:00:00Z')
let shop: Shop
let now = start_of_day
beforeAll(async () => {
  shop = await open_shop({ clock: () => now })
})
afterAll(() => shop.close())

interface Entry {
  readonly id: string
  readonly ended_at: string | null
  readonly duration_s: number | null
}

const seconds = fc.integer({ min: 0, max: 5000 })
const which = fc.nat({ max: 20 })
const step = fc.oneof(
  fc.record({ does: fc.constantFrom('start', 'pause', 'resume', 'complete', 'reopen' as const), after: seconds }),
  fc.record({ does: fc.constant('clock' as const), after: seconds }),
  fc.record({ does: fc.constantFrom('stop', 'remove' as const), which, after: seconds }),
  fc.record({ does: fc.constant('book' as const), lasts: seconds, after: seconds }),
  fc.record({ does: fc.constant('correct' as const), which, from: seconds, lasts: seconds, after: seconds }),
)
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never

const moment = (at: number): string => new Date(at).toISOString()

async function entries_of(operation_id: string): Promise<Entry[]> {
  return (await shop.call('GET', `/v1/time-entries?operation_id=${operation_id}&limit=1000`)).body.data
}

/** Whether it is allowed just then does not matter here: a refusal must change nothing. */
async function take(one: Step, id: string): Promise<void> {
  now += one.after * 1000
  const entries = await entries_of(id)
  const entry = 'which' in one ? entries[one.which % Math.max(1, entries.length)] : undefined
  const path = `/v1/time-entries/${entry?.id}`
  switch (one.does) {
    case 'clock':
      await shop.call('POST', '/v1/time-entries/start', { operation_id: id })
      return
    case 'book': {
      const span = { started_at: moment(now - one.lasts * 1000), ended_at: moment(now) }
      await shop.call('POST', '/v1/time-entries', { operation_id: id, ...span })
      return
    }
    case 'stop':
      if (entry) await shop.call('POST', `${path}/stop`)
      return
    case 'remove':
      if (entry) await shop.call('DELETE', path)
      return
    case 'correct': {
      const began = now - (one.from + one.lasts) * 1000
      const ended_at = entry?.ended_at === null ? {} : { ended_at: moment(began + one.lasts * 1000) }
      if (entry) await shop.call('PATCH', path, { started_at: moment(began), ...ended_at })
      return
    }
    default:
      await shop.call('POST', `/v1/operations/${id}/${one.does}`)
  }
}

test('an operation’s worked time is the sum of its live ended entries, whatever is done in whatever order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
      now += 1000
      const id = (await lay_out_job(shop, [1])).parts[0]?.operations[0] ?? ''
      for (const one of steps) {
        await take(one, id)
        const [{ body: operation }, entries] = await Promise.all([shop.call('GET', `/v1/operations/${id}`), entries_of(id)])
        const ended = entries.filter((entry) => entry.ended_at !== null)
        expect(operation.worked_s).toBe(ended.reduce((all, entry) => all + (entry.duration_s ?? Number.NaN), 0))
        if (operation.status !== 'running') expect(ended).toHaveLength(entries.length)
      }
    }),
    { numRuns: 25 },
  )
})

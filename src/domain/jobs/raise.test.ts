import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Ranked, raise_before, sorts_before } from './raise.ts'

const Job = fc.record({ priority: fc.integer({ min: -3, max: 30 }), due: fc.integer({ min: 1, max: 5 }) })

test('makes room before any place, and every other job keeps its place', () => {
  fc.assert(
    fc.property(fc.array(Job, { minLength: 1, maxLength: 30 }), fc.nat(), (jobs, at) => {
      const order = jobs
        .map(
          ({ priority, due }, n): Ranked => ({
            id: String(n).padStart(3, '0'),
            job_number: '',
            status: 'released',
            priority,
            due_key: `${due}`,
          }),
        )
        .sort((a, b) => (sorts_before(a, b) ? -1 : 1))
      const place = at % order.length
      const next = order[place]
      if (!next) throw new Error('it has a place')
      const { wanted, raises } = raise_before(order.slice(0, place).reverse(), next.priority)
      const moved: Ranked = { id: 'moved', job_number: '', status: 'released', priority: wanted, due_key: '9' }
      const raised = order.map((job) => ({ ...job, priority: raises.find(({ id }) => id === job.id)?.priority ?? job.priority }))
      const after = [...raised, moved].sort((a, b) => (sorts_before(a, b) ? -1 : 1)).map(({ id }) => id)
      expect(after).toEqual(order.map(({ id }) => id).toSpliced(place, 0, 'moved'))
    }),
  )
})

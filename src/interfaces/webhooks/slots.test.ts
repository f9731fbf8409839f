import { expect, test } from 'vitest'
import { type Limits, Slots } from './slots.ts'

const limits: Limits = { in_all: 20, per_tenant: 15, per_webhook: 4, per_troubled: 1, of_troubled: 8 }
const at = (webhook_id: string, is_troubled = false, tenant_id = 'a') => ({ tenant_id, webhook_id, is_troubled })

/** Takes all the room there is. */
function fill(slots: Slots, place: ReturnType<typeof at>): (() => void)[] {
  return Array.from({ length: slots.room(place) }, () => slots.take(place))
}

test('however many receivers are in trouble, the others find room', () => {
  const slots = new Slots(limits)
  for (let troubled = 0; troubled < 100; troubled++) fill(slots, at(`troubled ${troubled}`, true))
  expect(slots.room(at('one more', true))).toBe(0)
  expect(slots.room(at('well'))).toBe(4)
})

test('one in trouble is tried less, and no company takes everything', () => {
  const slots = new Slots(limits)
  expect(fill(slots, at('troubled', true))).toHaveLength(1)
  for (let well = 0; well < 10; well++) fill(slots, at(`well ${well}`))
  expect(slots.room(at('theirs', false, 'a'))).toBe(0)
  expect(slots.room(at('ours', false, 'b'))).toBe(4)
  for (let well = 0; well < 10; well++) fill(slots, at(`ours ${well}`, false, 'b'))
  expect(slots.room(at('another', false, 'c'))).toBe(0)
})

test('what is given back can be taken again', () => {
  const slots = new Slots(limits)
  const taken = fill(slots, at('well'))
  expect(slots.room(at('well'))).toBe(0)
  for (const give_back of taken) give_back()
  expect(slots.room(at('well'))).toBe(4)
})

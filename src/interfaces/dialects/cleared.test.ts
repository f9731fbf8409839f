import { expect, test } from 'vitest'
import { z } from 'zod'
import { cleared } from './cleared.ts'

const Thing = z.object({
  name: z.string().optional(),
  notes: z.string().nullish(),
  parts: z.array(z.object({ number: z.string(), material: z.string().nullish() })).optional(),
})

test('null and blank text clear what may be empty, and of anything else say nothing', () => {
  expect(cleared(Thing, { name: null, notes: ' ', parts: [{ number: '', material: null }, 7, null] })).toEqual({
    notes: null,
    parts: [{ material: null }, 7, null],
  })
  expect(cleared(Thing, { name: 'A', notes: 'B', more: null, parts: null })).toEqual({ name: 'A', notes: 'B', more: null })
  expect(cleared(Thing, 'no object')).toBe('no object')
})

test('members called as what every object has are none of ours', () => {
  const given = JSON.parse('{"__proto__": null, "constructor": null, "toString": "", "notes": "x"}')
  expect(Object.keys(cleared(Thing, given) as object)).toEqual(['__proto__', 'constructor', 'toString', 'notes'])
})

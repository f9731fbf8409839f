import { expect, test } from 'vitest'
import { foreign } from '../prove/foreign/foreign.ts'
import { kills } from '../prove/kills/kills.ts'
import { malformed } from '../prove/malformed/malformed.ts'
import { storm } from '../prove/storm/storm.ts'

/** A little of what `npm run prove` does at length; side by side, since killing is mostly waiting. */
test.concurrent.each([
  ['kills', kills],
  ['foreign', foreign],
  ['malformed', malformed],
  ['storm', storm],
] as const)('%s', { timeout: 180_000 }, async (_name, prove) => {
  const faults: string[] = []
  const fault = (what: string): void => void faults.push(what)
  const figures = await prove({ seed: 20_260_302, short: true, minutes: null, say: () => {}, fault })
  expect(faults, JSON.stringify(figures)).toEqual([])
})

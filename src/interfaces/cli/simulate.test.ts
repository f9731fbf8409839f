import { afterAll, beforeAll, expect, test } from 'vitest'
import { open_shop, type Shop } from '../../../test/shop.ts'
import { simulate } from './simulate.ts'

let shop: Shop
let url = ''
beforeAll(async () => {
  shop = await open_shop()
  url = await shop.app.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(() => shop.close())

async function run(words: readonly string[], stop?: AbortController, key: string | undefined = shop.admin.key): Promise<string[]> {
  const lines: string[] = []
  const screen = {
    out: (text: string) => {
      lines.push(...text.split('\n'))
      if (text.startsWith('tick    2')) stop?.abort()
    },
  }
  await simulate(words, { url, key }, screen, (stop ?? new AbortController()).signal)
  return lines
}

test('tells each tick in a line, and what came of it at the end', async () => {
  const lines = await run(['--scenario', 'mixed_product', '--seed', '7', '--speed', 'max', '--ticks', '6'])
  expect(lines[0]).toMatch(/^mixed_product with seed 7: /)
  expect(lines[1]).toMatch(/^tick {4}1 {2}2 orders opened, \d made, SIM-SAW-1 execute, /)
  expect(lines.slice(1, 7).map((line) => line.slice(0, 9))).toEqual([1, 2, 3, 4, 5, 6].map((tick) => `tick    ${tick}`))
  expect(lines[7]).toMatch(/^6 ticks: \d+ units made, \d+ completed, \d+ scrapped, \d+ reworked; /)
  expect(lines.slice(8, -1).every((line) => / % of the time$/.test(line))).toBe(true)
  expect(lines.at(-1)).toBe('No alert stands.')
})

test('ends after the tick in which it is told to', async () => {
  const stop = new AbortController()
  const lines = await run(['--scenario', 'steady_state', '--speed', '1000'], stop)
  expect(lines.filter((line) => line.startsWith('tick'))).toHaveLength(2)
  expect(lines[3]).toMatch(/^2 ticks: /)
})

test('waits two seconds a tick at speed 1, less at higher ones', async () => {
  const began = performance.now()
  await run(['--scenario', 'steady_state', '--speed', '4', '--ticks', '1'])
  expect(performance.now() - began).toBeGreaterThanOrEqual(495)
})

test.each([
  [['--scenario', 'peace'], /Say which scenario: --scenario steady_state, quality_crisis, /],
  [[], /Say which scenario/],
  [['--scenario', 'ramp_up', '--seed', 'x'], /--seed is a whole number/],
  [['--scenario', 'ramp_up', '--speed', '0'], /--speed is a number/],
  [['--scenario', 'ramp_up', '--speed', 'fast'], /--speed is a number/],
  [['--scenario', 'ramp_up', '--ticks', '0'], /--ticks is a whole number/],
  [['--scenario', 'ramp_up', '--speed', 'max'], /Say how many --ticks/],
])('%j is told what is wrong', async (words, says) => {
  await expect(run(words)).rejects.toThrow(says)
})

test('says which scenarios there are, and needs a key that may plan', async () => {
  expect((await run(['--help'])).join('\n')).toMatch(/cascade_failure +One thing after the other/)
  const once = ['--scenario', 'steady_state', '--speed', 'max', '--ticks', '1']
  await expect(run(once, undefined, '')).rejects.toThrow(/API key/)
  await expect(run([...once, '--key', 'ery_live_0000000000000000'])).rejects.toThrow(/401/)
  await expect(run([...once, '--url', 'http://127.0.0.1:1'])).rejects.toThrow(/There is no server/)
})

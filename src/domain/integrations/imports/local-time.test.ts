import { expect, test } from 'vitest'
import { moment } from '../../../kernel/time.ts'
import { moment_of_local, read_wall_time } from './local-time.ts'

function read(text: string, zone: string): string {
  const wall = read_wall_time(text)
  if (wall === null) return 'unreadable'
  const { ms, odd } = moment_of_local(wall, zone)
  return `${moment(ms)} ${odd ?? 'plain'}`
}

test.each([
  // Clocks in Israel went from 02:00 to 03:00 on 30 March 2012, and from 02:00 back to 01:00 on 23 September.
  ['2012-03-30 01:59:59', 'Asia/Jerusalem', '2012-03-29T23:59:59.000Z plain'],
  ['2012-03-30 02:05:00', 'Asia/Jerusalem', '2012-03-30T00:05:00.000Z skipped'],
  ['2012-03-30 03:00:00', 'Asia/Jerusalem', '2012-03-30T00:00:00.000Z plain'],
  ['2012-03-31 07:00:00', 'Asia/Jerusalem', '2012-03-31T04:00:00.000Z plain'],
  ['2012-09-23 00:59:00', 'Asia/Jerusalem', '2012-09-22T21:59:00.000Z plain'],
  ['2012-09-23 01:30:00', 'Asia/Jerusalem', '2012-09-22T22:30:00.000Z double'],
  ['2012-09-23 02:00:00', 'Asia/Jerusalem', '2012-09-23T00:00:00.000Z plain'],
  ['2026-03-08 02:30', 'America/New_York', '2026-03-08T07:30:00.000Z skipped'],
  ['2026-11-01T01:30:00', 'America/New_York', '2026-11-01T05:30:00.000Z double'],
  ['2026-04-05 01:45:00', 'Australia/Lord_Howe', '2026-04-04T14:45:00.000Z double'],
  ['2026-10-04 02:15:00', 'Australia/Lord_Howe', '2026-10-03T15:45:00.000Z skipped'],
  ['2026-07-01 12:00:00.250', 'UTC', '2026-07-01T12:00:00.000Z plain'],
])('%s in %s is %s', (text, zone, expected) => {
  expect(read(text, zone)).toBe(expected)
})

test.each([
  '',
  'soon',
  '2012-02-30 07:00:00',
  '2012-13-01 07:00:00',
  '2012-01-01 24:00:00',
  '2012-01-01 07:60:00',
  '2012-01-01 07:00:60',
  '2012-01-01',
  '01/02/2012 07:00',
])('sees no date and time of day in “%s”', (text) => {
  expect(read(text, 'UTC')).toBe('unreadable')
})

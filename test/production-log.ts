import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Finding, LogRow } from '../src/domain/integrations/imports/log-row.ts'
import { total_faults } from './consistency.ts'
import { as_owner, type Shop } from './shop.ts'

/** A real shop's log of 2012, which may be used but not copied: tests of it need it beside the checkout. */
export const real_log = join(import.meta.dirname, '../../shared/data/production_events.csv')
export const no_real_log = !existsSync(real_log)

export const log_row = (line: number, more: Partial<LogRow> = {}): LogRow => ({
  line,
  occurrence: 1,
  work_order: 'WO-1',
  part: 'Spindle',
  order_qty: '33',
  operation: 'Turning',
  machine: 'Lathe 4',
  operator: '4794',
  report_type: 'D',
  start: '2012-01-31 07:00:00',
  end: '2012-01-31 08:00:00',
  qty_completed: '5',
  qty_rejected: '0',
  qty_for_mrb: '0',
  rework: '',
  ...more,
})

export const rows_of = <R extends object>(shop: Shop, text: string): Promise<R[]> =>
  as_owner(shop.database, async (client) => (await client.query<R>(text)).rows)

/** What must hold after any import, whatever was in it. */
export async function expect_sums_to_agree(shop: Shop): Promise<void> {
  const wrong = await rows_of(
    shop,
    `select o.id from operations o where (o.worked_s, o.good, o.scrap, o.rework, o.mrb) is distinct from (
      (select coalesce(sum(t.duration_s), 0) from time_entries t where t.operation_id = o.id and t.deleted_at is null),
      (select coalesce(sum(q.good), 0) from quantity_reports q where q.operation_id = o.id), (select coalesce(sum(q.scrap), 0) from quantity_reports q where q.operation_id = o.id),
      (select coalesce(sum(q.rework), 0) from quantity_reports q where q.operation_id = o.id), (select coalesce(sum(q.mrb), 0) from quantity_reports q where q.operation_id = o.id))`,
  )
  expect(wrong).toEqual([])
  expect(await as_owner(shop.database, total_faults)).toEqual([])
}

/** Speaks to the shop as the import's tests do. */
export const log_of = (shop: Shop) => ({
  send: (rows: readonly LogRow[], more: object = {}, options = {}) =>
    shop.call('POST', '/v1/imports/production-log', { time_zone: 'Asia/Jerusalem', rows, ...more }, options),
  async job(job_number: string) {
    const { body } = await shop.call('GET', `/v1/jobs?job_number=${job_number}`)
    return body.data.find((one: { job_number: string }) => one.job_number === job_number)
  },
  operations: async (job_id: string) => (await shop.call('GET', `/v1/operations?job_id=${job_id}&sort=sequence`)).body.data,
  entries: async (job_id: string) =>
    (await shop.call('GET', `/v1/time-entries?job_id=${job_id}`)).body.data.toSorted(
      (a: { number: number }, b: { number: number }) => a.number - b.number,
    ),
})

let orders = 0
export const new_order = (): string => `W-${++orders}`

export const reasons = (findings: readonly Finding[]): string[] =>
  findings.map(({ line, reason, taken }) => `${line} ${reason}${taken ? '' : ' left out'}`)

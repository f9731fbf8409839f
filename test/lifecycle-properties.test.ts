import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
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

interface Row {
  readonly id: string
  readonly kind: 'job' | 'part' | 'operation'
  readonly status: string
  readonly part_id: string | null
}

/** Whatever is asked for, in whatever order: allowed or refused, the floor stays true to itself. */
test('any sequence of verbs keeps roll-up, events and totals consistent', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(Step, { minLength: 5, maxLength: 25 }), async (steps) => {
      const job = await lay_out_job(shop, [2, 2])
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
      await assert_consistent(job.id)
    }),
    { numRuns: 40 },
  )
})

const finished = ['completed', 'skipped', 'cancelled']

async function assert_consistent(job_id: string): Promise<void> {
  const { rows, events } = await as_owner(shop.database, async (client) => {
    const found = await client.query<Row>(
      `select id, 'job' as kind, status, null::uuid as part_id from jobs where id = $1
       union all select id, 'part', status, null from parts where job_id = $1 and deleted_at is null
       union all select id, 'operation', status, part_id from operations where job_id = $1 and deleted_at is null`,
      [job_id],
    )
    const told = await client.query<{ subject_id: string; facts: { previous_status?: string; new_status?: string } }>(
      'select subject_id, facts from events where subject_ids @> array[$1::uuid] order by xid, seq',
      [job_id],
    )
    return { rows: found.rows, events: told.rows }
  })
  for (const row of rows) {
    const moves = events.filter(({ subject_id, facts }) => subject_id === row.id && facts.new_status !== undefined)
    moves.slice(1).forEach(({ facts }, index) => {
      expect(facts.previous_status, `${row.kind}: each move begins where the one before ended`).toBe(moves[index]?.facts.new_status)
    })
    expect(
      moves.at(-1)?.facts.new_status ?? (row.kind === 'job' ? 'released' : 'waiting'),
      `${row.kind}: its last event says how it stands`,
    ).toBe(row.status)
  }
  const job = rows.find(({ kind }) => kind === 'job')
  const parts = rows.filter(({ kind }) => kind === 'part')
  for (const part of parts) {
    const of_part = rows.filter(({ kind, part_id }) => kind === 'operation' && part_id === part.id)
    const all_finished = of_part.every(({ status }) => finished.includes(status))
    if (part.status === 'completed') expect(all_finished, 'a completed part has nothing open').toBe(true)
    if (all_finished && of_part.some(({ status }) => status === 'completed'))
      expect(part.status, 'a part with all done is completed').toBe('completed')
    if (of_part.some(({ status }) => status === 'running')) expect(part.status, 'work on an operation is work on its part').toBe('running')
  }
  if (parts.every(({ status }) => status === 'completed')) expect(['completed', 'held', 'running'], 'all parts done').toContain(job?.status)
}

test('the totals that lists show are those of the rows, after all of that', async () => {
  for (const list of ['jobs', 'parts', 'operations'] as const) {
    const { rows } = await as_owner(shop.database, (client) =>
      client.query<{ status: string; n: number; counted: number }>(
        `select status, coalesce(r.n, 0)::int as n, coalesce(c.n, 0)::int as counted
         from (select status, count(*) as n from ${list} where deleted_at is null group by status) r
         full join (select status, sum(n) as n from list_counts where list = '${list}' group by status) c using (status)`,
      ),
    )
    expect(
      rows.filter(({ n, counted }) => n !== counted),
      list,
    ).toEqual([])
  }
})

import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { as_owner, open_shop, type Shop } from '../../../../test/shop.ts'
import { new_id } from '../../../kernel/id.ts'

let shop: Shop
beforeAll(async () => {
  shop = await open_shop()
})
afterAll(() => shop.close())

interface Told {
  readonly id: string
  readonly name: string
  readonly subjects: Readonly<Record<string, string>>
}

/** Reads on from a cursor until `enough`; other databases of the same server may hold the newest rows back for a moment. */
async function read_on(query: string, cursor: string | null, enough: (told: readonly Told[]) => boolean) {
  const told: Told[] = []
  let at = cursor
  do {
    const { status, body } = await shop.call('GET', `/v1/events?${query}${at === null ? '' : `&cursor=${at}`}`)
    expect(status, JSON.stringify(body)).toBe(200)
    told.push(...body.data)
    at = String(body.next_cursor)
  } while (!enough(told))
  return { told, cursor: at }
}

/** The cursor behind everything that has happened so far. */
async function behind_all(): Promise<string> {
  const marker = await make_job()
  return (await read_on('limit=1000', null, (told) => told.some(({ subjects }) => subjects.job_id === marker))).cursor
}

let jobs = 0
async function make_job(): Promise<string> {
  const { status, body } = await shop.call('POST', '/v1/jobs', { job_number: `E-${jobs++}` })
  expect(status, JSON.stringify(body)).toBe(201)
  return body.id
}

async function in_transaction(work: (client: pg.PoolClient, insert: () => Promise<string>) => Promise<void>): Promise<void> {
  const client = await shop.pool.connect()
  try {
    await client.query('begin')
    await client.query("select set_config('gemba.tenant', $1, true)", [shop.tenant_id])
    await work(client, async () => {
      const id = new_id()
      await client.query(
        `insert into events (id, name, subject_id, subject_ids, facts, actor, verb, request_id, origin, occurred_at, recorded_at)
         values ($1, 'job.created', $1, array[$1::uuid], '{}', '{"kind": "system", "person_id": null, "key_id": null}', 'test', 'test', 'api', now(), now())`,
        [id],
      )
      return id
    })
  } finally {
    client.release()
  }
}

test('tells what happened, to what, when, and by whom', async () => {
  const job_id = await make_job()
  const { told } = await read_on(`subject_id=${job_id}`, null, (all) => all.length > 0)
  expect(told[0]).toMatchObject({
    name: 'job.created',
    actor: { kind: 'key' },
    origin: 'api',
    subjects: { job_id },
    facts: { parts_count: 0, operations_count: 0 },
    at: expect.stringMatching(/Z$/),
    recorded_at: expect.stringMatching(/Z$/),
  })
})

test('always answers a cursor, and behind the newest an empty page', async () => {
  const cursor = await behind_all()
  const { body } = await shop.call('GET', `/v1/events?cursor=${cursor}`)
  expect(body).toMatchObject({ data: [], next_cursor: expect.any(String) })
  const job_id = await make_job()
  const { told } = await read_on('limit=1', body.next_cursor, (all) => all.length > 0)
  expect(told.map(({ subjects }) => subjects.job_id)).toEqual([job_id])
})

test('filters by name, by all of a noun, by subject and by origin, also together', async () => {
  const start = await behind_all()
  const body = { job_number: 'F-1', parts: [{ part_number: 'P', quantity: 1, operations: [{ sequence: 10, name: 'Saw' }] }] }
  const job_id = (await shop.call('POST', '/v1/jobs', body)).body.id
  const names = async (query: string, n: number) => (await read_on(query, start, (all) => all.length >= n)).told.map(({ name }) => name)
  expect(await names('name=job.created', 1)).toEqual(['job.created'])
  expect(await names('name=part.*', 1)).toEqual(['part.created'])
  expect(new Set(await names(`subject_id=${job_id}&limit=1`, 3))).toEqual(new Set(['job.created', 'part.created', 'operation.created']))
  expect(await names(`subject_id=${job_id}&name=operation.*&limit=1`, 1)).toEqual(['operation.created'])
  expect((await shop.call('GET', `/v1/events?origin=import&cursor=${start}`)).body.data).toEqual([])
  expect((await shop.call('GET', `/v1/events?name=job.moved&subject_id=${job_id}`)).body.data).toEqual([])
})

test('holds back what is committed behind a transaction that is still open', async () => {
  const start = await behind_all()
  let early = ''
  let late = ''
  await in_transaction(async (first, insert_first) => {
    early = await insert_first()
    await in_transaction(async (second, insert_second) => {
      late = await insert_second()
      await second.query('commit')
    })
    expect((await shop.call('GET', `/v1/events?cursor=${start}`)).body.data).toEqual([])
    await first.query('commit')
  })
  const { told } = await read_on('', start, (all) => all.length >= 2)
  expect(told.map(({ id }) => id)).toEqual([early, late])
})

test('who has waited for a lock stands behind whom it waited for, however early it began', async () => {
  const start = await behind_all()
  let waited = ''
  let went_first = ''
  await in_transaction(async (waiting, insert_waiting) => {
    await waiting.query('select pg_current_xact_id()')
    await in_transaction(async (quick, insert_quick) => {
      went_first = await insert_quick()
      await quick.query('commit')
    })
    waited = await insert_waiting()
    await waiting.query('commit')
  })
  const { told } = await read_on('', start, (all) => all.length >= 2)
  expect(told.map(({ id }) => id)).toEqual([went_first, waited])
})

test('a reader sees each fact exactly once, while eight write in transactions of different lengths', async () => {
  const start = await behind_all()
  const committed = new Set<string>()
  let writing = 8
  const writer = async (n: number): Promise<void> => {
    for (let round = 0; round < 20; round++) {
      await in_transaction(async (client, insert) => {
        const ids = [await insert()]
        // Some hold on for many questions, some for none: they commit in another order than they began.
        for (let wait = 0; wait < ((n * 7 + round * 5) % 13) ** 2 / 4; wait++) await client.query('select 1')
        if (round % 3 === 0) ids.push(await insert())
        const kept = (n + round) % 9 !== 0
        await client.query(kept ? 'commit' : 'rollback')
        if (kept) for (const id of ids) committed.add(id)
      })
    }
    writing -= 1
  }
  const [{ told }] = await Promise.all([
    read_on('limit=7', start, (all) => writing === 0 && all.length >= committed.size),
    ...Array.from({ length: 8 }, (_, n) => writer(n)),
  ])
  const seen = told.map(({ id }) => id)
  expect(seen.length).toBe(committed.size)
  expect(new Set(seen)).toEqual(committed)
})

test('refuses a cursor that is none, and says 410 to one from before a restore', async () => {
  const cursor = await behind_all()
  for (const wrong of ['x', Buffer.from('1.2.3').toString('base64url')]) {
    const { status, body } = await shop.call('GET', `/v1/events?cursor=${wrong}`)
    expect(status).toBe(422)
    expect(body).toMatchObject({ code: 'invalid', reason: 'cursor_unknown', errors: [{ field: 'cursor' }] })
  }
  const { rows } = await shop.pool.query<{ name: string }>('select current_database() as name')
  await as_owner(rows[0]?.name ?? '', (client) =>
    client.query("update server_facts set value = '20990101000000' where name = 'events_epoch'"),
  )
  const { status, body } = await shop.call('GET', `/v1/events?cursor=${cursor}`)
  expect(status).toBe(410)
  expect(body).toMatchObject({ status: 410, code: 'stale', reason: 'events_epoch_gone' })
  expect((await shop.call('GET', '/v1/events?limit=1')).status).toBe(200)
})

test('wants a name of the right shape', async () => {
  const { status, body } = await shop.call('GET', '/v1/events?name=jobs')
  expect(status).toBe(422)
  expect(body.errors).toMatchObject([{ field: 'name', rule: 'format' }])
})

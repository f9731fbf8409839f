import { afterAll, beforeAll, expect, test } from 'vitest'
import { events_about } from '../../../../test/events.ts'
import { lay_out_job } from '../../../../test/floor-of-one-job.ts'
import { another_tenant, someone } from '../../../../test/people.ts'
import { type Answer, open_shop, type Shop } from '../../../../test/shop.ts'
import { signed_in } from '../../../../test/signed-in.ts'
import { type IssueStatus, issue_moves } from './issue.ts'

const nowhere = '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11'

let shop: Shop
let operation_id: string
let job_id: string
beforeAll(async () => {
  shop = await open_shop()
  const job = await lay_out_job(shop, [1], { customer: 'Acme' })
  job_id = job.id
  operation_id = job.parts[0]?.operations[0] ?? ''
})
afterAll(() => shop.close())

type Options = Parameters<Shop['call']>[3]
const report = (more: object = {}, options: Options = {}) =>
  shop.call('POST', '/v1/issues', { operation_id, title: 'Burr', description: 'At the edge', ...more }, options)
const ncr = (more: object = {}, options: Options = {}) => report({ kind: 'ncr', severity: 'high', ...more }, options)
const change = (id: string, fields: object, options: Options = {}) => shop.call('PATCH', `/v1/issues/${id}`, fields, options)
const say = (id: string, word: string, fields: object = {}, options: Options = {}) =>
  shop.call('POST', `/v1/issues/${id}/${word}`, fields, options)
const names = async (id: string) => (await events_about(shop, id)).map(({ name }) => name)

async function made(answer: Promise<Answer>) {
  const { status, body } = await answer
  expect(status, JSON.stringify(body)).toBe(201)
  return body
}

test('a general issue says what is wrong, where, and who found it', async () => {
  const ann = await signed_in(shop, 'operator')
  const issue = await made(report({}, { key: ann.key }))
  expect(issue).toMatchObject({
    ...{ kind: 'general', status: 'open', severity: 'medium', ncr_number: null, title: 'Burr', description: 'At the edge' },
    ...{ stops_work: false, is_rejected: false, reported_by: ann.id, reporter: { id: ann.id, name: 'A operator' } },
    ...{ operation: { id: operation_id, sequence: 10 }, part: { part_number: 'P1' }, job: { id: job_id, customer: 'Acme' } },
  })
  expect((await shop.call('GET', `/v1/issues/${issue.id}`)).body).toEqual({ ...issue, can: ['issues.resolve', 'issues.close'] })
  const [told] = await events_about(shop, issue.id)
  expect(told).toMatchObject({ name: 'issue.created', facts: { issue_id: issue.id, operation_id, job_id, person_id: ann.id } })
  expect((await made(report())).reported_by).toBeNull()
})

test('an NCR says how bad it is and may have been verified, moved on and closed before it was told', async () => {
  const { id: person_id } = await someone(shop, 'supervisor')
  const issue = await made(
    ncr({
      ...{ description: undefined, ncr_category: 'process', ncr_subcategory: 'dimensional', affected_quantity: 5, disposition: 'rework' },
      ...{ root_cause: 'Tool wear', corrective_action: 'New tool', preventive_action: 'Tool life', verification_required: true },
      ...{ verified_by: person_id, status: 'closed', is_rejected: true, at: '2026-03-02T08:00:00+02:00' },
    }),
  )
  expect(issue).toMatchObject({
    ...{ status: 'closed', description: null, ncr_category: 'process', ncr_subcategory: 'dimensional', affected_quantity: 5 },
    ...{ verified_by: person_id, verified_at: expect.any(String), verifier: { id: person_id }, is_rejected: true },
    ...{ reported_at: '2026-03-02T06:00:00.000Z', closed_at: expect.any(String) },
  })
  expect(await names(issue.id)).toEqual(['ncr.created', 'ncr.verified', 'issue.closed'])
})

test.each<[object, string[]]>([
  [{ description: undefined }, ['description required']],
  [{ description: '  ' }, ['description required']],
  [{ kind: 'ncr' }, ['severity required']],
  [{ kind: 'odd', severity: 'huge', affected_quantity: -1 }, ['affected_quantity min_value', 'kind choice', 'severity choice']],
  [{ title: ' ', operation_id: nowhere, ncr_category: 'x' }, ['ncr_category choice', 'operation_id unknown_reference', 'title min_length']],
  [{ ncr_number: 'N-1', verified_by: nowhere }, ['ncr_number choice', 'verified_by choice', 'verified_by unknown_reference']],
  [{ verification_required: true, is_rejected: true }, ['is_rejected choice', 'verification_required choice']],
  [{ kind: 'ncr', severity: 'low', ncr_number: 'x'.repeat(51) }, ['ncr_number max_length']],
  [{ reported_by: nowhere, at: '2999-01-01T00:00:00Z' }, ['at max_value', 'reported_by unknown_reference']],
])('what is wrong with %j is told at once', async (more, wrong) => {
  const { status, body } = await report(more)
  expect(status, JSON.stringify(body)).toBe(422)
  expect(body.errors.map((one: { field: string; rule: string }) => `${one.field} ${one.rule}`).sort()).toEqual(wrong)
})

const statuses = ['open', 'in_progress', 'resolved', 'closed'] as const
test.each(statuses.flatMap((from) => statuses.filter((to) => to !== from).map((to) => [from, to] as const)))(
  'from %s to %s',
  async (from: IssueStatus, to: IssueStatus) => {
    const { id } = await made(report({ status: from }))
    const before = (await names(id)).length
    const answer = await change(id, { status: to })
    if (!issue_moves[from].includes(to)) {
      expect(answer.body).toMatchObject({ status: 409, reason: 'issue_not_movable', facts: { possible: issue_moves[from] } })
      expect(await names(id)).toHaveLength(before)
      return
    }
    expect(answer.body).toMatchObject({
      status: to,
      resolved_at: to === 'resolved' || (from === 'resolved' && to === 'closed') ? expect.any(String) : null,
    })
    const back = from === 'in_progress' ? 'issue.updated' : 'issue.reopened'
    const told = { open: back, in_progress: 'issue.updated', resolved: 'issue.resolved', closed: 'issue.closed' }[to]
    expect((await names(id)).slice(before)).toEqual([told])
  },
)

test('a foreman says it in one word', async () => {
  const { id: person_id } = await someone(shop, 'operator')
  const { id } = await made(ncr({ verification_required: true }))
  expect((await say(id, 'reopen')).body.reason).toBe('issue_not_movable')
  const resolved = await say(id, 'resolve', { resolution_notes: 'Machined again', person_id, at: '2026-03-02T08:00:00Z' })
  expect(resolved.body).toMatchObject({
    ...{ status: 'resolved', resolution_notes: 'Machined again', resolved_at: '2026-03-02T08:00:00.000Z' },
    ...{ resolved_by: person_id, resolver: { id: person_id } },
  })
  expect((await say(id, 'resolve')).body.reason).toBe('issue_not_movable')
  expect((await say(id, 'close')).body).toMatchObject({ status: 409, reason: 'issue_not_verified' })
  expect((await change(id, { status: 'closed' })).body.reason).toBe('issue_not_verified')
  const ann = await signed_in(shop, 'supervisor')
  expect((await say(id, 'verify', {}, { key: ann.key })).body).toMatchObject({ verified_by: ann.id, verifier: { id: ann.id } })
  expect((await say(id, 'verify')).body).toMatchObject({ status: 409, reason: 'issue_verified' })
  expect((await say(id, 'close', { resolution_notes: 'Done' })).body).toMatchObject({ status: 'closed', resolution_notes: 'Done' })
  expect((await say(id, 'reopen')).body).toMatchObject({
    ...{ status: 'open', verified_at: null, verified_by: null, resolved_at: null, resolved_by: null, closed_at: null },
  })
  expect((await say(id, 'close')).body.reason).toBe('issue_not_verified')
  const told = ['ncr.created', 'issue.resolved', 'ncr.verified', 'issue.closed', 'issue.reopened']
  expect(await names(id)).toEqual(told)
  const { id: other } = await made(report())
  expect((await say(other, 'verify')).body).toMatchObject({ status: 409, reason: 'issue_not_ncr' })
  expect((await say(other, 'close', { is_rejected: true })).body).toMatchObject({ status: 'closed', is_rejected: true })
  expect((await say(other, 'reopen')).body.is_rejected).toBe(false)
  for (const word of ['resolve', 'close', 'reopen', 'verify']) expect((await say(nowhere, word)).body.reason).toBe('issue_unknown')
})

test('says what may be done with it next, by whoever asks', async () => {
  const { id } = await made(ncr({ verification_required: true }))
  const can = async (key = shop.admin.key) => (await shop.call('GET', `/v1/issues/${id}`, undefined, { key })).body.can
  expect(await can()).toEqual(['issues.resolve'])
  expect(await can((await someone(shop, 'operator')).key)).toEqual([])
  expect((await say(id, 'resolve')).body.can).toEqual(['issues.reopen'])
  expect((await say(id, 'verify')).body.can).toEqual(['issues.close', 'issues.reopen'])
  expect((await say(id, 'close')).body.can).toEqual(['issues.reopen'])
})

test('one update may say all of it: the fields, the verification, the move', async () => {
  const { id: person_id } = await someone(shop, 'supervisor')
  const { id } = await made(ncr({ verification_required: true }))
  const answer = await change(id, { status: 'closed', root_cause: 'Wear', verified_by: person_id, resolution_notes: 'All well' })
  expect(answer.body).toMatchObject({ status: 'closed', root_cause: 'Wear', verified_by: person_id, revision: 2 })
  expect(await names(id)).toEqual(['ncr.created', 'issue.updated', 'ncr.verified', 'issue.closed'])
  const [, updated] = await events_about(shop, id)
  expect(updated?.facts.changes).toEqual({
    root_cause: { before: null, after: 'Wear' },
    resolution_notes: { before: null, after: 'All well' },
  })
  expect((await change(id, { verified_by: null })).body).toMatchObject({ verified_at: null, revision: 3 })
  expect((await change(id, { root_cause: 'Wear', status: 'closed' })).body.revision).toBe(3)
  expect((await change(id, { verified_by: person_id })).body.verified_at).toEqual(expect.any(String))
  const told = await events_about(shop, id)
  expect(told.slice(4).map(({ name }) => name)).toEqual(['issue.updated', 'ncr.verified'])
})

test('an update refuses what does not fit, and what was decided on an older revision', async () => {
  const { id } = await made(report())
  const { id: person_id } = await someone(shop, 'operator')
  expect((await change(id, { verified_by: person_id })).body.reason).toBe('issue_not_ncr')
  const wrong = await change(id, { verification_required: true, description: null, is_rejected: true })
  expect(wrong.body.errors).toMatchObject([
    { field: 'verification_required', rule: 'choice' },
    { field: 'description', rule: 'required' },
    { field: 'is_rejected', rule: 'choice' },
  ])
  expect((await change(id, { title: 'Burr, sharp' }, { headers: { 'if-match': '"1"' } })).body.revision).toBe(2)
  expect((await change(id, { title: 'x' }, { headers: { 'if-match': '"1"' } })).body).toMatchObject({ status: 412, reason: 'issue_stale' })
  expect((await change(nowhere, { title: 'x' })).status).toBe(404)
  expect((await change(id, { ncr_number: 'NCR-1' })).body.errors).toMatchObject([{ field: 'ncr_number', rule: 'unknown_field' }])
})

test('operators report, supervisors move on', async () => {
  const operator = { key: (await someone(shop, 'operator')).key }
  const { id } = await made(report({ stops_work: false }, operator))
  for (const more of [{ status: 'closed' }, { kind: 'ncr', severity: 'low', verified_by: (await someone(shop, 'operator')).id }])
    expect((await report(more, operator)).body).toMatchObject({ status: 403, reason: 'issue_not_yours' })
  expect((await change(id, { title: 'x' }, operator)).status).toBe(403)
  for (const word of ['resolve', 'close', 'reopen', 'verify']) expect((await say(id, word, {}, operator)).status).toBe(403)
  expect((await shop.call('DELETE', `/v1/issues/${id}`, undefined, operator)).status).toBe(403)
  expect((await report({}, { key: (await someone(shop, 'viewer')).key })).status).toBe(403)
})

test('is removed, and goes with its job; an operation with issues is not removed', async () => {
  const job = await lay_out_job(shop, [2])
  const [first = '', second = ''] = job.parts[0]?.operations ?? []
  const { id } = await made(report({ operation_id: first }))
  const { id: other } = await made(report({ operation_id: second }))
  const refused = await shop.call('DELETE', `/v1/operations/${first}`)
  expect(refused.body).toMatchObject({ status: 409, reason: 'operation_has_issues', facts: { issue_id: id } })
  expect((await shop.call('DELETE', `/v1/issues/${id}`)).body).toEqual({ id })
  expect((await shop.call('GET', `/v1/issues/${id}`)).body.reason).toBe('issue_unknown')
  expect((await shop.call('DELETE', `/v1/issues/${id}`)).status).toBe(404)
  expect(await names(id)).toEqual(['issue.created', 'issue.deleted'])
  expect((await shop.call('DELETE', `/v1/operations/${first}`)).status).toBe(200)
  await shop.call('DELETE', `/v1/jobs/${job.id}`)
  expect((await shop.call('GET', `/v1/issues/${other}`)).status).toBe(404)
  expect((await shop.call('GET', `/v1/issues?job_id=${job.id}`)).body.data).toEqual([])
})

test('lists by whatever is asked; another company sees and changes none of it', async () => {
  const job = await lay_out_job(shop, [1])
  const place = { operation_id: job.parts[0]?.operations[0] ?? '' }
  const { id: person_id } = await someone(shop, 'operator')
  const a = await made(report({ ...place, title: 'Crack 100%', reported_by: person_id }))
  const b = await made(ncr({ ...place, ncr_category: 'material', ncr_subcategory: 'hardness', description: 'soft_spot' }))
  const c = await made(ncr({ ...place, severity: 'low', status: 'closed', is_rejected: true, stops_work: true }))
  const found = async (query: string, options: Options = {}) =>
    (await shop.call('GET', `/v1/issues?job_id=${job.id}&${query}`, undefined, options)).body.data.map(({ id }: { id: string }) =>
      [a, b, c].findIndex((one) => one.id === id),
    )
  expect(await found('')).toEqual([2, 1, 0])
  expect(await found('kind=ncr')).toEqual([2, 1])
  expect(await found('kind=ncr&severity=high,critical')).toEqual([1])
  expect(await found('status=open')).toEqual([1, 0])
  expect(await found('status=closed&is_rejected=true&stops_work=true')).toEqual([2])
  expect(await found(`reported_by=${person_id}`)).toEqual([0])
  expect(await found(`part_id=${job.parts[0]?.id}&operation_id=${place.operation_id}&ncr_category=material`)).toEqual([1])
  expect(await found('ncr_subcategory=hardness')).toEqual([1])
  expect(await found('search=100%25')).toEqual([0])
  expect(await found('search=soft_')).toEqual([1])
  expect(await found(`search=${c.ncr_number}`)).toEqual([2])
  expect((await shop.call('GET', `/v1/issues?job_id=${job.id}&limit=1&offset=1&with_total=true`)).body).toMatchObject({
    ...{ data: [{ id: b.id }], total: 3, next_cursor: expect.any(String) },
  })
  const foreign = { key: (await another_tenant(shop)).key }
  expect(await found('', foreign)).toEqual([])
  expect((await report(place, foreign)).body.errors).toMatchObject([{ field: 'operation_id' }])
  expect((await shop.call('GET', `/v1/issues/${a.id}`, undefined, foreign)).status).toBe(404)
  expect((await change(a.id, { title: 'Mine' }, foreign)).status).toBe(404)
  for (const word of ['resolve', 'close', 'reopen', 'verify']) expect((await say(a.id, word, {}, foreign)).status).toBe(404)
  expect((await shop.call('DELETE', `/v1/issues/${a.id}`, undefined, foreign)).status).toBe(404)
  expect((await shop.call('GET', `/v1/issues/${a.id}`)).body).toEqual(a)
})

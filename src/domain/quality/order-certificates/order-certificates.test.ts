import { verify as verify_signature } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { another_tenant } from '../../../../test/people.ts'
import { as_owner, open_shop, type Shop } from '../../../../test/shop.ts'

let shop: Shop
beforeAll(async () => {
  shop = await open_shop()
})
afterAll(() => shop.close())

let number = 0
async function finished_job(): Promise<{ id: string; operation_id: string; job_number: string }> {
  number += 1
  const job_number = `C-${number}`
  const operations = [{ sequence: 1, name: 'Turn', workstation_name: 'Lathe' }]
  const { body } = await shop.call('POST', '/v1/jobs', {
    job_number,
    customer: 'Acme',
    parts: [{ part_number: 'P', quantity: 2, operations }],
  })
  const operation_id = body.parts[0].operations[0].id
  await shop.call('POST', `/v1/operations/${operation_id}/start`)
  await shop.call('POST', '/v1/quantity-reports', { operation_id, good: 2 })
  expect((await shop.call('POST', `/v1/operations/${operation_id}/complete`)).status).toBe(200)
  return { id: body.id, operation_id, job_number }
}

const certify = (job_id: string) => shop.call('POST', '/v1/order-certificates', { job_id })
const verify = (job_id: string) => shop.call('POST', '/v1/order-certificates/verify', { job_id })

test('says what the job was, signed so that anybody can check it', async () => {
  const job = await finished_job()
  const { status, body } = await certify(job.id)
  expect(status).toBe(201)
  expect(JSON.parse(body.signed)).toMatchObject({
    certificate_id: body.id,
    job: { job_number: job.job_number, customer: 'Acme', operations: [{ name: 'Turn', workstation: 'Lathe', good: 2 }], units: [] },
  })
  const signature = Buffer.from(body.signature, 'base64')
  expect(verify_signature(null, Buffer.from(body.signed), body.public_key, signature)).toBe(true)
  expect(verify_signature(null, Buffer.from(body.signed.replace('Acme', 'Acne')), body.public_key, signature)).toBe(false)
  expect((await shop.call('GET', `/v1/order-certificates/${body.id}`)).body).toEqual(body)
  expect((await shop.call('GET', `/v1/order-certificates?job_id=${job.id}`)).body.data).toEqual([body])
  expect(JSON.stringify(body)).not.toContain('PRIVATE')
})

test('asked for again, also by many at once, it is the same', async () => {
  const job = await finished_job()
  const answers = await Promise.all(Array.from({ length: 10 }, () => certify(job.id)))
  expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
  await shop.call('POST', `/v1/jobs/${job.id}/close`)
  expect((await certify(job.id)).body.id).toBe(answers[0]?.body.id)
})

test('what changed since is named, and a new certificate says what is so now', async () => {
  const job = await finished_job()
  const before = await certify(job.id)
  expect((await verify(job.id)).body).toMatchObject({ valid: true, changed: [] })
  const changed = await shop.call('PATCH', `/v1/jobs/${job.id}`, { customer: 'Somebody else' })
  expect(changed.status).toBe(200)
  expect((await verify(job.id)).body).toMatchObject({
    valid: false,
    checks: { signature: true, key_is_ours: true, job_unchanged: false },
    changed: ['customer'],
  })
  expect((await certify(job.id)).body.id).not.toBe(before.body.id)
  expect((await verify(job.id)).body.valid).toBe(true)
})

test.each([
  ['the text', "signed = replace(signed, 'Acme', 'Acne')", 'signature'],
  ['the text beyond reading', "signed = 'x'", 'signature'],
  ['the signature', "signature = 'AAAA'", 'signature'],
  ['the key', "public_key = 'none'", 'key_is_ours'],
  ['the seal', "seal_n = 4711, seal_hash = 'x'", 'seal_stands'],
] as const)('finds a change of %s', async (_what, change, check) => {
  const job = await finished_job()
  await certify(job.id)
  await as_owner(shop.database, (client) => client.query(`update order_certificates set ${change} where job_id = '${job.id}'`))
  const { body } = await verify(job.id)
  expect(body.valid).toBe(false)
  expect(body.checks[check]).toBe(false)
})

test('a job at work has no certificate, nor one of another company', async () => {
  const { body: job } = await shop.call('POST', '/v1/jobs', { job_number: 'OPEN' })
  expect((await certify(job.id)).body).toMatchObject({ status: 422, reason: 'job_not_finished' })
  expect((await verify(job.id)).body).toMatchObject({ reason: 'job_not_finished' })
  const ours = await finished_job()
  const { body } = await certify(ours.id)
  const { key } = await another_tenant(shop)
  expect((await shop.call('GET', `/v1/order-certificates/${body.id}`, undefined, { key })).body.reason).toBe('order_certificate_unknown')
  expect((await shop.call('POST', '/v1/order-certificates', { job_id: ours.id }, { key })).status).toBe(422)
})

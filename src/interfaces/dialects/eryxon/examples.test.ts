import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Answer, open_shop, type Shop } from '../../../../test/shop.ts'

let shop: Shop
beforeAll(async () => {
  shop = await open_shop()
})
afterAll(() => shop.close())

/** The page's own examples, word for word; only the ids are put in. */
const page_job = `{
  "job_number": "JOB-2024-001",
  "customer": "ACME Corp",
  "due_date": "2024-12-31",
  "notes": "Rush order",
  "metadata": {"po_number": "PO-12345"},
  "parts": [
    {
      "part_number": "PART-001",
      "material": "Aluminum 6061",
      "quantity": 10,
      "file_paths": ["s3://drawings/part-001.pdf"],
      "operations": [
        {
          "operation_name": "CNC Milling",
          "cell_name": "Mill-01",
          "estimated_time": 120,
          "sequence": 1,
          "notes": "Use 0.5\\" end mill"
        }
      ]
    }
  ]
}`

test.each(['/functions/v1', ''])('the examples of the page work on a fresh server, below "%s"', async (prefix) => {
  const fresh = prefix === '' ? shop : await open_shop()
  const call = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<Answer> =>
    fresh.call(method, prefix + path, body)
  try {
    const created = await call('POST', '/api-jobs', page_job)
    expect(created.status, JSON.stringify(created.body)).toBe(201)
    expect(created.body).toMatchObject({
      success: true,
      data: {
        job_id: expect.any(String),
        job_number: 'JOB-2024-001',
        status: 'not_started',
        parts: [
          {
            part_id: expect.any(String),
            part_number: 'PART-001',
            operations: [{ operation_id: expect.any(String), operation_name: 'CNC Milling', sequence: 1, status: 'not_started' }],
          },
        ],
        job: { customer: 'ACME Corp', due_date: '2024-12-31', metadata: { po_number: 'PO-12345' }, notes: 'Rush order' },
      },
    })
    const { job_id, parts } = created.body.data
    const [{ part_id, operations }] = parts
    const [{ operation_id }] = operations
    const ids = [...JSON.stringify(created.body).matchAll(/"id":"([^"]+)"/g)].map(([, id]) => id)
    expect(ids.slice(0, 3)).toEqual([job_id, part_id, operation_id])

    const started = await call('POST', `/api-job-lifecycle/start?id=${job_id}`)
    expect(started.status).toBe(200)
    expect(started.body.data).toMatchObject({
      job: { id: job_id, job_number: 'JOB-2024-001', status: 'in_progress', started_at: expect.any(String), completed_at: null },
      operation: 'start',
      previous_status: 'not_started',
      new_status: 'in_progress',
    })
    const jobs = await call('GET', '/api-jobs?status=in_progress&customer=ACME&limit=100&offset=0')
    expect(jobs.body.data).toMatchObject({
      jobs: [
        {
          id: job_id,
          job_number: 'JOB-2024-001',
          customer: 'ACME Corp',
          status: 'in_progress',
          due_date: '2024-12-31',
          notes: 'Rush order',
          parts: [{ id: part_id, part_number: 'PART-001', file_paths: ['s3://drawings/part-001.pdf'] }],
        },
      ],
      pagination: { limit: 100, offset: 0, total: 1, has_more: false },
    })
    expect(jobs.body.meta).toEqual({ pagination: jobs.body.data.pagination })

    const part = await call('POST', '/api-parts', {
      ...{ job_id, part_number: 'PART-002', material: 'Steel 4140', quantity: 5 },
      ...{ parent_part_number: 'PART-001', notes: 'Sub-assembly' },
    })
    expect(part.status, JSON.stringify(part.body)).toBe(201)
    expect(part.body.data.part).toMatchObject({ part_number: 'PART-002', parent_part_id: part_id, operations: [], job: { id: job_id } })

    const found = await call('GET', `/api-operations?part_id=${part_id}&cell_name=Mill`)
    const [{ cell_id }] = found.body.data.operations
    const operation = await call('POST', '/api-operations', {
      ...{ part_id, cell_id, operation_name: 'Welding', estimated_time: 60, sequence: 2, notes: 'TIG weld only' },
    })
    expect(operation.status, JSON.stringify(operation.body)).toBe(201)
    expect(operation.body.data.operation).toMatchObject({ estimated_time: 60, estimated_time_minutes: 60, cell: { name: 'Mill-01' } })

    const { body: person } = await fresh.call('POST', '/v1/people', { name: 'Ann', role: 'operator', employee_number: 'E1' })
    const begun = await call('POST', `/api-operation-lifecycle/start?id=${operation_id}&user_id=${person.id}`)
    expect(begun.body.data).toMatchObject({
      operation: { status: 'in_progress', started_at: expect.any(String) },
      operation_type: 'start',
      previous_status: 'not_started',
      time_entry_created: true,
      time_entry_ended: false,
      time_entry: { operator_id: person.id, end_time: null },
    })
    expect((await call('POST', `/api-operation-lifecycle/pause?id=${operation_id}`)).body.data).toMatchObject({
      operation: { status: 'on_hold', paused_at: expect.any(String) },
      new_status: 'on_hold',
      time_entry_created: false,
      time_entry_ended: true,
    })
    const parts_in_work = await call('GET', `/api-parts?job_id=${job_id}&status=in_progress&material=Aluminum`)
    expect(parts_in_work.body.data.parts).toMatchObject([
      { id: part_id, operations: [{ id: operation_id, cell: { name: 'Mill-01' } }, {}] },
    ])
    expect((await call('POST', `/api-operation-lifecycle/resume?id=${operation_id}&user_id=${person.id}`)).status).toBe(200)
    const listed = await call('GET', `/api-operations?part_id=${part_id}&status=in_progress&cell_name=Mill`)
    expect(listed.body.data.operations).toMatchObject([
      { id: operation_id, time_entries: [{ end_time: expect.any(String) }, { end_time: null }] },
    ])
    const completed = await call('POST', `/api-operation-lifecycle/complete?id=${operation_id}`)
    expect(completed.body.data).toMatchObject({
      operation: {
        operation_name: 'CNC Milling',
        status: 'completed',
        estimated_time: 120,
        actual_time: 0,
        completion_percentage: 100,
        part: { part_number: 'PART-001', job: { job_number: 'JOB-2024-001' } },
      },
      operation_type: 'complete',
      previous_status: 'in_progress',
      new_status: 'completed',
      time_entry_ended: true,
    })

    expect((await call('POST', `/api-job-lifecycle/stop?id=${job_id}`)).body.data).toMatchObject({
      operation: 'stop',
      new_status: 'on_hold',
    })
    expect((await call('POST', `/api-job-lifecycle/resume?id=${job_id}`)).body.data).toMatchObject({
      job: { paused_at: null, resumed_at: expect.any(String) },
      previous_status: 'on_hold',
    })
    expect((await call('POST', `/api-job-lifecycle/complete?id=${job_id}`)).body.data.job).toMatchObject({ actual_duration: 0 })

    const other = await call('POST', '/api-jobs', page_job.replace('JOB-2024-001', 'JOB-2024-002'))
    const patched = await call('PATCH', `/api-jobs?id=${other.body.data.job_id}`, {
      status: 'completed',
      notes: 'Finished ahead of schedule',
    })
    expect(patched.body.data.job).toMatchObject({
      status: 'completed',
      notes: 'Finished ahead of schedule',
      completed_at: expect.any(String),
    })
    const gone = await call('DELETE', `/api-jobs?id=${other.body.data.job_id}`)
    expect(gone.body).toEqual({ success: true, data: { message: expect.any(String), job_id: other.body.data.job_id } })
  } finally {
    if (fresh !== shop) await fresh.close()
  }
})

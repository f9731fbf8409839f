import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { open_shop, type Shop } from '../../../../test/shop.ts'
import { chapters } from './chapters.ts'
import { meskit } from './meskit.ts'

/** Every tool of the product, and what it takes. */
const tools = [
  ...['list_lines', 'create_line', 'update_line', 'delete_line', 'list_workstations', 'create_workstation', 'update_workstation'],
  ...['delete_workstation', 'create_machine', 'list_machines', 'update_machine', 'delete_machine', 'update_machine_status'],
  ...['list_part_numbers', 'create_part_number', 'update_part_number', 'delete_part_number', 'list_items', 'create_item', 'get_bom'],
  ...['set_bom_entry', 'delete_bom_entry', 'list_routes', 'create_route', 'update_route', 'delete_route', 'configure_serial_algorithm'],
  ...['get_serial_algorithm', 'generate_units', 'move_unit', 'scrap_unit', 'get_wip_status', 'search_units', 'create_production_order'],
  ...['update_order_status', 'list_production_orders', 'create_quality_event', 'list_defect_codes', 'create_defect_code'],
  ...['create_test_definition', 'list_test_definitions', 'record_test_result', 'get_throughput', 'get_yield_report', 'get_unit_history'],
  ...['get_oee', 'get_order_summary', 'get_capability_snapshot', 'get_organization', 'update_organization', 'list_members'],
  ...['invite_member', 'update_member_role', 'remove_member', 'list_plants', 'create_plant', 'update_plant'],
  ...['create_maintenance_request', 'list_maintenance_requests', 'update_maintenance_status', 'query_mqtt_messages'],
  ...['get_sensor_statistics', 'publish_mqtt_message', 'get_carbon_footprint', 'compare_carbon_by_line', 'export_pathfinder_json'],
  'verify_blockchain_anchor',
]
const beyond = ['list_webhooks', 'create_webhook', 'update_webhook', 'delete_webhook', 'list_webhook_deliveries']
const answered = meskit.rows.map(({ called }) => String(called))
const uncovered = readFileSync(new URL('./uncovered.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '')

test('every tool is answered, or stands in uncovered.txt, which only shrinks', () => {
  expect(tools).toHaveLength(67)
  expect(tools.filter((tool) => !answered.includes(tool)).sort()).toEqual([...uncovered].sort())
  expect(answered.filter((tool) => !tools.includes(tool)).sort()).toEqual([...beyond].sort())
})

let shop: Shop
beforeAll(async () => {
  shop = await open_shop()
})
afterAll(() => shop.close())

interface Schema {
  readonly description?: string
  readonly properties?: Record<string, Schema>
  readonly required?: string[]
  readonly $ref?: string
  readonly allOf?: unknown
  readonly items?: Schema
}
interface Operation {
  readonly operationId: string
  readonly summary: string
  readonly tags: string[]
  readonly parameters: { readonly name?: string; readonly in?: string; readonly description?: string }[]
  readonly requestBody: { readonly content: { readonly 'application/json': { readonly schema: Schema } } }
  readonly responses: Record<string, { readonly content?: { readonly 'application/json': { readonly schema: Schema } } }>
}

test('the document is public, for everybody’s browser, and shows each tool with what it takes and answers', async () => {
  const { status, body, headers } = await shop.call('GET', '/api/openapi.json', undefined, { key: null })
  expect(status).toBe(200)
  expect(headers['access-control-allow-origin']).toBe('*')
  expect(body.openapi).toBe('3.0.3')
  expect(Object.keys(body.paths)).toEqual(answered.map((name) => `/api/tools/${name}`))
  for (const row of meskit.rows) {
    const name = String(row.called)
    const operation: Operation = body.paths[`/api/tools/${name}`].post
    expect(operation, name).toMatchObject({ operationId: name, summary: row.says, tags: [row.chapter] })
    expect(Object.keys(chapters)).toContain(row.chapter)
    const { properties = {} } = operation.requestBody.content['application/json'].schema
    expect(Object.keys(properties).sort(), name).toEqual(Object.keys(row.body?.shape ?? {}).sort())
    for (const [member, schema] of Object.entries(properties)) expect(schema.description, `${name}.${member}`).toBeTruthy()
    const in_query = operation.parameters.filter((one) => one.in === 'query').map((one) => one.name)
    expect(in_query, name).toEqual(Object.keys(row.query.shape))
    expect(Object.keys(operation.responses), name).toEqual(expect.arrayContaining(['200', '400', '401', '403', '429', '500', '503']))
    const answer = operation.responses['200']?.content?.['application/json'].schema
    expect(answer?.required, name).toContain('data')
  }
})

test('every member of every answer is described', async () => {
  const { body } = await shop.call('GET', '/api/openapi.json', undefined, { key: null })
  const answers: [string, Schema][] = Object.entries<Record<string, Operation>>(body.paths).map(([path, { post }]) => [
    path,
    post?.responses['200']?.content?.['application/json'].schema ?? {},
  ])
  const bare = [...Object.entries<Schema>(body.components.schemas), ...answers].flatMap(([name, schema]) =>
    bare_members(schema, name).filter((member) => !member.endsWith('.data')),
  )
  expect(bare).toEqual([])
})

/** Members that say nothing of themselves, and point to nothing that would. */
function bare_members({ properties = {}, items }: Schema, path: string): string[] {
  const inner = Object.entries(properties).flatMap(([name, schema]) => {
    const at = `${path}.${name}`
    return [...(schema.description || schema.$ref || schema.allOf ? [] : [at]), ...bare_members(schema, at)]
  })
  return items ? [...inner, ...bare_members(items, `${path}[]`)] : inner
}

test('nothing of a later version of OpenAPI stands in it', async () => {
  const { body } = await shop.call('GET', '/api/openapi.json', undefined, { key: null })
  const text = JSON.stringify(body)
  for (const later of ['"examples":', '"const":', '"$defs"', '"type":["', '"identifier"', '#/definitions'])
    expect(text).not.toContain(later)
})

test('a key may have each tool, or its group, and every tool that changes something has one', () => {
  for (const row of meskit.rows) {
    expect(row.scopes[0]).toBe(row.called)
    expect(['read', 'run', 'configure']).toContain(row.scopes[1])
    expect(row.scopes[1] === 'read', String(row.called)).toBe(row.verb.kind === 'reads')
  }
})

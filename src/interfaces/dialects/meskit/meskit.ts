import { GembaError } from '../../../kernel/errors.ts'
import type { Dialect } from '../dialect.ts'
import { chapters } from './chapters.ts'
import { fails, MeskitFailure, reference_unknown, status_of } from './errors.ts'
import { routes } from './routes.ts'

const says = `The REST API of MESkit, spoken natively: point a client of it here, with a key of this server. Every tool is \`POST /api/tools/{toolName}\` with its input as JSON.

* The answer is \`{"data": …}\`. A list answers a page where \`?limit=\` is given, with \`next_cursor\` and \`total\`; else all of it.
* All faults of an input are told at once, as \`issues\`; members that are not known are passed over. An empty body is \`{}\`.
* A key reaches the tools that its scopes name: a tool, \`*\`, or one of the groups \`read\`, \`run\` and \`configure\`.
* Moments are UTC.
* Send an \`Idempotency-Key\` with a write: a repeat within 24 hours answers the same and does nothing twice.`

/** MESkit, as its page publishes it. Tools that are not answered yet stand in `uncovered.txt`. */
export const meskit: Dialect = {
  name: 'meskit',
  title: 'MESkit on Gemba',
  says,
  prefixes: [''],
  owns: ['/api/tools/*'],
  rows: routes,
  tags: chapters,
  reads_any_type: true,
  asks_who_first: true,
  document: { path: '/api/openapi.json', version: '3.0.3' },
  status_of,
  reference_unknown,
  failure: MeskitFailure,
  fails,
  nothing_at: (path) => {
    const name = path.split('/')[3] ?? ''
    return new GembaError('not_found', 'tool_unknown', `Tool not found: ${name}`)
  },
}

import { type AnyVerb, name_parts } from '../../kernel/verb.ts'
import { Answers, headers, Problem, parameters } from './openapi-answers.ts'
import { operation_of } from './openapi-operation.ts'
import { type Json, Schemas } from './openapi-schemas.ts'
import { says_of_subject } from './openapi-tags.ts'
import { route_of } from './route.ts'

const description = `Everything this server can do, as plain REST with JSON.

* One thing answers as the bare object, a list as \`{"data": [...], "next_cursor": ...}\`; give \`next_cursor\` as \`cursor\` for the next page.
* Moments are UTC, such as \`2026-03-02T07:30:00.000Z\`; any offset is taken.
* Errors are problem documents (RFC 9457) with a \`code\` out of twelve, a \`reason\`, and in \`errors\` every field that is not right. All are listed in [errors](/docs/errors).
* Send an \`Idempotency-Key\` with every write: a repeat within 24 hours answers the same and does nothing twice.
* Send a thing’s \`ETag\` back as \`If-Match\` when you update it: nobody’s change is lost.
* Which role may do what stands in [roles](/docs/roles).
* Answers may get further fields at any time; what is sent may not hold unknown ones.`

/** The OpenAPI document, made from the verbs: nothing in it is written by hand for one of them. */
export function openapi(verbs: readonly AnyVerb[], version: string): Json {
  const schemas = new Schemas()
  const outputs = new Map(verbs.map((verb) => [verb, schemas.of(verb.output, 'output')]))
  const problem = schemas.of(Problem, 'output')
  const answers = new Answers()
  const paths: Record<string, Json> = {}
  for (const verb of verbs) {
    const { path, method } = route_of(verb)
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation_of(verb, schemas, answers, outputs.get(verb) ?? {}) }
  }
  const subjects = [...new Set(verbs.map((verb) => name_parts(verb.name).subject))].sort()
  return {
    openapi: '3.1.1',
    info: {
      title: 'Gemba',
      summary: 'A manufacturing execution system for job shops.',
      version,
      description,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/', description: 'This server' }],
    security: [{ bearer: [] }, { api_key: [] }],
    tags: subjects.map((name) => ({ name, description: says_of_subject(name, verbs) })),
    paths: Object.fromEntries(Object.entries(paths).sort(([a], [b]) => (a < b ? -1 : 1))),
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'An API key (`ery_live_…`, `ery_test_…`) or a session (`ses_…`).' },
        api_key: { type: 'apiKey', in: 'header', name: 'X-API-Key', description: 'The same key, for clients that cannot send the other.' },
      },
      parameters,
      headers,
      responses: answers.shared,
      schemas: Object.fromEntries(Object.entries({ ...schemas.named, Problem: problem }).sort(([a], [b]) => (a < b ? -1 : 1))),
    },
  }
}

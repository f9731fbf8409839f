import { GembaError } from '../../../kernel/errors.ts'
import type { Dialect } from '../dialect.ts'
import { EryxonFailure, fails, status_of } from './errors.ts'
import { routes } from './routes.ts'

const says = `The REST API of Eryxon Flow, spoken natively: point a client of it here, with a key of this server. \`/functions/v1/api-jobs\` and \`/api-jobs\` are the same.

* A single thing is asked for, changed and deleted by \`?id=\`; \`PUT\` is taken as \`PATCH\`.
* All faults of a request are told at once; members that are not known are passed over.
* Times are in minutes. Moments are UTC.
* Send an \`Idempotency-Key\` with a write: a repeat within 24 hours answers the same and does nothing twice.`

/** Eryxon Flow, as its page publishes it. What of the page is not answered yet stands in `uncovered.txt`. */
export const eryxon: Dialect = {
  name: 'eryxon',
  title: 'Eryxon Flow on Gemba',
  says,
  prefixes: ['/functions/v1', ''],
  owns: ['/functions/v1/*', '/api-*'],
  rows: routes,
  tags: {
    '/api-jobs': 'Jobs with their parts.',
    '/api-parts': 'Parts with their operations.',
    '/api-operations': 'Operations with their time.',
    '/api-job-lifecycle': 'Starting, stopping, completing and resuming jobs.',
    '/api-operation-lifecycle': 'Starting, pausing, resuming and completing operations.',
    '/api-issues': 'Issues and non-conformance reports.',
    '/api-substeps': 'Tick-boxes in operations.',
    '/api-templates': 'Lists of tick-boxes that operations can be given.',
    '/api-scrap-reasons': 'Why pieces were scrapped.',
    '/api-operation-quantities': 'Pieces produced at operations: good, scrap, rework.',
    '/api-time-entries': 'Who worked on what, from when to when.',
    '/api-materials': 'What parts are made of.',
    '/api-cells': 'Cells, where operations are done.',
    '/api-resources': 'Tools, fixtures, moulds, material and equipment.',
    '/api-assignments': 'Whose work a job or a part is.',
    '/api-batches': 'Operations of several jobs that are run together.',
    '/api-batch-lifecycle': 'Starting and stopping batches, and adding operations.',
    '/api-erp-sync': 'Taking in what another system has, all kinds at once.',
    '/api-export': 'Everything of the company in one file.',
    '/api-webhook-logs': 'What was sent to webhooks.',
    '/api-webhooks': 'Who is told of what happens.',
  },
  cors: {
    headers: {
      'access-control-allow-origin': '*',
      'access-control-allow-headers':
        'authorization, x-client-info, apikey, content-type, x-request-id, x-api-key, idempotency-key, if-match',
      'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE, OPTIONS',
      'access-control-expose-headers':
        'x-request-id, retry-after, idempotent-replayed, ratelimit-limit, ratelimit-remaining, ratelimit-reset',
    },
    body: 'ok',
  },
  tells_foreign: true,
  reads_any_type: true,
  status_of,
  failure: EryxonFailure,
  fails,
  nothing_at: (path) => {
    const moves = moves_at.get(path.split('/')[1] ?? '')
    return moves === undefined ? null : new GembaError('malformed', 'move_unknown', `Say which of these, behind the path: ${moves}.`)
  },
}

const moves_at: ReadonlyMap<string, string> = new Map([
  ['api-job-lifecycle', 'start, stop, complete, resume'],
  ['api-operation-lifecycle', 'start, pause, resume, complete'],
  ['api-batch-lifecycle', 'start, stop, add-operations, cancel'],
  ['api-erp-sync', 'diff, sync, status'],
])

import type { ErrorCode } from '../../kernel/errors.ts'

/** What HTTP itself may answer before a verb is reached. A test holds this list against the source. */
export const http_refusals: readonly { readonly code: ErrorCode; readonly reason: string; readonly says: string }[] = [
  { code: 'malformed', reason: 'not_json', says: 'The body is not declared as JSON.' },
  { code: 'malformed', reason: 'broken_json', says: 'The body is not valid JSON.' },
  { code: 'malformed', reason: 'not_an_object', says: 'The body is JSON, but not an object.' },
  { code: 'malformed', reason: 'unreadable', says: 'The request is too large or cannot be read.' },
  { code: 'unauthenticated', reason: 'authorization_unreadable', says: 'The Authorization header is not `Bearer <key>`.' },
  { code: 'not_found', reason: 'route_unknown', says: 'There is nothing at this address.' },
  { code: 'stale', reason: 'etag_unknown', says: 'The If-Match header is not an ETag of ours.' },
  { code: 'rate_limited', reason: 'too_many_requests', says: 'The key has made as many requests as it may in this minute.' },
]

import { engine_refusals } from '../../engine/refusals.ts'
import { type ErrorCode, error_codes } from '../../kernel/errors.ts'
import type { AnyVerb } from '../../kernel/verb.ts'
import { http_refusals } from '../http/refusals.ts'
import { status_of, status_of_refusal, title_of } from '../rest/problem-document.ts'
import { type Html, html, type Link, page, prose } from './html.ts'

interface Reason {
  readonly code: ErrorCode
  readonly reason: string
  readonly says: string
  /** The verbs that declare it; none where any may give it. */
  readonly verbs: readonly string[]
}

function reasons_of(verbs: readonly AnyVerb[]): Reason[] {
  const declared = verbs.flatMap((verb) => verb.refuses.map((refusal) => ({ ...refusal, verb: verb.name })))
  const by_reason = Map.groupBy(declared, ({ code, reason }) => `${code} ${reason}`)
  const of_verbs = [...by_reason.values()].flatMap((same) =>
    same.slice(0, 1).map((one) => ({ ...one, verbs: same.map(({ verb }) => verb) })),
  )
  const own = [...engine_refusals, ...http_refusals].map((refusal) => ({ ...refusal, verbs: [] }))
  return [...own, ...of_verbs]
}

const row = (reason: Reason): Html =>
  html`<tr id="${reason.reason}"><td><code>${reason.reason}</code></td><td>${status_of_refusal(reason)}</td><td>${prose(reason.says)}</td>
<td>${reason.verbs.length === 0 ? 'any' : reason.verbs.map((name) => html`<code>${name}</code> `)}</td></tr>
`

const section = (code: ErrorCode, reasons: readonly Reason[]): Html => html`<h2 id="${code}">${title_of[code]}: <code>${code}</code></h2>
<table><thead><tr><th>Reason</th><th>Status</th><th>What it means</th><th>Given by</th></tr></thead><tbody>
${reasons.map(row)}</tbody></table>
`

/** Every way in which a request can fail, from the same declarations that the program answers with. */
export function errors_page(verbs: readonly AnyVerb[], menu: readonly Link[]): string {
  const by_code = Map.groupBy(reasons_of(verbs), ({ code }) => code)
  return page(
    'Errors',
    menu,
    html``,
    html`<h1>Errors</h1>
<p>A request that fails is answered with a problem document (RFC 9457, <code>application/problem+json</code>).
Its <code>code</code> is one of the twelve below and no other will come; its <code>reason</code> says which rule it was, and new ones may come.
<code>errors</code> names every field that is not right, <code>facts</code> holds what a program may act on, <code>request_id</code> is what to give when you ask for help.</p>
<table><thead><tr><th>Code</th><th>Status</th><th>Title</th></tr></thead><tbody>
${error_codes.map((code) => html`<tr><td><a href="#${code}"><code>${code}</code></a></td><td>${status_of[code]}</td><td>${title_of[code]}</td></tr>\n`)}</tbody></table>
${error_codes.map((code) => section(code, by_code.get(code) ?? []))}`,
  )
}

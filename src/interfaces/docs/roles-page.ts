import { type Allowed, roles } from '../../kernel/role.ts'
import { type AnyVerb, name_parts } from '../../kernel/verb.ts'
import { route_of } from '../rest/route.ts'
import { type Html, html, type Link, page, prose } from './html.ts'

const columns: readonly Allowed[] = ['anonymous', ...roles]

function row(verb: AnyVerb): Html {
  const { method, path } = route_of(verb)
  return html`<tr id="${verb.name}"><td><code>${verb.name}</code> <small>${method} ${path}</small><br>${prose(verb.does)}</td><td class="mark">${verb.kind === 'reads' ? 'read' : 'write'}</td>
${columns.map((role) => html`<td class="mark">${verb.allow.includes(role) ? '✓' : ''}</td>`)}</tr>
`
}

/** Who may do what: each verb's own `allow`, which is what the engine asks. */
export function roles_page(verbs: readonly AnyVerb[], menu: readonly Link[]): string {
  const by_subject = [...Map.groupBy(verbs, (verb) => name_parts(verb.name).subject)].sort(([a], [b]) => (a < b ? -1 : 1))
  return page(
    'Roles',
    menu,
    html``,
    html`<h1>Roles</h1>
<p>A key never does more than the person behind it; a read-only key does only what is marked <em>read</em>; scopes (<code>*</code>, <code>read</code>, <code>jobs.*</code>, <code>jobs.create</code>) narrow it further.
<em>anonymous</em> is a caller who is not signed in.</p>
<table><thead><tr><th>Verb</th><th class="mark">Access</th>${columns.map((role) => html`<th class="mark">${role}</th>`)}</tr></thead>
${by_subject.map(([subject, its]) => html`<tbody><tr><th colspan="${columns.length + 2}">${subject}</th></tr>\n${its.map(row)}</tbody>\n`)}</table>`,
  )
}

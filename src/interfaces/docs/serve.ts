import { readFile } from 'node:fs/promises'
import type { FastifyInstance } from 'fastify'
import type { AnyVerb } from '../../kernel/verb.ts'
import { version } from '../http/version.ts'
import { openapi } from '../rest/openapi.ts'
import { errors_page } from './errors-page.ts'
import { html, type Link, page, style } from './html.ts'
import { prepared } from './prepared.ts'
import { roles_page } from './roles-page.ts'

/** Nothing from any other host, and no script or style that is not a file of this server. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')
const page_headers = {
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
}

const html_type = 'text/html; charset=utf-8'
const script_type = 'text/javascript; charset=utf-8'
const style_type = 'text/css; charset=utf-8'

const shipped = (url: string) => () => readFile(new URL(url))

/** `/docs?of=eryxon` shows the document of that dialect. */
const start = `const of = new URLSearchParams(location.search).get('of') ?? ''
SwaggerUIBundle({
  url: /^[a-z-]+$/.test(of) ? '/openapi/' + of + '.json' : '/openapi.json', dom_id: '#reference', deepLinking: true, docExpansion: 'none', filter: true,
  tryItOutEnabled: true, persistAuthorization: false, validatorUrl: null, operationsSorter: 'alpha', defaultModelsExpandDepth: 0,
})
`
const reference = (menu: readonly Link[]): string =>
  page(
    'Reference',
    menu,
    html`<link rel="stylesheet" href="/docs/swagger-ui.css">
<script src="/docs/swagger-ui.js" defer></script>
<script src="/docs/start.js" defer></script>
`,
    html`<div id="reference"></div>
<noscript><p>This page needs JavaScript. The same is in <a href="/openapi.json">openapi.json</a>.</p></noscript>`,
  )

/** The documents: all made from the verbs, for anybody to read, from this server alone. */
export function serve_docs(
  server: FastifyInstance,
  verbs: readonly AnyVerb[],
  dialects: readonly { readonly name: string; readonly title: string }[],
): void {
  const menu: readonly Link[] = [
    { path: '/docs', name: 'Reference' },
    ...dialects.map(({ name, title }) => ({ path: `/docs?of=${name}`, name: title })),
    { path: '/docs/errors', name: 'Errors' },
    { path: '/docs/roles', name: 'Roles' },
    { path: '/openapi.json', name: 'openapi.json' },
  ]
  const document = prepared('application/json; charset=utf-8', () => JSON.stringify(openapi(verbs, version)))
  server.get('/openapi.json', (request, reply) => {
    reply.header('access-control-allow-origin', '*')
    return document(request, reply)
  })
  const pages: Readonly<Record<string, ReturnType<typeof prepared>>> = {
    '/docs': prepared(html_type, () => reference(menu)),
    '/docs/errors': prepared(html_type, () => errors_page(verbs, menu)),
    '/docs/roles': prepared(html_type, () => roles_page(verbs, menu)),
    '/docs/style.css': prepared(style_type, () => style),
    '/docs/start.js': prepared(script_type, () => start),
    '/docs/swagger-ui.js': prepared(script_type, shipped(import.meta.resolve('swagger-ui-dist/swagger-ui-bundle.js'))),
    '/docs/swagger-ui.css': prepared(style_type, shipped(import.meta.resolve('swagger-ui-dist/swagger-ui.css'))),
  }
  for (const [path, answer] of Object.entries(pages)) {
    server.get(path, (request, reply) => {
      reply.headers(page_headers)
      return answer(request, reply)
    })
  }
}

/** HTML is written with this tag: what is put in is text, unless it was written with the tag itself. */
export class Html {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? sign)

type Piece = string | number | Html | readonly Html[]
const written = (piece: Piece): string =>
  piece instanceof Html ? piece.text : typeof piece === 'object' ? piece.map(written).join('') : escaped(String(piece))

export const html = (strings: TemplateStringsArray, ...pieces: readonly Piece[]): Html =>
  new Html(strings.reduce((all, part, at) => all + written(pieces[at - 1] ?? '') + part))

/** Code in backticks is set as code. */
export const prose = (text: string): Html[] =>
  text.split('`').map((part, at) => (at % 2 === 1 ? html`<code>${part}</code>` : html`${part}`))

export interface Link {
  readonly path: string
  readonly name: string
}

export const page = (title: string, menu: readonly Link[], head: Html, body: Html): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Gemba</title>
<link rel="icon" href="data:,">
${head}<link rel="stylesheet" href="/docs/style.css">
</head>
<body>
<header><strong>Gemba</strong><nav>${menu.map(({ path, name }) => html`<a href="${path}">${name}</a>`)}</nav></header>
<main>
${body}
</main>
</body>
</html>
`.text

export const style = `:root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 18%, transparent); --soft: color-mix(in srgb, currentColor 6%, transparent) }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif }
header { display: flex; gap: 2rem; padding: .75rem 1.5rem; border-bottom: 1px solid var(--line); position: sticky; top: 0; background: Canvas; z-index: 2 }
nav { display: flex; gap: 1rem; flex-wrap: wrap }
main:has(> h1) { max-width: 72rem; margin: 0 auto; padding: 1rem 1.5rem 4rem }
h2 { margin-top: 2.5rem }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--line) }
thead th { position: sticky; top: 3rem; background: Canvas }
td.mark, th.mark { text-align: center }
tr:target { background: Mark; color: MarkText }
code { font: .9em ui-monospace, monospace; background: var(--soft); padding: .1em .3em; border-radius: .25em }
.swagger-ui { color-scheme: light; background: #fff }
`

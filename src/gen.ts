import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** Finds every verb and event by its place and writes the registries. `--check` only says whether they are up to date. */
const domain = join(import.meta.dirname, 'domain')
const sources = readdirSync(domain, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.endsWith('.gen.ts'))
  .sort()

const exported = (file: string, maker: string): string[] =>
  [...readFileSync(join(domain, file), 'utf8').matchAll(new RegExp(`^export const (\\w+) = ${maker}\\(`, 'gm'))].flatMap(([, name]) =>
    name ? [name] : [],
  )

const snake = (text: string): string => text.replaceAll('-', '_')
const camel = (text: string): string => text.replace(/[._-](\w)/g, (_all, letter: string) => letter.toUpperCase())

function registry(kind: 'verb' | 'event' | 'task', plural: string): string {
  const found = sources.flatMap((file) =>
    exported(file, kind).map((name) => {
      const place =
        kind === 'event' ? `${basename(dirname(file))}_${name}` : `${snake(basename(dirname(file)))}.${snake(basename(file, '.ts'))}`
      return { file, name, place, alias: camel(place.replaceAll('_', '-')) }
    }),
  )
  const imports = found.map(({ file, name, alias }) => `import { ${name} as ${alias} } from './${file}'`)
  const entries = found.map(({ place, alias }) => (kind === 'verb' ? `  '${place}': ${alias},` : `  ${alias},`))
  const [open, close] = kind === 'verb' ? ['{', '}'] : ['[', ']']
  return [
    `// Written by \`npm run gen\` from src/domain. Do not edit.`,
    ...imports,
    '',
    `export const ${plural} = ${open}`,
    ...entries,
    `${close} as const`,
    '',
  ].join('\n')
}

const written = (['verb', 'event', 'task'] as const).map((kind) => ({
  file: join(domain, `${kind}s.gen.ts`),
  text: registry(kind, `${kind}s`),
}))
if (process.argv.includes('--check')) {
  const stale = written.filter(({ file, text }) => readFileSync(file, 'utf8') !== text)
  if (stale.length > 0) throw new Error(`Run \`npm run gen\`: ${stale.map(({ file }) => basename(file)).join(', ')} is out of date.`)
} else {
  for (const { file, text } of written) writeFileSync(file, text)
}

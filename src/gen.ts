import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
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

const registries = (['verb', 'event', 'task'] as const).map((kind) => ({
  file: join(domain, `${kind}s.gen.ts`),
  text: registry(kind, `${kind}s`),
}))

/** What the browser has to know of each verb, beside its types: which request it is. */
async function routes(): Promise<string> {
  const { verbs } = await import('./domain/verbs.gen.ts')
  const { route_of } = await import('./interfaces/rest/route.ts')
  const rows = Object.values(verbs).map((verb) => {
    const { method, path, takes } = route_of(verb)
    return `  '${verb.name}': ['${method}', '${path}', '${takes}'],`
  })
  return ['// Written by `npm run gen` from the verbs. Do not edit.', '', 'export const routes = {', ...rows, '} as const', ''].join('\n')
}

const is_stale = ({ file, text }: { file: string; text: string }): boolean => !existsSync(file) || readFileSync(file, 'utf8') !== text
const is_check = process.argv.includes('--check')
const stale_registries = registries.filter(is_stale)
if (!is_check) for (const { file, text } of registries) writeFileSync(file, text)
// The verbs are read anew once they stand.
const web = {
  file: join(import.meta.dirname, '..', 'web', 'src', 'api', 'routes.gen.ts'),
  text: stale_registries.length > 0 && is_check ? '' : await routes(),
}
const stale = [...stale_registries, ...(is_stale(web) ? [web] : [])]
if (is_check && stale.length > 0)
  throw new Error(`Run \`npm run gen\`: ${stale.map(({ file }) => basename(file)).join(', ')} is out of date.`)
if (!is_check) writeFileSync(web.file, web.text)

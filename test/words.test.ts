import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const folder = join(import.meta.dirname, '../web/src')
const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.tsx'))
  .map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }))

/** Words between tags, and in what a screen reader or an empty field says. */
function untranslated(text: string): string[] {
  const without_comments = text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, '')
  const between = [...without_comments.matchAll(/<\/?[A-Za-z][^<>]*(?:=>[^<>]*)*>\s*([^<>{}]*\p{L}{2,}[^<>{}]*?)\s*(?=<|\{)/gu)].map(
    ([, words]) => words ?? '',
  )
  const told = [...without_comments.matchAll(/\b(?:aria-label|placeholder|title|alt)="([^"]*\p{L}{2,}[^"]*)"/gu)].map(
    ([, words]) => words ?? '',
  )
  // What follows a type argument is code, and code has signs that no sentence has.
  return [...between, ...told].filter(
    (words) => !/[=();:&|[\]]|\s[?]$|\b(?:const|return|readonly|extends|function|interface)\b/.test(words),
  )
}

test('finds what somebody forgot', () => {
  expect(untranslated('<p>Hello there</p>')).toEqual(['Hello there'])
  expect(untranslated('<button aria-label="Close it">{say(word)}</button>')).toEqual(['Close it'])
  expect(untranslated('<span aria-hidden="true">×</span>')).toEqual([])
})

test.each(pages)('$file says nothing but words of the catalogue', ({ text }) => {
  expect(untranslated(text)).toEqual([])
})

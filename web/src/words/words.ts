import { useSyncExternalStore } from 'react'
import { de } from './de.ts'
import { en, type Word, type Words } from './en.ts'
import { nl } from './nl.ts'

export const languages = { en: 'English', de: 'Deutsch', nl: 'Nederlands' } as const
export type Language = keyof typeof languages
const catalogues: Readonly<Record<Language, Words>> = { en, de, nl }

const is_language = (name: string): name is Language => name in languages
const kept = localStorage.getItem('language')
const of_device = navigator.languages.map((name) => name.slice(0, 2)).find(is_language)
let current: Language = kept !== null && is_language(kept) ? kept : (of_device ?? 'en')
document.documentElement.lang = current
const listeners = new Set<() => void>()

export function speak(language: Language): void {
  current = language
  localStorage.setItem('language', language)
  document.documentElement.lang = language
  for (const listener of listeners) listener()
}

export const spoken = (): Language => current

export type Filled = Readonly<Record<string, string | number>>

/** The word in the language that is spoken, with what is filled in. */
export const say = (word: Word, filled: Filled = {}): string =>
  catalogues[current][word].replaceAll(/\{(\w+)\}/g, (all, name: string) => String(filled[name] ?? all))

/** Renders anew when another language is chosen. */
export function useWords(): typeof say {
  useSyncExternalStore(
    (changed) => {
      listeners.add(changed)
      return () => listeners.delete(changed)
    },
    () => current,
  )
  return say
}

import { useId, useState } from 'react'
import { type Language, languages, speak, spoken, useWords } from '../words/words.ts'

const themes = ['system', 'light', 'dark'] as const
type Theme = (typeof themes)[number]

const kept_theme = (): Theme => themes.find((one) => one === localStorage.getItem('theme')) ?? 'system'

function show_theme(theme: Theme): void {
  localStorage.setItem('theme', theme)
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
}
show_theme(kept_theme())

/** Language, and light or dark: kept on the device. */
export function Preferences() {
  const say = useWords()
  const id = useId()
  const [theme, set_theme] = useState(kept_theme)
  return (
    <>
      <div className="field">
        <label htmlFor={`${id}-language`}>{say('app.language')}</label>
        <select id={`${id}-language`} value={spoken()} onChange={(event) => speak(event.target.value as Language /* an option of ours */)}>
          {Object.entries(languages).map(([language, name]) => (
            <option key={language} value={language} lang={language}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <div className="field">
        <label htmlFor={`${id}-theme`}>{say('app.theme')}</label>
        <select
          id={`${id}-theme`}
          value={theme}
          onChange={(event) => {
            const chosen = themes.find((one) => one === event.target.value) ?? 'system'
            set_theme(chosen)
            show_theme(chosen)
          }}
        >
          {themes.map((one) => (
            <option key={one} value={one}>
              {say(`app.theme.${one}`)}
            </option>
          ))}
        </select>
      </div>
    </>
  )
}

import type { Words } from './en.ts'
import { faults_de } from './faults.de.ts'
import { jobs_de } from './jobs.de.ts'
import { paper_de } from './paper.de.ts'
import { setup_de } from './setup.de.ts'
import { terminal_de } from './terminal.de.ts'

export const de: Words = {
  'app.name': 'Gemba',
  'app.skip': 'Zum Inhalt springen',
  'app.nothing_here': 'Unter dieser Adresse ist nichts.',
  'app.to_start': 'Zum Anfang',
  'app.loading': 'Wird geladen …',
  'app.away': 'Der Server ist nicht erreichbar. Was Sie sehen, kann veraltet sein.',
  'app.nobody_answers': 'Niemand antwortet: Netz oder Server sind weg. Versuchen Sie es gleich noch einmal.',
  'app.failed': 'Das hat nicht geklappt.',
  'app.again': 'Noch einmal versuchen',
  'app.cancel': 'Abbrechen',
  'app.save': 'Speichern',
  'app.close': 'Schließen',
  'app.language': 'Sprache',
  'app.theme': 'Hell oder dunkel',
  'app.theme.system': 'Wie das Gerät',
  'app.theme.light': 'Hell',
  'app.theme.dark': 'Dunkel',
  'nav.main': 'Hauptmenü',
  'nav.terminal': 'Terminal',
  'nav.jobs': 'Aufträge',
  'nav.setup': 'Einrichtung',
  'nav.docs': 'API',
  'sign_in.title': 'Anmelden',
  'sign_in.email': 'E-Mail',
  'sign_in.password': 'Passwort',
  'sign_in.enter': 'Anmelden',
  'sign_in.out': 'Abmelden',
  ...faults_de,
  ...jobs_de,
  ...paper_de,
  ...setup_de,
  ...terminal_de,
}

import type { Words } from './en.ts'
import { faults_nl } from './faults.nl.ts'
import { jobs_nl } from './jobs.nl.ts'
import { paper_nl } from './paper.nl.ts'
import { setup_nl } from './setup.nl.ts'
import { terminal_nl } from './terminal.nl.ts'

export const nl: Words = {
  'app.name': 'Gemba',
  'app.skip': 'Naar de inhoud',
  'app.nothing_here': 'Op dit adres is niets te vinden.',
  'app.to_start': 'Naar het begin',
  'app.loading': 'Laden …',
  'app.away': 'De server is niet bereikbaar. Wat u ziet kan verouderd zijn.',
  'app.nobody_answers': 'Niemand antwoordt: het netwerk of de server is weg. Probeer het zo nog eens.',
  'app.failed': 'Dat is niet gelukt.',
  'app.again': 'Opnieuw proberen',
  'app.cancel': 'Annuleren',
  'app.save': 'Opslaan',
  'app.close': 'Sluiten',
  'app.language': 'Taal',
  'app.theme': 'Licht of donker',
  'app.theme.system': 'Zoals het apparaat',
  'app.theme.light': 'Licht',
  'app.theme.dark': 'Donker',
  'nav.main': 'Hoofdmenu',
  'nav.terminal': 'Terminal',
  'nav.jobs': 'Orders',
  'nav.setup': 'Instellen',
  'nav.docs': 'API',
  'sign_in.title': 'Aanmelden',
  'sign_in.email': 'E-mail',
  'sign_in.password': 'Wachtwoord',
  'sign_in.enter': 'Aanmelden',
  'sign_in.out': 'Afmelden',
  ...faults_nl,
  ...jobs_nl,
  ...paper_nl,
  ...setup_nl,
  ...terminal_nl,
}

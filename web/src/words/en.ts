import { faults_en } from './faults.en.ts'
import { jobs_en } from './jobs.en.ts'
import { paper_en } from './paper.en.ts'
import { setup_en } from './setup.en.ts'
import { terminal_en } from './terminal.en.ts'

/** Every word on the screens. `{name}` is filled in. */
export const en = {
  'app.name': 'Gemba',
  'app.skip': 'Skip to the content',
  'app.nothing_here': 'There is nothing at this address.',
  'app.to_start': 'To the start',
  'app.loading': 'Loading…',
  'app.away': 'The server cannot be reached. What you see may be old.',
  'app.nobody_answers': 'Nobody answers: the network is away, or the server is. Try again in a moment.',
  'app.failed': 'That did not work.',
  'app.again': 'Try again',
  'app.cancel': 'Cancel',
  'app.save': 'Save',
  'app.close': 'Close',
  'app.language': 'Language',
  'app.theme': 'Light or dark',
  'app.theme.system': 'As the device',
  'app.theme.light': 'Light',
  'app.theme.dark': 'Dark',
  'nav.main': 'Main',
  'nav.terminal': 'Terminal',
  'nav.jobs': 'Jobs',
  'nav.setup': 'Set-up',
  'nav.docs': 'API',
  'sign_in.title': 'Sign in',
  'sign_in.email': 'E-mail',
  'sign_in.password': 'Password',
  'sign_in.enter': 'Sign in',
  'sign_in.out': 'Sign out',
  ...faults_en,
  ...jobs_en,
  ...paper_en,
  ...setup_en,
  ...terminal_en,
} as const
export type Word = keyof typeof en
export type Words = Readonly<Record<Word, string>>

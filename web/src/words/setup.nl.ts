import type { setup_en } from './setup.en.ts'

export const setup_nl: Readonly<Record<keyof typeof setup_en, string>> = {
  'sign_in.office': 'Voor kantoor',
  'sign_in.show': 'Tonen',
  'sign_in.hide': 'Verbergen',
  'sign_in.who': 'Wie bent u?',
  'sign_in.search': 'Scan uw badge, of typ een naam of nummer',
  'sign_in.nobody': 'Niemand hier heeft die naam of dat nummer.',
  'sign_in.no_people': 'Nog niemand heeft een pincode. Geef er een bij Instellen, onder Personen.',
  'sign_in.pin_of': 'Pincode van {name}',
  'sign_in.pin_digits': '{count} cijfers ingetoetst',
  'sign_in.pin_delete': 'Een cijfer wissen',
  'sign_in.pin_enter': 'Verder',
  'sign_in.somebody_else': 'Iemand anders',
  'sign_in.with_email': 'Aanmelden met e-mail',
  'sign_in.with_pin': 'Aanmelden met pincode',
  'sign_in.at': 'bij {company}',
  'nav.menu': 'Menu',
  'nav.mine': '{name}, taal en weergave',
  'nav.device': 'Taal en weergave',
  'app.offline': 'Geen netwerk. Wat u ziet kan verouderd zijn; het wordt bijgewerkt zodra het netwerk terug is.',
}

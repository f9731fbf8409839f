import type { setup_en } from './setup.en.ts'

export const setup_de: Readonly<Record<keyof typeof setup_en, string>> = {
  'sign_in.office': 'Fürs Büro',
  'sign_in.show': 'Zeigen',
  'sign_in.hide': 'Verbergen',
  'sign_in.who': 'Wer sind Sie?',
  'sign_in.search': 'Ausweis scannen, oder Name oder Nummer tippen',
  'sign_in.nobody': 'Niemand hier heißt so oder hat diese Nummer.',
  'sign_in.no_people': 'Noch hat niemand eine PIN. Vergeben Sie welche in der Einrichtung unter Personen.',
  'sign_in.pin_of': 'PIN von {name}',
  'sign_in.pin_digits': '{count} Ziffern eingegeben',
  'sign_in.pin_delete': 'Eine Ziffer löschen',
  'sign_in.pin_enter': 'Los',
  'sign_in.somebody_else': 'Jemand anderes',
  'sign_in.with_email': 'Mit E-Mail anmelden',
  'sign_in.with_pin': 'Mit PIN anmelden',
  'sign_in.at': 'bei {company}',
  'nav.menu': 'Menü',
  'nav.mine': '{name}, Sprache und Anzeige',
  'nav.device': 'Sprache und Anzeige',
  'app.offline': 'Kein Netz. Was Sie sehen, kann veraltet sein; es wird aufgefrischt, sobald das Netz zurück ist.',
}

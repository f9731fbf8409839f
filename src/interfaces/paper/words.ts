/** What stands printed on a traveller beside the shop's own words. */
const en = {
  traveller: 'Traveller',
  job: 'Job',
  part: 'Part',
  customer: 'Customer',
  due: 'Due',
  quantity: 'Quantity',
  pieces: 'pcs',
  material: 'Material',
  lot: 'Heat or lot',
  drawing: 'Drawing',
  revision: 'Revision',
  program: 'Program',
  notes: 'Notes',
  operation: 'Operation',
  codes: 'Scan',
  good: 'Good',
  scrap: 'Scrap',
  signed: 'Initials, date',
  planned: 'Planned',
  set_up: 'set-up',
  outside: 'Outside',
  gate: 'Inspection',
  optional: 'If needed',
  goes_first: 'GOES FIRST',
  no_operations: 'No operations are planned.',
  continued: 'continued',
  printed: 'Printed',
  page: (at: number, of: number): string => `Page ${at} of ${of}`,
}
type Words = typeof en

const de: Words = {
  traveller: 'Laufkarte',
  job: 'Auftrag',
  part: 'Teil',
  customer: 'Kunde',
  due: 'Termin',
  quantity: 'Menge',
  pieces: 'Stk.',
  material: 'Werkstoff',
  lot: 'Charge',
  drawing: 'Zeichnung',
  revision: 'Änderungsstand',
  program: 'Programm',
  notes: 'Bemerkungen',
  operation: 'Arbeitsgang',
  codes: 'Scannen',
  good: 'Gut',
  scrap: 'Ausschuss',
  signed: 'Kürzel, Datum',
  planned: 'Vorgabe',
  set_up: 'Rüsten',
  outside: 'Auswärts',
  gate: 'Prüfung',
  optional: 'Bei Bedarf',
  goes_first: 'EILT',
  no_operations: 'Es sind keine Arbeitsgänge geplant.',
  continued: 'Fortsetzung',
  printed: 'Gedruckt',
  page: (at, of) => `Seite ${at} von ${of}`,
}

const nl: Words = {
  traveller: 'Werkkaart',
  job: 'Order',
  part: 'Onderdeel',
  customer: 'Klant',
  due: 'Gereed op',
  quantity: 'Aantal',
  pieces: 'st.',
  material: 'Materiaal',
  lot: 'Charge',
  drawing: 'Tekening',
  revision: 'Revisie',
  program: 'Programma',
  notes: 'Opmerkingen',
  operation: 'Bewerking',
  codes: 'Scannen',
  good: 'Goed',
  scrap: 'Afkeur',
  signed: 'Paraaf, datum',
  planned: 'Gepland',
  set_up: 'instellen',
  outside: 'Uitbesteed',
  gate: 'Keuring',
  optional: 'Indien nodig',
  goes_first: 'SPOED',
  no_operations: 'Er zijn geen bewerkingen gepland.',
  continued: 'vervolg',
  printed: 'Afgedrukt',
  page: (at, of) => `Pagina ${at} van ${of}`,
}

export const words = { en, de, nl } as const
export type Language = keyof typeof words

/** A date as a date; a moment by the clock on the company's wall. */
export function due_in(language: Language, due: string, time_zone: string): string {
  const is_date = due.length === 10
  const locale = language === 'en' ? 'en-GB' : language
  return new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    ...(is_date ? { timeZone: 'UTC' } : { timeStyle: 'short', timeZone: time_zone }),
  }).format(new Date(due))
}

/** `1:30 h`, `45 min`. */
export function span(seconds: number): string {
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')} h`
}

import type { paper_en } from './paper.en.ts'

export const paper_nl: Readonly<Record<keyof typeof paper_en, string>> = {
  'paper.print': 'Afdrukken',
  'paper.print_of': 'Afdrukken: {what}',
  'paper.traveller_a4': 'Werkkaart, A4',
  'paper.traveller_letter': 'Werkkaart, Letter',
  'paper.labels_roll': 'Etiketten voor de stuks, rol van 62 × 29 mm',
  'paper.labels_a4': 'Etiketten voor de stuks, A4-vel van 24',
  'paper.labels_letter': 'Etiketten voor de stuks, Letter-vel van 30',
  'paper.labels_zpl': 'Etiketten voor een labelprinter (ZPL)',
  'paper.new_tab': 'Opent in een nieuw tabblad.',
}

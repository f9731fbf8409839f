import type { paper_en } from './paper.en.ts'

export const paper_de: Readonly<Record<keyof typeof paper_en, string>> = {
  'paper.print': 'Drucken',
  'paper.print_of': 'Drucken: {what}',
  'paper.traveller_a4': 'Laufkarte, A4',
  'paper.traveller_letter': 'Laufkarte, Letter',
  'paper.labels_roll': 'Etiketten für die Stücke, Rolle 62 × 29 mm',
  'paper.labels_a4': 'Etiketten für die Stücke, A4-Bogen mit 24',
  'paper.labels_letter': 'Etiketten für die Stücke, Letter-Bogen mit 30',
  'paper.labels_zpl': 'Etiketten für einen Etikettendrucker (ZPL)',
  'paper.new_tab': 'Öffnet sich in einem neuen Tab.',
}

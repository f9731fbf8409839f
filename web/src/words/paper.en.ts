/** What can be printed. */
export const paper_en = {
  'paper.print': 'Print',
  'paper.print_of': 'Print: {what}',
  'paper.traveller_a4': 'Traveller, A4',
  'paper.traveller_letter': 'Traveller, Letter',
  'paper.labels_roll': 'Unit labels, roll of 62 × 29 mm',
  'paper.labels_a4': 'Unit labels, A4 sheet of 24',
  'paper.labels_letter': 'Unit labels, Letter sheet of 30',
  'paper.labels_zpl': 'Unit labels for a label printer (ZPL)',
  'paper.new_tab': 'Opens in a new tab.',
} as const

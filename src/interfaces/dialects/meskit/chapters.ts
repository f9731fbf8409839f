/** The document's chapters, in the page's order. */
export const chapters = {
  'Shop floor': 'Lines, workstations and machines.',
  Products: 'Part numbers, items, bills of material, routes and serial numbers.',
  Production: 'Orders, and units on their way through a route.',
  Quality: 'Inspections, defects, tests and what they measured.',
  Analytics: 'Throughput, yield, OEE and where orders stand.',
  Organisation: 'The company, its people and its plants.',
  Maintenance: 'What machines need.',
  Telemetry: 'What machines and their sensors tell.',
  Sustainability: 'Footprints, and certificates of orders.',
  Webhooks: 'Who is told of what happens.',
} as const
export type Chapter = keyof typeof chapters

import { type AnyVerb, name_parts } from '../../kernel/verb.ts'

const says: Readonly<Record<string, string>> = {
  api_keys: 'Keys with which other systems act in a person’s name.',
  assignments: 'Whose work a job or a part is.',
  batches: 'Operations of several jobs that are run together.',
  codes: 'The short codes on travellers, as a scanner sends them.',
  deliveries: 'What was or will be sent to webhooks, with every attempt.',
  events: 'The log of everything that happened, oldest first, kept for ever.',
  files: 'Drawings, programs and papers that belong to jobs, parts and operations.',
  imports: 'Facts taken in from elsewhere, such as a shop’s own log.',
  issues: 'Something wrong at an operation, general or a numbered NCR.',
  jobs: 'Work orders: what has been ordered from the floor.',
  lines: 'Groups of workstations.',
  loans: 'Who had which resource, from when to when.',
  machines: 'What runs at a workstation.',
  materials: 'What parts are made of.',
  operations: 'The steps of a part, each done at a workstation.',
  parts: 'So many of one thing on a job.',
  people: 'Who works or signs in.',
  products: 'Things the shop can make, each with its routings.',
  quantity_reports: 'Pieces reported good, scrapped, for rework or for review; a wrong report is taken back by another one.',
  reasons: 'Why something happened: scrap, rework, a stop, a correction.',
  reports: 'Figures about what was done.',
  resources: 'Tools, fixtures, moulds, material and equipment that operations borrow.',
  routings: 'How a product is made: its steps, in versions.',
  sessions: 'Signing in and out.',
  substep_templates: 'Lists of tick-boxes that operations can be given.',
  substeps: 'Tick-boxes in an operation.',
  sync_runs: 'What other systems’ lists brought about.',
  tenants: 'Companies on this server, and their settings.',
  time_entries: 'A person or a machine on an operation, from when to when.',
  webhooks: 'Where somebody wants to be told of what happens.',
  workstations: 'Where operations are done.',
}

/** One sentence about a noun; of one that has none yet, its verbs say it. */
export const says_of_subject = (subject: string, verbs: readonly AnyVerb[]): string =>
  says[subject] ??
  verbs
    .filter((verb) => name_parts(verb.name).subject === subject)
    .map((verb) => verb.does)
    .join(' ')

import { z } from 'zod'
import { verbs } from '../../../domain/verbs.gen.ts'
import type { Actor } from '../../../kernel/context.ts'
import type { Output } from '../../../kernel/verb.ts'
import type { Row } from '../dialect.ts'
import {
  a,
  created_at,
  Deleted,
  Description,
  deleted,
  id,
  link,
  maybe,
  maybe_link,
  Name,
  Nothing,
  Owned,
  owned,
  text,
  whole,
} from './members.ts'
import { listing, tool } from './tool.ts'

const chapter = 'Products'
const configure = { chapter, group: 'configure' } as const

const Item = z
  .strictObject({ id, ...Owned, name: text('Not unique.'), description: maybe('What is said of it.'), created_at })
  .meta({ id: 'Item' })
const item_out = (item: Output<(typeof verbs)['items.get']>, asker: Actor): z.input<typeof Item> => ({
  id: item.id,
  ...owned(asker),
  name: item.name,
  description: item.description,
  created_at: item.created_at,
})

const BomEntry = z
  .strictObject({
    id,
    part_number_id: link('What is made.'),
    item_id: maybe_link('What goes into it; null where that is another part number.'),
    component_part_number_id: maybe_link('The other part number that goes into it.'),
    quantity: z.number().meta({ description: 'So much of it goes into one piece.' }),
    position: whole('Its place on the list.'),
    items: z
      .strictObject({ name: text('Its name.'), description: maybe('What is said of it.') })
      .meta({ description: 'What goes into it, by name.' }),
  })
  .meta({ id: 'BomEntry' })
const bom_entry_out = (line: Output<(typeof verbs)['bom_lines.get']>): z.input<typeof BomEntry> => ({
  id: line.id,
  part_number_id: line.product_id,
  item_id: line.item_id,
  component_part_number_id: line.component_id,
  quantity: line.quantity,
  position: line.position,
  items: { name: line.item?.name ?? line.component?.product_number ?? '', description: line.item?.description ?? null },
})

/** Without a name: one that may be null has none in this version of OpenAPI. */
const SerialAlgorithm = z.strictObject({
  id,
  part_number_id: link('Whose units are numbered so.'),
  prefix: text('What each serial number begins with.'),
  current_counter: whole('The number taken last.'),
  pad_length: whole('Digits at least.'),
  created_at,
})
const serial_out = (rule: Output<(typeof verbs)['serial_rules.get']>): z.input<typeof SerialAlgorithm> => ({
  id: rule.id,
  part_number_id: rule.product_id,
  prefix: rule.prefix,
  current_counter: rule.last_number,
  pad_length: rule.pad_length,
  created_at: rule.created_at,
})

const part_number_id = a('The part number.')

export const product_rows: readonly Row[] = [
  listing('list_items', verbs['items.list'], {
    chapter,
    says: 'Lists what is bought or comes raw, oldest first.',
    input: Nothing,
    takes: {},
    adds: { oldest_first: true },
    one: Item,
    gives: item_out,
  }),
  tool('create_item', verbs['items.create'], {
    ...configure,
    says: 'Adds an item: something that is bought, or comes raw.',
    input: z.object({
      name: Name.meta({ description: 'What people call it.', examples: ['Screw M4×10'] }),
      description: Description.optional(),
    }),
    takes: { name: 'name', description: 'description' },
    data: Item,
    gives: (item, _given, asker) => item_out(item, asker),
  }),
  listing('get_bom', verbs['bom_lines.list'], {
    chapter,
    says: 'Lists what a part number is made of, by position.',
    input: z.object({ part_number_id }),
    takes: { part_number_id: 'product_id' },
    adds: { sort: 'position' },
    one: BomEntry,
    gives: bom_entry_out,
  }),
  tool('set_bom_entry', verbs['bom_lines.set'], {
    ...configure,
    says: 'Says how much of an item goes into one piece of a part number. What is on the list already is changed.',
    input: z.object({
      part_number_id,
      item_id: a('What goes into it.'),
      quantity: z.number().int().min(1).meta({ description: 'How many of it.' }),
      position: z.number().int().min(1).meta({ description: 'Its place on the list.' }),
    }),
    takes: { part_number_id: 'product_id', item_id: 'item_id', quantity: 'quantity', position: 'position' },
    data: BomEntry,
    gives: bom_entry_out,
  }),
  tool('delete_bom_entry', verbs['bom_lines.delete'], {
    ...configure,
    says: 'Takes an entry off the list of what a part number is made of.',
    input: z.object({ id: a('The entry.') }),
    takes: { id: 'id' },
    data: Deleted,
    gives: deleted,
  }),
  tool('configure_serial_algorithm', verbs['serial_rules.set'], {
    ...configure,
    says: 'Says how the units of a part number are numbered from now on. The count goes on.',
    input: z.object({
      part_number_id,
      prefix: z
        .string()
        .max(100)
        .meta({ description: 'What each serial number begins with; a hyphen stands behind it.', examples: ['SMX'] }),
      pad_length: z.number().int().min(1).max(30).meta({ description: 'Digits at least; zeros stand before the number.' }),
    }),
    takes: { part_number_id: 'product_id', prefix: 'prefix', pad_length: 'pad_length' },
    data: SerialAlgorithm,
    gives: serial_out,
  }),
  tool('get_serial_algorithm', verbs['serial_rules.list'], {
    chapter,
    group: 'read',
    says: 'Shows how the units of a part number are numbered; null where nobody has said so.',
    input: z.object({ part_number_id }),
    takes: { part_number_id: 'product_id' },
    data: SerialAlgorithm.nullable(),
    gives: ({ data: [rule] }) => (rule ? serial_out(rule) : null),
  }),
]

import { z } from 'zod'
import { Name } from '../../../kernel/fields.ts'
import { atLeast } from '../../../kernel/role.ts'
import { sql, where } from '../../../kernel/sql.ts'
import { verb } from '../../../kernel/verb.ts'
import { contains, Walk } from '../../../kernel/walk.ts'

const most = 1000

export const list = verb({
  name: 'materials.list',
  does: 'Lists what parts are made of, each material once, by name. Case and blanks make no other material.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: z.object({
    search: z.string().max(255).optional().meta({ description: 'Part of the name.' }),
    limit: z.number().int().min(1).max(most).default(most),
    offset: Walk.offset,
  }),
  output: z.object({ data: z.array(z.object({ name: Name })), total: z.number().int() }),
  refuses: [],
  reports: [],
  examples: [{ given: { search: 'alu' } }],
  async run(context, { search, limit, offset = 0 }) {
    const fits = search === undefined ? [] : [contains(sql`name`, search)]
    // From one material straight to the next one in the index, however many parts are made of it.
    const found = await context.read<{ name: string | null; total: number }>`
      with recursive materials (key, name) as (
        (select material_key, material from parts where material_key > '' and deleted_at is null order by material_key, id limit 1)
        union all
        select next.* from materials, lateral (
          select material_key, material from parts where material_key > materials.key and deleted_at is null order by material_key, id limit 1) next),
      fitting as (select key, name from materials ${where(fits)})
      select page.name, (select count(*) from fitting) as total
      from (select 1) once left join lateral (select name from fitting order by key offset ${offset} limit ${limit}) page on true`
    return { data: found.flatMap(({ name }) => (name === null ? [] : [{ name }])), total: found[0]?.total ?? 0 }
  },
})

import { z } from 'zod'
import { verbs } from '../../../domain/verbs.gen.ts'
import { answer, type Row } from '../dialect.ts'
import { Listed, listed } from './envelope.ts'
import { Paging, paging_takes, Text } from './members.ts'

const list = answer('GET /api-materials', verbs['materials.list'], {
  entity: 'material',
  says: 'Lists what parts are made of, by name: 1000 of them unless told.',
  query: z.object({ ...Paging, search: Text.optional().meta({ description: 'Part of the name.' }) }),
  blank: 'absent',
  takes: { ...paging_takes, search: 'search' },
  adds: { limit: 1000 },
  reply: Listed({ materials: z.array(z.string()) }),
  gives: ({ data, total }, asked) => {
    const has_more = (asked.offset ?? 0) + data.length < total
    return listed({ materials: data.map(({ name }) => name) }, { next_cursor: has_more ? 'more' : null, total }, asked)
  },
})

export const material_rows: readonly Row[] = [list]

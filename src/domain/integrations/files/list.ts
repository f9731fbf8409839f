import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { after, one_more, Paging, page, page_of } from '../../../kernel/page.ts'
import { atLeast } from '../../../kernel/role.ts'
import { type Sql, sql, where } from '../../../kernel/sql.ts'
import { verb } from '../../../kernel/verb.ts'
import { contains } from '../../../kernel/walk.ts'
import { File, file_columns, file_is_live } from './file.ts'

const Filters = Paging.extend({
  job_id: Id.optional(),
  part_id: Id.optional(),
  operation_id: Id.optional(),
  within_job_id: Id.optional().meta({ description: 'All of that job: its own, and those of its parts and operations.' }),
  name: z.string().max(255).optional().meta({ description: 'Part of the name.' }),
  sha256: z.string().max(64).optional(),
})

export const list = verb({
  name: 'files.list',
  does: 'Lists files, newest first.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: Filters,
  output: page_of(File),
  refuses: [],
  reports: [],
  examples: [{ given: { part_id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, input) {
    const filters: Sql[] = [file_is_live]
    if (input.job_id !== undefined) filters.push(sql`files.job_id = ${input.job_id}`)
    if (input.part_id !== undefined) filters.push(sql`files.part_id = ${input.part_id}`)
    if (input.operation_id !== undefined) filters.push(sql`files.operation_id = ${input.operation_id}`)
    if (input.within_job_id !== undefined) {
      const id = input.within_job_id
      filters.push(sql`(files.job_id = ${id} or files.part_id in (select p.id from parts p where p.job_id = ${id})
        or files.operation_id in (select o.id from operations o where o.job_id = ${id}))`)
    }
    if (input.name !== undefined) filters.push(contains(sql`files.name`, input.name))
    if (input.sha256 !== undefined) filters.push(sql`files.sha256 = ${input.sha256}`)
    const rows = await context.read<File>`
      select ${file_columns} from files ${where([...filters, ...after(input, sql`files.id`)])} order by files.id desc ${one_more(input)}`
    return page(rows, input)
  },
})

import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { refusal } from '../../../kernel/errors.ts'
import { Name } from '../../../kernel/fields.ts'
import { Id } from '../../../kernel/id.ts'
import { sql } from '../../../kernel/sql.ts'
import { Moment } from '../../../kernel/time.ts'

export const largest_file = 200 * 1024 * 1024

export const File = z
  .object({
    id: Id,
    name: Name,
    media_type: z.string(),
    size_bytes: z.number().int(),
    sha256: z.string().meta({ description: 'Of the content, in hexadecimal; it is the `ETag` of the content.' }),
    job_id: Id.nullable(),
    part_id: Id.nullable(),
    operation_id: Id.nullable(),
    created_at: Moment,
  })
  .meta({ id: 'File', description: 'A drawing, program or paper, and what it belongs to.' })
export type File = z.output<typeof File>

export const file_columns = sql`files.id, files.name, files.media_type, files.size_bytes, files.sha256, files.job_id, files.part_id,
  files.operation_id, files.created_at`

/** A file goes with what it belongs to. */
export const file_is_live = sql`files.deleted_at is null
  and (files.job_id is null or exists (select from jobs j where j.id = files.job_id and j.deleted_at is null))
  and (files.part_id is null or exists (select from parts p where p.id = files.part_id and p.deleted_at is null))
  and (files.operation_id is null or exists (select from operations o where o.id = files.operation_id and o.deleted_at is null))`

export const fileUnknown = refusal('not_found', 'file_unknown', 'There is no such file.')
export const fileWithoutBytes = refusal('malformed', 'file_without_bytes', 'Send the file itself as the body of the request.')
export const fileInForm = refusal('malformed', 'file_in_form', 'Send the file itself as the body, not a form with the file in it.')
export const fileTooLarge = refusal('malformed', 'file_too_large', `A file may have ${largest_file / 1024 / 1024} MiB.`)
export const uploadBroken = refusal('malformed', 'upload_broken', 'The file broke off before its end. Send it again.')
export const storeFull = refusal('unavailable', 'store_full', 'There is no room left for files on the server. Nothing was kept.')
export const contentMissing = refusal(
  'not_found',
  'content_missing',
  'The content of this file is not in the store. Was it restored with the database?',
)

export async function read_file(context: Context, id: string): Promise<File> {
  const [file] = await context.read<File>`select ${file_columns} from files where files.id = ${id} and ${file_is_live}`
  if (!file) throw fileUnknown.because(`There is no file ${id}.`)
  return file
}

import { z } from 'zod'
import { Id } from '../../../kernel/id.ts'
import { atLeast } from '../../../kernel/role.ts'
import { verb } from '../../../kernel/verb.ts'
import { ExpandedTimeEntry, expanded_entries, TimeEntryExpand } from './expand.ts'
import { read_entry } from './locked-entry.ts'
import { timeEntryUnknown } from './time-entry.ts'

export const get = verb({
  name: 'time_entries.get',
  does: 'Shows one time entry.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: z.object({ id: Id, expand: TimeEntryExpand }),
  output: ExpandedTimeEntry,
  refuses: [timeEntryUnknown],
  reports: [],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11' } }],
  async run(context, { id, expand }) {
    const [entry] = await expanded_entries(context, [await read_entry(context, id)], expand)
    if (!entry) throw timeEntryUnknown.because()
    return entry
  },
})

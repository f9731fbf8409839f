import { z } from 'zod'
import { Id } from '../../kernel/id.ts'
import { atLeast } from '../../kernel/role.ts'
import { verb } from '../../kernel/verb.ts'
import { ExpandedOperation, expanded_operations, OperationExpand } from './expand.ts'
import { operationUnknown, read_operation } from './operation.ts'

export const get = verb({
  name: 'operations.get',
  does: 'Shows one operation.',
  kind: 'reads',
  allow: atLeast('viewer'),
  input: z.object({ id: Id, expand: OperationExpand }),
  output: ExpandedOperation,
  refuses: [operationUnknown],
  reports: [],
  examples: [{ given: { id: '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11', expand: ['time_entries'] } }],
  async run(context, { id, expand }) {
    const [operation] = await expanded_operations(context, [await read_operation(context, id)], expand)
    if (!operation) throw operationUnknown.because(`There is no operation ${id}.`)
    return operation
  },
})

import { useQuery } from '@tanstack/react-query'
import type { Out } from '../../api/client.ts'
import { asking } from '../../api/queries.ts'
import { Mark } from '../../design/mark.tsx'
import { Table } from '../../design/table.tsx'
import { useWords } from '../../words/words.ts'
import { Listed, most } from './listed.tsx'
import { MachineForm } from './machine-form.tsx'
import { Acts, Remove, useOpen } from './remove.tsx'

type Machine = Out<'machines.get'>

const shapes = {
  stopped: 'off',
  idle: 'plain',
  execute: 'running',
  held: 'held',
  suspended: 'held',
  complete: 'good',
  aborted: 'bad',
} as const satisfies Record<Machine['state'], unknown>

export function Machines() {
  const say = useWords()
  const query = useQuery(asking('machines.list', { limit: most }))
  const { data: workstations } = useQuery(asking('workstations.list', { limit: most }))
  const open = useOpen<Machine>()
  return (
    <>
      <Listed
        query={query}
        none={say('machines.none')}
        add_word={say('machines.add')}
        on_add={open.add}
        also={({ display_name, type }) => [display_name, type]}
      >
        {(rows) => (
          <Table
            caption={say('setup.machines')}
            rows={rows}
            key_of={({ id }) => id}
            is_quiet={({ is_active }) => !is_active}
            columns={[
              {
                head: say('setup.name'),
                cell: ({ name, display_name }) => (
                  <span>
                    <span className="strong">{display_name}</span>
                    {display_name !== name && <span className="under">{name}</span>}
                  </span>
                ),
              },
              { head: say('machines.type'), cell: ({ type }) => type ?? '–' },
              {
                head: say('machines.workstation'),
                cell: ({ workstation_id }) => workstations?.data.find(({ id }) => id === workstation_id)?.name ?? '–',
              },
              {
                head: say('setup.state'),
                cell: ({ is_active, state }) =>
                  is_active ? (
                    <Mark kind={shapes[state]} says={say(`machines.state.${state}`)} />
                  ) : (
                    <Mark kind="off" says={say('setup.off')} />
                  ),
              },
              {
                head: say('setup.do'),
                kind: 'act',
                cell: (row) => <Acts name={row.display_name} on_edit={() => open.edit(row)} on_remove={() => open.remove(row)} />,
              },
            ]}
          />
        )}
      </Listed>
      {(open.adds || open.edited) && <MachineForm machine={open.edited} workstations={workstations?.data ?? []} on_close={open.close} />}
      {open.removed && (
        <Remove verb="machines.delete" id={open.removed.id} name={open.removed.display_name} on_done={open.close} on_cancel={open.close} />
      )}
    </>
  )
}

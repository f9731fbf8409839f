import { useQuery } from '@tanstack/react-query'
import type { Out } from '../../api/client.ts'
import { asking, useVerb } from '../../api/queries.ts'
import { Button } from '../../design/button.tsx'
import { TickField } from '../../design/fields.tsx'
import { Mark } from '../../design/mark.tsx'
import { Told } from '../../design/notice.tsx'
import { Table } from '../../design/table.tsx'
import { useFormats } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import { by_name, Listed, most } from './listed.tsx'
import { Acts, Remove, useOpen } from './remove.tsx'
import { WorkstationForm } from './workstation-form.tsx'

type Workstation = Out<'workstations.get'>

export function Workstations() {
  const say = useWords()
  const { number } = useFormats()
  const query = useQuery(asking('workstations.list', { limit: most }))
  const { data: machines } = useQuery(asking('machines.list', { limit: most }))
  const { data: lines } = useQuery(asking('lines.list', { limit: most }))
  const open = useOpen<Workstation>()
  const line_of = ({ line_id }: Workstation) => lines?.data.find(({ id }) => id === line_id)
  const machines_at = ({ id }: Workstation) => machines?.data.filter(({ workstation_id }) => workstation_id === id) ?? []
  /** Line by line, each in its order; those of no line at the end. */
  const order = (a: Workstation, b: Workstation): number =>
    (line_of(a)?.name ?? '\uffff').localeCompare(line_of(b)?.name ?? '\uffff') || a.position - b.position || by_name(a, b)
  return (
    <>
      <Listed query={query} order={order} none={say('workstations.none')} add_word={say('workstations.add')} on_add={open.add}>
        {(rows) => (
          <Table
            caption={say('setup.workstations')}
            rows={rows}
            key_of={({ id }) => id}
            is_quiet={({ is_active }) => !is_active}
            columns={[
              { head: say('workstations.line'), cell: (row) => line_of(row)?.name ?? '–' },
              { head: say('workstations.position'), cell: (row) => <Place row={row} all={rows} /> },
              {
                head: say('setup.name'),
                cell: ({ name, description }) => (
                  <span>
                    <span className="strong">{name}</span>
                    {description && <span className="under">{description}</span>}
                  </span>
                ),
              },
              { head: say('workstations.type'), cell: ({ type }) => say(`workstations.type.${type}`) },
              { head: say('workstations.machines'), kind: 'number', cell: (row) => number(machines_at(row).length) },
              {
                head: say('setup.state'),
                cell: ({ is_active }) => <Mark kind={is_active ? 'good' : 'off'} says={say(is_active ? 'setup.on' : 'setup.off')} />,
              },
              {
                head: say('setup.do'),
                kind: 'act',
                cell: (row) => <Acts name={row.name} on_edit={() => open.edit(row)} on_remove={() => open.remove(row)} />,
              },
            ]}
          />
        )}
      </Listed>
      {(open.adds || open.edited) && <WorkstationForm workstation={open.edited} lines={lines?.data ?? []} on_close={open.close} />}
      {open.removed && (
        <Remove
          verb="workstations.delete"
          id={open.removed.id}
          name={open.removed.name}
          on_done={open.close}
          on_cancel={open.close}
          fields={machines_at(open.removed).length > 0 && <TickField name="detach_machines" label={say('workstations.detach')} />}
          more_of={(given) => (given.has('detach_machines') ? { detach_machines: true } : {})}
        />
      )}
    </>
  )
}

interface PlaceProps {
  readonly row: Workstation
  /** In their order. */
  readonly all: readonly Workstation[]
}

/** A workstation’s place along its line; it changes places with the one before or after it. */
function Place({ row, all }: PlaceProps) {
  const say = useWords()
  const moving = useVerb('workstations.update')
  const line = all.filter(({ line_id }) => line_id === row.line_id)
  const at = line.indexOf(row)
  const swap = (other: Workstation | undefined, beside: number) => {
    if (!other) return
    // Two may share a place: then it goes beside the other.
    const position = other.position === row.position ? Math.max(1, row.position + beside) : other.position
    moving.mutate({ id: row.id, position }, { onSuccess: () => moving.mutate({ id: other.id, position: row.position }) })
  }
  return (
    <span className="place">
      {row.position}
      <Button
        kind="bare"
        aria-label={say('workstations.up', { name: row.name })}
        disabled={at === 0}
        onClick={() => swap(line[at - 1], -1)}
      >
        <span aria-hidden="true">↑</span>
      </Button>
      <Button
        kind="bare"
        aria-label={say('workstations.down', { name: row.name })}
        disabled={at === line.length - 1}
        onClick={() => swap(line[at + 1], 1)}
      >
        <span aria-hidden="true">↓</span>
      </Button>
      <Told error={moving.error} />
    </span>
  )
}

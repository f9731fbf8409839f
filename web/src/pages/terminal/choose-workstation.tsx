import { useQuery } from '@tanstack/react-query'
import type { Out } from '../../api/client.ts'
import { asking } from '../../api/queries.ts'
import { Button } from '../../design/button.tsx'
import { Asked, Empty } from '../../design/states.tsx'
import { useWords } from '../../words/words.ts'
import './terminal.css'

type Workstation = Out<'workstations.list'>['data'][number]

interface Props {
  readonly chosen: string | null
  readonly on_choose: (id: string) => void
  readonly on_cancel?: () => void
}

/** Once, when the device is put up; the device remembers it. */
export function ChooseWorkstation({ chosen, on_choose, on_cancel }: Props) {
  const say = useWords()
  const workstations = useQuery(asking('workstations.list', { is_active: true, sort: 'position', limit: 1000 }))
  const lines = useQuery(asking('lines.list', { limit: 1000 }))
  const name_of = (line_id: string | null): string => lines.data?.data.find(({ id }) => id === line_id)?.name ?? say('terminal.no_line')
  return (
    <section className="choose-workstation stack">
      <div className="row">
        <div className="grow">
          <h1>{say('terminal.choose')}</h1>
          <p className="quiet">{say('terminal.choose_why')}</p>
        </div>
        {on_cancel && <Button onClick={on_cancel}>{say('app.cancel')}</Button>}
      </div>
      <Asked query={workstations}>
        {({ data }) =>
          data.length === 0 ? (
            <Empty says={say('terminal.no_workstations')} />
          ) : (
            [...Map.groupBy(data, ({ line_id }) => line_id)].map(([line_id, along]) => (
              <Line key={line_id} name={name_of(line_id)} along={along} chosen={chosen} on_choose={on_choose} />
            ))
          )
        }
      </Asked>
    </section>
  )
}

interface LineProps extends Pick<Props, 'chosen' | 'on_choose'> {
  readonly name: string
  readonly along: readonly Workstation[]
}

const Line = ({ name, along, chosen, on_choose }: LineProps) => (
  <div className="stack">
    <h2>{name}</h2>
    <ul className="big-choices">
      {along.map((one) => (
        <li key={one.id}>
          <Button is_large aria-pressed={one.id === chosen} onClick={() => on_choose(one.id)}>
            <span className="swatch" style={{ background: one.color ?? 'var(--quiet)' }} aria-hidden="true" />
            {one.name}
          </Button>
        </li>
      ))}
    </ul>
  </div>
)

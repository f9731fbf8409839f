import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import { Refused } from '../../api/client.ts'
import { asking } from '../../api/queries.ts'
import { Notice } from '../../design/notice.tsx'
import { Empty, Failed, Loading } from '../../design/states.tsx'
import type { Word } from '../../words/en.ts'
import { useWords } from '../../words/words.ts'
import { Company } from './company.tsx'
import { Keys } from './keys.tsx'
import { Lines } from './lines.tsx'
import { Machines } from './machines.tsx'
import { People } from './people.tsx'
import './setup.css'
import { ThisTablet } from './tablet.tsx'
import { Webhooks } from './webhooks.tsx'
import { Workstations } from './workstations.tsx'

interface Part {
  readonly what: string
  readonly title: Word
  readonly Shown: ComponentType
  /** Shown only to those whom the server lets look at its keys. */
  readonly is_for_admins?: true
}

const parts: readonly Part[] = [
  { what: 'people', title: 'setup.people', Shown: People, is_for_admins: true },
  { what: 'workstations', title: 'setup.workstations', Shown: Workstations },
  { what: 'machines', title: 'setup.machines', Shown: Machines },
  { what: 'lines', title: 'setup.lines', Shown: Lines },
  { what: 'keys', title: 'setup.keys', Shown: Keys, is_for_admins: true },
  { what: 'webhooks', title: 'setup.webhooks', Shown: Webhooks, is_for_admins: true },
  { what: 'tablet', title: 'setup.tablet', Shown: ThisTablet, is_for_admins: true },
  { what: 'company', title: 'setup.company', Shown: Company, is_for_admins: true },
]

/** On a phone the parts stand in a row that is longer than the screen. */
const into_view = (link: HTMLElement | null): void => link?.scrollIntoView({ block: 'nearest', inline: 'center' })

const says_no = (error: unknown): boolean => error instanceof Refused && error.problem.status === 403

/** All that a shop needs on its first day, in plain tables. */
export function Setup() {
  const say = useWords()
  const { what } = useParams({ strict: false })
  const first_read = useQuery(asking('api_keys.list', { limit: 1 }))
  if (first_read.isPending) return <Loading />
  const is_admin = !says_no(first_read.error)
  if (is_admin && first_read.data === undefined) return <Failed error={first_read.error} again={first_read.refetch} />
  const mine = parts.filter((part) => is_admin || part.is_for_admins === undefined)
  const wanted = what === undefined ? mine[0] : parts.find((part) => part.what === what)
  const part = mine.find((one) => one === wanted)
  const title = wanted ? say(wanted.title) : say('setup.title')
  return (
    <div className="setup">
      <title>{`${title} · ${say('app.name')}`}</title>
      <nav className="setup-parts" aria-label={say('setup.parts')}>
        {mine.map((one) => (
          <Link
            key={one.what}
            to="/setup/$what"
            params={{ what: one.what }}
            aria-current={one === part ? 'page' : undefined}
            ref={one === part ? into_view : undefined}
          >
            {say(one.title)}
          </Link>
        ))}
      </nav>
      <div className="setup-part">
        <h1>{title}</h1>
        {part && <part.Shown />}
        {!part && wanted && <Notice kind="warn">{say('setup.not_yours')}</Notice>}
        {!wanted && <Empty says={say('setup.nothing_here')} />}
      </div>
    </div>
  )
}

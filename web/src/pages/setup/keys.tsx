import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Out } from '../../api/client.ts'
import { asking, useVerb } from '../../api/queries.ts'
import { Button } from '../../design/button.tsx'
import { Mark } from '../../design/mark.tsx'
import { Told } from '../../design/notice.tsx'
import { Table } from '../../design/table.tsx'
import { useFormats } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import { KeyForm } from './key-form.tsx'
import { Listed, most } from './listed.tsx'
import { Remove, useOpen } from './remove.tsx'
import { ShownOnce } from './shown-once.tsx'

type Key = Out<'api_keys.get'>

const has_ended = ({ expires_at }: Key): boolean => expires_at !== null && Date.parse(expires_at) <= Date.now()

export function Keys() {
  const say = useWords()
  const { date, moment } = useFormats()
  const query = useQuery(asking('api_keys.list', { limit: most }))
  const { data: people } = useQuery(asking('people.list', { limit: most }))
  const [made, set_made] = useState<Out<'api_keys.create'> | null>(null)
  const open = useOpen<Key>()
  const switching = useVerb('api_keys.update')
  const name_of = (person_id: string): string => people?.data.find(({ id }) => id === person_id)?.name ?? '–'
  return (
    <>
      <Told error={switching.error} />
      <Listed query={query} order={newest_first} none={say('keys.none')} add_word={say('keys.add')} on_add={open.add}>
        {(rows) => (
          <Table
            caption={say('setup.keys')}
            rows={rows}
            key_of={({ id }) => id}
            is_quiet={(key) => !key.is_active || has_ended(key)}
            columns={[
              {
                head: say('setup.name'),
                cell: (key) => (
                  <span>
                    <span className="strong">{key.name}</span>
                    <span className="under mono">{key.prefix}…</span>
                  </span>
                ),
              },
              {
                head: say('keys.may'),
                cell: (key) => (
                  <span>
                    {say(`role_name.${key.role}`)} · {say(`keys.access.${key.access}`)}
                    <span className="under mono">{key.scopes.join(' ')}</span>
                    {key.sandbox && <span className="under">{say('keys.sandbox_short')}</span>}
                  </span>
                ),
              },
              { head: say('keys.in_whose_name'), cell: ({ person_id }) => name_of(person_id) },
              { head: say('keys.last_used'), cell: ({ last_used_at }) => (last_used_at ? moment(last_used_at) : say('setup.never')) },
              { head: say('keys.expires'), cell: ({ expires_at }) => (expires_at ? date(expires_at) : say('setup.never')) },
              { head: say('setup.state'), cell: (key) => <KeyState of={key} /> },
              {
                head: say('setup.do'),
                kind: 'act',
                cell: (key) => (
                  <>
                    <Button
                      kind="bare"
                      aria-label={say(key.is_active ? 'setup.switch_off_of' : 'setup.switch_on_of', { name: key.name })}
                      onClick={() => switching.mutate({ id: key.id, is_active: !key.is_active })}
                    >
                      {say(key.is_active ? 'setup.switch_off' : 'setup.switch_on')}
                    </Button>
                    <Button kind="bare" aria-label={say('setup.remove_of', { name: key.name })} onClick={() => open.remove(key)}>
                      {say('setup.remove')}
                    </Button>
                  </>
                ),
              },
            ]}
          />
        )}
      </Listed>
      {open.adds && (
        <KeyForm
          people={people?.data ?? []}
          on_close={open.close}
          on_made={(key) => {
            open.close()
            set_made(key)
          }}
        />
      )}
      {made && <ShownOnce title={say('keys.made')} secret={made.key} on_close={() => set_made(null)} />}
      {open.removed && (
        <Remove verb="api_keys.delete" id={open.removed.id} name={open.removed.name} on_done={open.close} on_cancel={open.close} />
      )}
    </>
  )
}

const newest_first = (a: Key, b: Key): number => b.id.localeCompare(a.id)

function KeyState({ of }: { readonly of: Key }) {
  const say = useWords()
  if (!of.is_active) return <Mark kind="off" says={say('setup.off')} />
  return has_ended(of) ? <Mark kind="off" says={say('keys.expired')} /> : <Mark kind="good" says={say('setup.on')} />
}

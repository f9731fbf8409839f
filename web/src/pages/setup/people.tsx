import { useQuery } from '@tanstack/react-query'
import type { Out } from '../../api/client.ts'
import { asking } from '../../api/queries.ts'
import { Mark } from '../../design/mark.tsx'
import { Table } from '../../design/table.tsx'
import { useWords } from '../../words/words.ts'
import { PersonPicture } from '../person-picture.tsx'
import { Listed, most } from './listed.tsx'
import { PersonForm } from './person-form.tsx'
import { Acts, Remove, useOpen } from './remove.tsx'

type Person = Out<'people.get'>

export function People() {
  const say = useWords()
  const query = useQuery(asking('people.list', { limit: most }))
  const open = useOpen<Person>()
  const signs_in = ({ has_password, has_pin }: Person): string =>
    [has_password ? say('people.password') : '', has_pin ? say('people.pin') : ''].filter(Boolean).join(', ') || '–'
  return (
    <>
      <Listed
        query={query}
        none={say('people.none')}
        add_word={say('people.add')}
        on_add={open.add}
        also={({ email, employee_number }) => [email, employee_number]}
      >
        {(rows) => (
          <Table
            caption={say('setup.people')}
            rows={rows}
            key_of={({ id }) => id}
            is_quiet={({ is_active }) => !is_active}
            columns={[
              {
                head: say('setup.name'),
                cell: (person) => (
                  <span className="person-cell">
                    <PersonPicture person={person} />
                    <span>
                      <span className="strong">{person.name}</span>
                      {person.email && <span className="under breaks">{person.email}</span>}
                    </span>
                  </span>
                ),
              },
              { head: say('people.number'), cell: ({ employee_number }) => <span className="number">{employee_number ?? '–'}</span> },
              {
                head: say('people.role'),
                cell: ({ role, is_owner }) => (
                  <>
                    {say(`role_name.${role}`)}
                    {is_owner && <span className="under">{say('people.owner')}</span>}
                  </>
                ),
              },
              { head: say('people.signs_in'), cell: signs_in },
              {
                head: say('setup.state'),
                cell: ({ is_active }) => <Mark kind={is_active ? 'good' : 'off'} says={say(is_active ? 'setup.on' : 'setup.off')} />,
              },
              {
                head: say('setup.do'),
                kind: 'act',
                cell: (person) => <Acts name={person.name} on_edit={() => open.edit(person)} on_remove={() => open.remove(person)} />,
              },
            ]}
          />
        )}
      </Listed>
      {(open.adds || open.edited) && <PersonForm person={open.edited} on_close={open.close} />}
      {open.removed && (
        <Remove
          verb="people.delete"
          id={open.removed.id}
          name={open.removed.name}
          sure={say('people.remove_sure', { name: open.removed.name })}
          on_done={open.close}
          on_cancel={open.close}
        />
      )}
    </>
  )
}

import { useState } from 'react'
import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { TextField, text_of } from '../../design/fields.tsx'
import { Form } from '../../design/form.tsx'
import { useWords } from '../../words/words.ts'
import { is_same, type JobsSearch, keep_views, kept_views, own_views, type View } from './search.ts'

interface Props {
  readonly search: JobsSearch
  readonly show: (search: JobsSearch) => void
}

// The keys of an object of ours.
const names = Object.keys(own_views) as (keyof typeof own_views)[]

/** Views everybody has, and those somebody has named on this device. */
export function Views({ search, show }: Props) {
  const say = useWords()
  const [views, set_views] = useState(kept_views)
  const [is_naming, set_naming] = useState(false)
  const keep = (changed: View[]) => {
    keep_views(changed)
    set_views(changed)
  }
  const is_known = [...Object.values(own_views), ...views.map((view) => view.search)].some((one) => is_same(one, search))
  return (
    <nav className="views" aria-label={say('jobs.views')}>
      {names.map((name) => (
        <Choice
          key={name}
          says={say(`jobs.view.${name}`)}
          is_chosen={is_same(own_views[name], search)}
          choose={() => show(own_views[name])}
        />
      ))}
      {views.map((view) => (
        <span key={view.name} className="kept-view">
          <Choice says={view.name} is_chosen={is_same(view.search, search)} choose={() => show(view.search)} />
          {is_same(view.search, search) && (
            <Button
              kind="bare"
              className="forget"
              aria-label={say('jobs.view.forget', { name: view.name })}
              onClick={() => keep(views.filter((one) => one !== view))}
            >
              <span aria-hidden="true">✕</span>
            </Button>
          )}
        </span>
      ))}
      {!is_known && (
        <Button kind="bare" onClick={() => set_naming(true)}>
          + {say('jobs.view.keep')}
        </Button>
      )}
      {is_naming && (
        <NameView
          on_close={() => set_naming(false)}
          on_name={(name) => {
            keep([...views.filter((one) => one.name !== name), { name, search }])
            set_naming(false)
          }}
        />
      )}
    </nav>
  )
}

interface ChoiceProps {
  readonly says: string
  readonly is_chosen: boolean
  readonly choose: () => void
}

const Choice = ({ says, is_chosen, choose }: ChoiceProps) => (
  <button type="button" className="view" aria-pressed={is_chosen} onClick={choose}>
    {says}
  </button>
)

interface NameProps {
  readonly on_close: () => void
  readonly on_name: (name: string) => void
}

function NameView({ on_close, on_name }: NameProps) {
  const say = useWords()
  return (
    <Dialog title={say('jobs.view.keep')} on_close={on_close}>
      <Form
        error={null}
        is_busy={false}
        send_word={say('app.save')}
        on_cancel={on_close}
        on_send={(given) => {
          const name = text_of(given, 'name')
          if (name !== null) on_name(name)
        }}
      >
        <TextField name="name" label={say('jobs.view.name')} hint={say('jobs.view.where')} maxLength={60} data-first />
      </Form>
    </Dialog>
  )
}

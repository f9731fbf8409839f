import { type ReactNode, useState } from 'react'
import { useVerb } from '../../api/queries.ts'
import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { Form } from '../../design/form.tsx'
import { useWords } from '../../words/words.ts'

type Removing = 'people.delete' | 'lines.delete' | 'workstations.delete' | 'machines.delete' | 'api_keys.delete' | 'webhooks.delete'

interface Props {
  readonly verb: Removing
  readonly id: string
  readonly name: string
  /** What it means, where that is more than that it is gone. */
  readonly sure?: string
  readonly on_done: () => void
  readonly on_cancel: () => void
  readonly fields?: ReactNode
  readonly more_of?: (given: FormData) => object
}

/** Asks once more, and shows why not where the server refuses. */
export function Remove({ verb, id, name, sure, on_done, on_cancel, fields, more_of }: Props) {
  const say = useWords()
  const removing = useVerb(verb)
  return (
    <Dialog title={say('setup.remove_of', { name })} on_close={on_cancel}>
      <Form
        error={removing.error}
        is_busy={removing.isPending}
        send_word={say('setup.remove')}
        is_danger
        on_cancel={on_cancel}
        on_send={(given) => removing.mutate({ id, ...more_of?.(given) }, { onSuccess: on_done })}
      >
        <p>{sure ?? say('setup.remove_sure', { name })}</p>
        {fields}
      </Form>
    </Dialog>
  )
}

/** Which dialog of a page is open, and over what. */
export function useOpen<Row>() {
  const [open, set_open] = useState<{ readonly what: 'add' | 'edit' | 'remove'; readonly row: Row | null } | null>(null)
  return {
    adds: open?.what === 'add',
    edited: open?.what === 'edit' ? open.row : null,
    removed: open?.what === 'remove' ? open.row : null,
    add: () => set_open({ what: 'add', row: null }),
    edit: (row: Row) => set_open({ what: 'edit', row }),
    remove: (row: Row) => set_open({ what: 'remove', row }),
    close: () => set_open(null),
  }
}

interface ActsProps {
  readonly name: string
  readonly on_edit: () => void
  readonly on_remove?: () => void
}

/** The buttons at the end of a row; each says of what, for those who do not see the row. */
export function Acts({ name, on_edit, on_remove }: ActsProps) {
  const say = useWords()
  return (
    <>
      <Button kind="bare" aria-label={say('setup.edit_of', { name })} onClick={on_edit}>
        {say('setup.edit')}
      </Button>
      {on_remove && (
        <Button kind="bare" aria-label={say('setup.remove_of', { name })} onClick={on_remove}>
          {say('setup.remove')}
        </Button>
      )}
    </>
  )
}

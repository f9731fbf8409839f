import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { Out } from '../../api/client.ts'
import { Dialog } from '../../design/dialog.tsx'
import { Notice } from '../../design/notice.tsx'
import { useLine } from '../../offline/use-line.ts'
import { useWords } from '../../words/words.ts'
import { PeopleAtTablet } from '../people-at-tablet.tsx'
import { PinPad } from '../pin-pad.tsx'

interface Props {
  /** Known by a badge; else one picks oneself. */
  readonly person: Out<'people.get'> | null
  readonly on_close: () => void
}

/** Another person takes over: pick yourself, then the PIN. */
export function Who({ person, on_close }: Props) {
  const say = useWords()
  const queries = useQueryClient()
  const { line } = useLine()
  const content = useRef<HTMLDivElement>(null)
  // Else Enter, after a PIN or a badge, would press the button that closes.
  useEffect(() => content.current?.focus(), [])
  const entered = async () => {
    on_close()
    await queries.invalidateQueries()
  }
  return (
    <Dialog title={say('terminal.who')} on_close={on_close} is_wide>
      <div className="stack who" ref={content} tabIndex={-1}>
        {line.is_away && <Notice kind="warn">{say('terminal.who_away')}</Notice>}
        {person ? <PinPad person={person} on_entered={entered} on_back={on_close} /> : <PeopleAtTablet on_entered={entered} />}
      </div>
    </Dialog>
  )
}

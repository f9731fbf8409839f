import { useQuery } from '@tanstack/react-query'
import { session_query } from '../../api/session.ts'
import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { useFormats } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import { deed } from './press.ts'
import { count_deed, type DialogProps } from './report-dialogs.tsx'

/** Says once more what is about to happen, for it stops everybody’s clock; and what is not counted yet can be counted with it. */
export function CompleteDialog({ operation, press, on_close }: DialogProps) {
  const say = useWords()
  const { number } = useFormats()
  const { data: session } = useQuery(session_query)
  const { id, available, good, scrap } = operation
  const complete = (counts_all: boolean) => {
    const rest = counts_all ? [count_deed(operation, session?.person?.id ?? null, { good: available })] : []
    press(...rest, deed('operations.complete', { id }))
    on_close()
  }
  return (
    <Dialog title={say('terminal.complete')} on_close={on_close}>
      <div className="stack">
        <p>{say('terminal.complete_counted', { good: number(good), scrap: number(scrap) })}</p>
        {available > 0 && (
          <>
            <p>{say('terminal.complete_uncounted', { count: number(available) })}</p>
            <Button kind="first" is_large onClick={() => complete(true)}>
              {say('terminal.complete_all_good', { count: number(available) })}
            </Button>
          </>
        )}
        <Button kind={available > 0 ? 'plain' : 'first'} is_large onClick={() => complete(false)}>
          {say(available > 0 ? 'terminal.complete_as_is' : 'terminal.complete_now')}
        </Button>
      </div>
    </Dialog>
  )
}

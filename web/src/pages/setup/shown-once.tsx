import { useState } from 'react'
import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { Notice } from '../../design/notice.tsx'
import { useWords } from '../../words/words.ts'

interface Props {
  readonly title: string
  readonly secret: string
  readonly on_close: () => void
}

/** What the server will not say again. */
export function ShownOnce({ title, secret, on_close }: Props) {
  const say = useWords()
  const [is_copied, set_copied] = useState(false)
  const copy = async () => {
    // Without https a browser has no clipboard for pages; the text is marked whole by one press, to be copied by hand.
    await navigator.clipboard?.writeText(secret).then(
      () => set_copied(true),
      () => undefined,
    )
  }
  return (
    <Dialog title={title} on_close={on_close}>
      <div className="stack">
        <Notice kind="warn">{say('once.says')}</Notice>
        <div className="secret">
          <code>{secret}</code>
          {'clipboard' in navigator && (
            <Button onClick={() => void copy()}>
              <span role="status">{is_copied ? `✓ ${say('once.copied')}` : say('once.copy')}</span>
            </Button>
          )}
        </div>
        <div className="form-foot">
          <Button kind="first" onClick={on_close}>
            {say('once.done')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}

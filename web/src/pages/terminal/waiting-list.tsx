import { Refused } from '../../api/client.ts'
import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { Mark } from '../../design/mark.tsx'
import { Notice } from '../../design/notice.tsx'
import { Empty } from '../../design/states.tsx'
import type { Action } from '../../offline/action.ts'
import { useLine } from '../../offline/use-line.ts'
import type { Word } from '../../words/en.ts'
import { useFormats } from '../../words/format.ts'
import { told } from '../../words/told.ts'
import { useWords } from '../../words/words.ts'
import { useNames } from './use-names.ts'

interface Props {
  readonly actions: readonly Action[]
  readonly on_close: () => void
}

/** All that was pressed here and is not answered yet, in order. */
export function WaitingList({ actions, on_close }: Props) {
  const say = useWords()
  const { line } = useLine()
  return (
    <Dialog title={say('terminal.waiting')} on_close={on_close} is_wide>
      <div className="stack">
        {line.is_away && <Notice kind="warn">{say('terminal.waiting_why')}</Notice>}
        {line.needs_sign_in && <Notice kind="warn">{say('terminal.waiting_sign_in')}</Notice>}
        {actions.length === 0 ? (
          <Empty says={say('terminal.waiting_none')} />
        ) : (
          <ol className="waiting-list">
            {actions.map((action) => (
              <li key={action.key}>
                <WaitingAction action={action} />
              </li>
            ))}
          </ol>
        )}
      </div>
    </Dialog>
  )
}

/** The same of one operation, shortly. */
export function WaitingHere({ actions }: Pick<Props, 'actions'>) {
  const say = useWords()
  return (
    <section className="stack tight">
      <h2>{say('terminal.waiting')}</h2>
      <ol className="waiting-list">
        {actions.map((action) => (
          <li key={action.key}>
            <WaitingAction action={action} is_short />
          </li>
        ))}
      </ol>
    </section>
  )
}

const what_was_pressed = ({ verb, input }: Action): Word =>
  verb === 'operations.start' && input.kind === 'setup' ? 'terminal.start_setup' : `did.${verb}`

interface ActionProps {
  readonly action: Action
  readonly is_short?: boolean
}

function WaitingAction({ action, is_short = false }: ActionProps) {
  const say = useWords()
  const { moment, time, number } = useFormats()
  const name_of = useNames()
  const { waiting } = useLine()
  const { adds, refusal, pressed_at, tried_at, key } = action
  return (
    <div className="waiting-action">
      <div className="row">
        <div className="grow">
          <strong>{say(what_was_pressed(action))}</strong>
          {adds && (
            <span className="number">
              {adds.good !== 0 && ` ${say('terminal.n_good', { count: number(adds.good) })}`}
              {adds.scrap !== 0 && ` ${say('terminal.n_scrap', { count: number(adds.scrap) })}`}
            </span>
          )}
          {is_short ? (
            <span className="quiet number"> · {time(pressed_at)}</span>
          ) : (
            <p className="quiet">
              {action.place} · {name_of(action.by)} · <span className="number">{moment(pressed_at)}</span>
            </p>
          )}
        </div>
        {refusal === null && <Mark kind="warn" says={say('terminal.waits')} />}
        {/* What was on its way may have happened: only the server’s answer tells. */}
        {refusal === null && tried_at === null && <Button onClick={() => void waiting.discard(key)}>{say('terminal.throw_away')}</Button>}
      </div>
      {refusal !== null && <Refusal action={action} />}
    </div>
  )
}

/** Why not, and what one can do about it. */
export function Refusal({ action }: { readonly action: Action }) {
  const say = useWords()
  const { waiting } = useLine()
  const { refusal, key } = action
  if (refusal === null) return null
  return (
    <Notice kind="bad">
      <p>
        <strong>{say('terminal.refused', { what: say(what_was_pressed(action)) })}</strong> {told(new Refused(refusal))}
      </p>
      {refusal.errors.map(({ field, message }) => (
        <p key={field}>{message}</p>
      ))}
      <p className="quiet">{say('terminal.refused_what_to_do')}</p>
      <div className="row">
        <Button onClick={() => void waiting.retry(key)}>{say('terminal.send_again')}</Button>
        <Button kind="danger" onClick={() => void waiting.discard(key)}>
          {say('terminal.throw_away')}
        </Button>
      </div>
    </Notice>
  )
}

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Out } from '../../api/client.ts'
import { asking } from '../../api/queries.ts'
import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import type { Operation } from '../../offline/expected.ts'
import { useLine } from '../../offline/use-line.ts'
import { useFormats } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import { deed, usePress } from './press.ts'

type Report = Out<'quantity_reports.list'>['data'][number]

const most = 8
const whys = ['terminal.undo_pressed', 'terminal.undo_counted', 'terminal.undo_elsewhere'] as const

/** What was counted last, and the way to take it back. */
export function Reports({ operation }: { readonly operation: Operation }) {
  const say = useWords()
  const { line } = useLine()
  const { data } = useQuery(
    asking('quantity_reports.list', { operation_id: operation.id, counts: true, limit: most, expand: ['person', 'reason'] }),
  )
  const [undone, set_undone] = useState<Report | null>(null)
  const press = usePress(operation)
  const taken_back = new Set(line.actions.filter(({ verb }) => verb === 'quantity_reports.reverse').map(({ input }) => input.id))
  const reports = (data?.data ?? []).filter(({ id, claimed }) => !taken_back.has(id) && claimed === null)
  if (reports.length === 0) return null
  const undo = (why: (typeof whys)[number]) => {
    if (!undone) return
    const { id, good, scrap, rework } = undone
    press(deed('quantity_reports.reverse', { id, reason: say(why) }, { adds: { good: -good, scrap: -scrap, rework: -rework } }))
    set_undone(null)
  }
  return (
    <section className="stack tight">
      <h2>{say('terminal.counted')}</h2>
      <ul className="work-list">
        {reports.map((report) => (
          <li key={report.id} className="row">
            <Said report={report} />
            <Button onClick={() => set_undone(report)}>{say('terminal.undo')}</Button>
          </li>
        ))}
      </ul>
      {undone && (
        <Dialog title={say('terminal.undo_why')} on_close={() => set_undone(null)}>
          <div className="stack">
            <Said report={undone} />
            <ul className="big-choices one-column">
              {whys.map((why) => (
                <li key={why}>
                  <Button is_large onClick={() => undo(why)}>
                    {say(why)}
                  </Button>
                </li>
              ))}
            </ul>
          </div>
        </Dialog>
      )}
    </section>
  )
}

function Said({ report: { good, scrap, rework, mrb, person, reason, occurred_at } }: { readonly report: Report }) {
  const say = useWords()
  const { number, moment } = useFormats()
  const figures = [
    good !== 0 && say('terminal.n_good', { count: number(good) }),
    scrap !== 0 && say('terminal.n_scrap', { count: number(scrap) }),
    rework !== 0 && say('terminal.n_rework', { count: number(rework) }),
    mrb !== 0 && say('terminal.n_mrb', { count: number(mrb) }),
  ]
  return (
    <p className="grow">
      <strong className="number">{figures.filter(Boolean).join(', ')}</strong>
      {reason && ` · ${reason.description}`}
      <br />
      <span className="quiet number">
        {moment(occurred_at)}
        {person && ` · ${person.name}`}
      </span>
    </p>
  )
}

import { Suspense, useState } from 'react'
import { keep_workstation, kept_workstation } from '../../api/tablet.ts'
import { Loading } from '../../design/states.tsx'
import { ChooseWorkstation } from './choose-workstation.tsx'
import { Queue } from './queue.tsx'
import './terminal.css'

/** What is to be done at the workstation where this device stands. */
export function Terminal() {
  const [id, set_id] = useState(kept_workstation)
  const [is_choosing, set_choosing] = useState(false)
  const choose = (chosen: string) => {
    keep_workstation(chosen)
    set_id(chosen)
    set_choosing(false)
  }
  if (id === null || is_choosing)
    return <ChooseWorkstation chosen={id} on_choose={choose} {...(id === null ? {} : { on_cancel: () => set_choosing(false) })} />
  return (
    <Suspense fallback={<Loading />}>
      <Queue key={id} workstation_id={id} on_change={() => set_choosing(true)} />
    </Suspense>
  )
}

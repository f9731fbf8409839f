import { useEffect, useRef, useState } from 'react'
import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { Notice } from '../../design/notice.tsx'
import { useWords } from '../../words/words.ts'

/** Of the browser, where it has one. */
interface Detector {
  detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>
}
type DetectorClass = new (options: { formats: readonly string[] }) => Detector
const detector_class = (): DetectorClass | undefined => (window as { BarcodeDetector?: DetectorClass }).BarcodeDetector // not in the types of the DOM yet

const look_ms = 200

interface Props {
  readonly on_read: (text: string) => void
}

/** Not there where the browser cannot read codes, or lets nobody have the camera. */
export function ScanButton({ on_read }: Props) {
  const say = useWords()
  const [is_open, set_open] = useState(false)
  const Detects = detector_class()
  if (!Detects || !navigator.mediaDevices) return null
  return (
    <>
      <Button onClick={() => set_open(true)}>{say('terminal.scan')}</Button>
      {is_open && (
        <Camera
          detector={Detects}
          on_close={() => set_open(false)}
          on_read={(text) => {
            set_open(false)
            on_read(text)
          }}
        />
      )}
    </>
  )
}

function Camera({ detector: Detects, on_read, on_close }: Props & { readonly detector: DetectorClass; readonly on_close: () => void }) {
  const say = useWords()
  const video = useRef<HTMLVideoElement>(null)
  const [is_refused, set_refused] = useState(false)
  const read = useRef(on_read)
  read.current = on_read
  useEffect(() => {
    const detector = new Detects({ formats: ['qr_code', 'code_128'] })
    let stream: MediaStream | undefined
    let is_over = false
    const look = async (): Promise<void> => {
      if (is_over || !video.current) return
      const [code] = await detector.detect(video.current).catch(() => [])
      if (is_over) return
      if (code) read.current(code.rawValue)
      else setTimeout(look, look_ms)
    }
    const begin = async (): Promise<void> => {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } })
      if (is_over || !video.current) return end()
      video.current.srcObject = stream
      await video.current.play()
      await look()
    }
    const end = (): void => {
      is_over = true
      for (const track of stream?.getTracks() ?? []) track.stop()
    }
    begin().catch(() => set_refused(true))
    return end
  }, [Detects])
  return (
    <Dialog title={say('terminal.scan')} on_close={on_close}>
      <div className="stack">
        {is_refused ? (
          <Notice kind="bad">{say('terminal.scan_no_camera')}</Notice>
        ) : (
          <>
            <p>{say('terminal.scan_how')}</p>
            {/* Nothing is to be heard: it is what stands before the camera. */}
            <video ref={video} className="camera" muted playsInline />
          </>
        )}
      </div>
    </Dialog>
  )
}

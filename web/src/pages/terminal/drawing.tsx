import { GlobalWorkerOptions, getDocument, type PDFDocumentProxy } from 'pdfjs-dist'
import worker_url from 'pdfjs-dist/build/pdf.worker.min.mjs?url'
import { useEffect, useRef, useState } from 'react'
import { Button } from '../../design/button.tsx'
import { Notice } from '../../design/notice.tsx'
import { Loading } from '../../design/states.tsx'
import { useWords } from '../../words/words.ts'

GlobalWorkerOptions.workerSrc = worker_url

const [smallest, largest, step] = [0.5, 6, 1.4]

interface Props {
  readonly url: string
  readonly name: string
}

/** A PDF, page under page, in the page itself. */
export function Drawing({ url, name }: Props) {
  const say = useWords()
  const [pdf, set_pdf] = useState<PDFDocumentProxy | null>(null)
  const [is_broken, set_broken] = useState(false)
  const [zoom, set_zoom] = useState(1)
  useEffect(() => {
    const loading = getDocument({ url, useWasm: false, withCredentials: false })
    loading.promise.then(set_pdf, () => set_broken(true))
    return () => void loading.destroy()
  }, [url])
  const set = (wanted: number) => set_zoom(Math.min(largest, Math.max(smallest, wanted)))
  if (is_broken) return <Notice kind="bad">{say('terminal.drawing_broken')}</Notice>
  if (!pdf) return <Loading />
  return (
    <div className="drawing">
      <div className="row">
        <Button aria-label={say('terminal.smaller')} disabled={zoom <= smallest} onClick={() => set(zoom / step)}>
          <span aria-hidden="true">−</span>
        </Button>
        <Button aria-label={say('terminal.larger')} disabled={zoom >= largest} onClick={() => set(zoom * step)}>
          <span aria-hidden="true">+</span>
        </Button>
        <Button kind="bare" disabled={zoom === 1} onClick={() => set(1)}>
          {say('terminal.fit')}
        </Button>
        <span className="quiet number">{say('terminal.pages', { count: pdf.numPages })}</span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section className="pages" tabIndex={0} aria-label={name}>
        {Array.from({ length: pdf.numPages }, (_, at) => at + 1).map((number) => (
          <Page key={number} pdf={pdf} number={number} zoom={zoom} says={say('terminal.page_n', { number })} />
        ))}
      </section>
    </div>
  )
}

interface PageProps {
  readonly pdf: PDFDocumentProxy
  readonly number: number
  readonly zoom: number
  readonly says: string
}

function Page({ pdf, number, zoom, says }: PageProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    let is_over = false
    let rendering: { cancel(): void; promise: Promise<unknown> } | undefined
    const draw = async (): Promise<void> => {
      const page = await pdf.getPage(number)
      const onto = canvas.current
      const width = onto?.parentElement?.clientWidth
      if (is_over || !onto || !width) return
      const scale = (width / page.getViewport({ scale: 1 }).width) * zoom
      const sharp = page.getViewport({ scale: scale * window.devicePixelRatio })
      onto.width = sharp.width
      onto.height = sharp.height
      onto.style.width = `${sharp.width / window.devicePixelRatio}px`
      rendering = page.render({ canvas: onto, viewport: sharp })
      await rendering.promise.catch(() => undefined) // cancelled: another size is wanted
    }
    void draw()
    return () => {
      is_over = true
      rendering?.cancel()
    }
  }, [pdf, number, zoom])
  return <canvas ref={canvas} role="img" aria-label={says} />
}

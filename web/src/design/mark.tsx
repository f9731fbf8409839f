import './mark.css'

const signs = { plain: '○', running: '▶', good: '✓', warn: '▲', bad: '✕', held: '‖', off: '–' } as const

interface Props {
  readonly kind: keyof typeof signs
  readonly says: string
}

/** How something stands: by its word and its shape, and only then by its colour. */
export const Mark = ({ kind, says }: Props) => (
  <span className={`mark-of ${kind}`}>
    <span className="sign" aria-hidden="true">
      {signs[kind]}
    </span>
    {says}
  </span>
)

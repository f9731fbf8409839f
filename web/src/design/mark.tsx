import './mark.css'
import { Sign, type SignName } from './sign.tsx'

interface Props {
  readonly kind: Exclude<SignName, 'first' | 'stops'>
  readonly says: string
}

/** How something stands: by its word and its shape, and only then by its colour. */
export const Mark = ({ kind, says }: Props) => (
  <span className={`mark-of ${kind}`}>
    <Sign name={kind} />
    {says}
  </span>
)

import type { In } from '../../api/client.ts'
import { routes } from '../../api/routes.gen.ts'
import { Menu } from '../../design/menu.tsx'
import type { Word } from '../../words/en.ts'
import { spoken, useWords } from '../../words/words.ts'

interface Props {
  readonly part_id: string
  /** The number of the part, for those who hear the button rather than see where it stands. */
  readonly part_number: string
  /** Parts that are counted by their units have labels, too. */
  readonly has_units?: boolean
}

/** Everything on paper of one part. The server makes it; here is only where it lies. */
export function Print({ part_id, part_number, has_units = false }: Props) {
  const say = useWords()
  const papers = [...travellers(part_id), ...(has_units ? labels(part_id) : [])]
  return (
    <Menu button={say('paper.print')} label={say('paper.print_of', { what: part_number })}>
      {(close) =>
        papers.map(({ word, url }) => (
          <a key={word} className="button bare" href={url} target="_blank" rel="noopener" title={say('paper.new_tab')} onClick={close}>
            {say(word)}
          </a>
        ))
      }
    </Menu>
  )
}

interface Paper {
  readonly word: Word
  readonly url: string
}

const travellers = (id: string): Paper[] => [
  { word: 'paper.traveller_a4', url: traveller_url({ id, size: 'a4', language: spoken() }) },
  { word: 'paper.traveller_letter', url: traveller_url({ id, size: 'letter', language: spoken() }) },
]

const labels = (part_id: string): Paper[] => [
  { word: 'paper.labels_roll', url: labels_url({ part_id }) },
  { word: 'paper.labels_a4', url: labels_url({ part_id, size: 'a4' }) },
  { word: 'paper.labels_letter', url: labels_url({ part_id, size: 'letter' }) },
  { word: 'paper.labels_zpl', url: labels_url({ part_id, format: 'zpl' }) },
]

export function traveller_url({ id, ...rest }: In<'parts.traveller'>): string {
  const [, path] = routes['parts.traveller']
  return path.replace('{id}', encodeURIComponent(id)) + query_of(rest)
}

export const labels_url = (given: In<'unit_labels.print'>): string => routes['unit_labels.print'][1] + query_of(given)

function query_of(given: object): string {
  const said = Object.entries(given).filter(([, value]) => value !== undefined)
  return `?${new URLSearchParams(said.map(([name, value]) => [name, String(value)]))}`
}

import type { ReactNode } from 'react'
import './table.css'

export interface Column<Row> {
  /** Its heading; without words for a column of buttons, give `says`. */
  readonly head: string
  readonly cell: (row: Row) => ReactNode
  /** `number` stands to the right, `act` holds buttons and its heading is not seen. */
  readonly kind?: 'text' | 'number' | 'act'
}

interface Props<Row> {
  readonly caption: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly key_of: (row: Row) => string
  /** Drawn quietly: switched off, done with. */
  readonly is_quiet?: (row: Row) => boolean
}

/** Rows and columns; on a phone each row stands under the other with its headings beside it. */
export function Table<Row>({ caption, columns, rows, key_of, is_quiet }: Props<Row>) {
  return (
    <table className="table">
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ head, kind = 'text' }) => (
            <th key={head} scope="col" className={kind}>
              <span className={kind === 'act' ? 'visually-hidden' : undefined}>{head}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={key_of(row)} className={is_quiet?.(row) ? 'quiet' : undefined}>
            {columns.map(({ head, cell, kind = 'text' }) => (
              <td key={head} className={kind} data-head={kind === 'act' ? undefined : head}>
                <div>{cell(row)}</div>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

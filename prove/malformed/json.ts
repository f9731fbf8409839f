/** What JSON.stringify would never write: a number beyond all numbers, a member twice. */
export class Raw {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

/** Members in order; the same name may come again. */
export class Members {
  readonly list: readonly (readonly [string, unknown])[]
  constructor(list: readonly (readonly [string, unknown])[]) {
    this.list = list
  }
}

export function write_json(value: unknown): string {
  if (value instanceof Raw) return value.text
  if (value instanceof Members) return `{${value.list.map(([name, inner]) => `${JSON.stringify(name)}:${write_json(inner)}`).join(',')}}`
  if (Array.isArray(value)) return `[${value.map(write_json).join(',')}]`
  if (value !== null && typeof value === 'object') return write_json(new Members(Object.entries(value)))
  return JSON.stringify(value) ?? 'null'
}

/** Deeper than anybody means, without a recursion of our own. */
export const deep = (open: string, inner: string, close: string, levels: number): Raw =>
  new Raw(open.repeat(levels) + inner + close.repeat(levels))

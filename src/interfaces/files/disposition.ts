const not_plain = /[^A-Za-z0-9 ._()+-]/g

/** A plain name for old clients, the true one for others, neither with a path. */
function named(name: string): string {
  const base = name.split(/[/\\]/).at(-1)?.trim() || 'file'
  const encoded = encodeURIComponent(base).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
  return `filename="${base.replace(not_plain, '_')}"; filename*=UTF-8''${encoded}`
}

/** `Content-Disposition` that saves and never shows: what others have brought in. */
export const attachment = (name: string): string => `attachment; ${named(name)}`

/** What the program itself has made may be shown at once. A job number with a slash in it is no folder. */
export const inline = (name: string): string => `inline; ${named(name.replaceAll(/[/\\]/g, '-'))}`

const not_plain = /[^A-Za-z0-9 ._()+-]/g

/** `Content-Disposition` that saves and never shows: a plain name for old clients, the true one for others, neither with a path. */
export function attachment(name: string): string {
  const base = name.split(/[/\\]/).at(-1)?.trim() || 'file'
  const encoded = encodeURIComponent(base).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
  return `attachment; filename="${base.replace(not_plain, '_')}"; filename*=UTF-8''${encoded}`
}

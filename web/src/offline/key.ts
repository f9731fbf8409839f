/** A key of its own for everything that is pressed. `crypto.randomUUID` is there over https only; a shop's own network often has none. */
export function new_key(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

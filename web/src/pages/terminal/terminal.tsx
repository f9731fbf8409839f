export function Terminal() {
  return <h1>Terminal</h1>
}

export function NewJob() {
  return <h1>NewJob</h1>
}

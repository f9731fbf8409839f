import { Link } from '@tanstack/react-router'
import { useWords } from '../words/words.ts'

export function NothingHere() {
  const say = useWords()
  return (
    <main className="middle">
      <div className="empty">
        <h1>{say('app.nothing_here')}</h1>
        <Link className="button" to="/">
          {say('app.to_start')}
        </Link>
      </div>
    </main>
  )
}

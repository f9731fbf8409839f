// The service worker: keeps the app's own files, and nothing of the server's answers. The build fills in the two lines below.
const version = 'VERSION'
const files = ['FILES']

const store = `gemba ${version}`
const pages = /^\/($|terminal|jobs|setup|sign-in)/

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(store).then((cache) => cache.addAll(files)))
  self.skipWaiting()
})

self.addEventListener('activate', (event) => {
  const forget = async () => {
    const names = await caches.keys()
    await Promise.all(names.filter((name) => name.startsWith('gemba ') && name !== store).map((name) => caches.delete(name)))
    await self.clients.claim()
  }
  event.waitUntil(forget())
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin) return
  // Names of assets change with their content: what is kept is right.
  if (pathname.startsWith('/assets/')) event.respondWith(kept_first(request))
  else if (request.mode === 'navigate' && pages.test(pathname)) event.respondWith(newest_first(request))
})

async function kept_first(request) {
  const kept = await caches.match(request)
  if (kept) return kept
  const answer = await fetch(request)
  if (answer.ok) await (await caches.open(store)).put(request, answer.clone())
  return answer
}

/** Every page of the app is the same file. A server that does not answer in time is as good as none. */
async function newest_first(request) {
  const kept = await caches.match('/')
  try {
    const answer = await fetch(request, kept ? { signal: AbortSignal.timeout(4000) } : {})
    return answer.status >= 500 && kept ? kept : answer
  } catch (error) {
    if (kept) return kept
    throw error
  }
}

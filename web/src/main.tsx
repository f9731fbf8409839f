import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Refused } from './api/client.ts'
import './design/tokens.css'
import './design/base.css'
import './design/shell.css'
import { keep_app } from './offline/keep-app.ts'
import { line_of_device } from './offline/sending.ts'
import { recall, remember } from './offline/what-was-known.ts'
import { make_router } from './router.tsx'

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (times, error) => !(error instanceof Refused) && times < 2,
      // A shop's server may be there without the internet: only asking tells.
      networkMode: 'always',
      refetchOnReconnect: true,
    },
  },
})
const root = document.getElementById('app')
if (!root) throw new Error('index.html has no place for the app')
keep_app()
await recall(queries)
remember(queries)
void line_of_device(queries)
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <RouterProvider router={make_router(queries)} />
    </QueryClientProvider>
  </StrictMode>,
)

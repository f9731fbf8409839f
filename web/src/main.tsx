import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Refused } from './api/client.ts'
import './design/tokens.css'
import './design/base.css'
import './design/shell.css'
import { make_router } from './router.tsx'

const queries = new QueryClient({
  defaultOptions: { queries: { staleTime: 15_000, retry: (times, error) => !(error instanceof Refused) && times < 2 } },
})
const root = document.getElementById('app')
if (!root) throw new Error('index.html has no place for the app')
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <RouterProvider router={make_router(queries)} />
    </QueryClientProvider>
  </StrictMode>,
)

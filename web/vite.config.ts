import { defineConfig } from 'vite'
import { kept_files } from './kept-files.ts'

export default defineConfig({
  logLevel: 'error',
  plugins: [kept_files()],
  build: { outDir: '../dist/web', emptyOutDir: true, target: 'es2023', sourcemap: false, reportCompressedSize: false },
  server: { proxy: Object.fromEntries(['/v1', '/session', '/tablet'].map((path) => [path, 'http://127.0.0.1:3000'])) },
})

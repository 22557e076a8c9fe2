import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { slimContracts } from './build/slim-contracts.ts'

/** Built by `tools/build-faces.ts`. `npx vite apps/admin` serves it with hot reload against a shop on port 3000. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/admin/',
  plugins: [slimContracts(), react()],
  build: { outDir: 'dist', emptyOutDir: true, target: 'es2023', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  server: { proxy: { '/api': 'http://localhost:3000', '/media': 'http://localhost:3000' } },
})

import '@mantine/core/styles.css'
import '@mantine/dropzone/styles.css'
import '@mantine/notifications/styles.css'
import '@mantine/spotlight/styles.css'
import '#ui/fonts.css'
import '#admin/app/theme.css'
import { createRoot } from 'react-dom/client'
import { App } from '#admin/app/app.tsx'

const root = document.getElementById('root')
if (!root) throw new Error('The page has no element #root.')
createRoot(root).render(<App />)

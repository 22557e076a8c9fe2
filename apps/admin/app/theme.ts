import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core'

/** Petrol and warm stone. Every pair that carries text was chosen for a contrast of 4.5:1 or more (WCAG 2.2 AA, 1.4.3). */
const petrol: MantineColorsTuple = [
  '#eff7f7',
  '#dbecec',
  '#b5d9d9',
  '#8cc5c6',
  '#5eaeb1',
  '#378b8f',
  '#1e7075',
  '#115c61',
  '#0c4a4e',
  '#08393c',
]
const stone: MantineColorsTuple = [
  '#faf9f7',
  '#f4f2ee',
  '#eae7e1',
  '#dbd7cf',
  '#c2bdb3',
  '#989287',
  '#716b62',
  '#57524b',
  '#3b3833',
  '#24221f',
]
const night: MantineColorsTuple = [
  '#ecebe8',
  '#cbc9c5',
  '#a9a6a1',
  '#7f7b75',
  '#3b3936',
  '#302e2b',
  '#242321',
  '#1a1918',
  '#131211',
  '#0c0b0b',
]

const SYSTEM = "Inter, ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', sans-serif"

export const theme = createTheme({
  primaryColor: 'petrol',
  primaryShade: { light: 7, dark: 4 },
  autoContrast: true,
  luminanceThreshold: 0.3,
  colors: { petrol, gray: stone, dark: night },
  black: '#24221f',
  cursorType: 'pointer',
  defaultRadius: 'md',
  fontFamily: SYSTEM,
  fontFamilyMonospace: "ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace",
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  headings: {
    fontFamily: SYSTEM,
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.375rem', lineHeight: '1.3' },
      h2: { fontSize: '0.9375rem', lineHeight: '1.4' },
      h3: { fontSize: '0.875rem', lineHeight: '1.4' },
    },
  },
  components: {
    Button: { defaultProps: { size: 'sm' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 'lg' } },
    Card: { defaultProps: { withBorder: true, padding: 'lg' } },
    Modal: { defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.4 } } },
    Menu: { defaultProps: { shadow: 'md', position: 'bottom-end' } },
    Tooltip: { defaultProps: { withArrow: true, openDelay: 300 } },
    Table: { defaultProps: { verticalSpacing: 'sm', horizontalSpacing: 'md' } },
    Skeleton: { defaultProps: { radius: 'sm' } },
  },
})

/** Mantine's own secondary colours are too light on our grounds. */
export const resolveVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-dimmed': '#645f57',
    '--mantine-color-placeholder': '#716b62',
    '--mantine-color-anchor': petrol[7],
    '--mantine-color-error': '#b3261e',
    '--mantine-color-default-border': '#dbd7cf',
    '--mantine-color-petrol-light': petrol[0],
    '--mantine-color-petrol-light-hover': petrol[1],
    '--mantine-color-petrol-light-color': petrol[8],
    '--mantine-color-red-light-color': '#9b1c15',
    '--mantine-color-yellow-light-color': '#6b4300',
    '--mantine-color-green-light-color': '#14572c',
    '--mantine-color-gray-light-color': stone[8],
    '--mantine-color-red-outline': '#b3261e',
    '--mantine-color-red-filled': '#b3261e',
    '--mantine-color-red-filled-hover': '#8f1d17',
  },
  dark: {
    '--mantine-color-dimmed': '#a9a6a1',
    '--mantine-color-placeholder': '#928e88',
    '--mantine-color-anchor': petrol[3],
    '--mantine-color-error': '#ff9b91',
    '--mantine-color-default': '#242321',
    '--mantine-color-petrol-light-color': petrol[2],
    '--mantine-color-red-light-color': '#ffb1a9',
    '--mantine-color-yellow-light-color': '#f5cf82',
    '--mantine-color-green-light-color': '#9fdcb2',
    '--mantine-color-gray-light-color': '#dedcd8',
    '--mantine-color-red-outline': '#ff9b91',
    '--mantine-color-red-filled': '#c5362c',
    '--mantine-color-red-filled-hover': '#a92c24',
  },
})

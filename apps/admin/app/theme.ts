import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core'

/**
 * The colours and the font of `ui/tokens.css`, written out because Mantine wants scales and because light and dark can be switched by hand here.
 * Every pair that carries text has a contrast of 4.5:1 or more (WCAG 2.2 AA, 1.4.3).
 */
const leaf: MantineColorsTuple = [
  '#eef8f3',
  '#e0f0e9',
  '#bfe3d4',
  '#97e6ca',
  '#74d8b4',
  '#3fae89',
  '#1d8767',
  '#0e6650',
  '#0a4f3e',
  '#073a2e',
]
const ash: MantineColorsTuple = [
  '#fbfcfa',
  '#f1f4ef',
  '#e7ece6',
  '#dde3dc',
  '#c3ccc4',
  '#84908a',
  '#68736d',
  '#55605a',
  '#37413b',
  '#16201b',
]
const night: MantineColorsTuple = [
  '#ecf1ed',
  '#c9d2cc',
  '#a3b0a8',
  '#7d8a82',
  '#38433d',
  '#2b3530',
  '#1c2420',
  '#171d1a',
  '#0f1412',
  '#0a0e0c',
]

const FONT = "Figtree, 'Figtree-like Arial', 'Figtree-like DejaVu', system-ui, sans-serif"

/** The accent is dark on light grounds and light on dark ones, so what stands on it changes with the scheme. */
const ON_ACCENT = 'var(--souk-on-accent)'

const resolveVariant: VariantColorsResolver = (input) => {
  const colours = defaultVariantColorsResolver(input)
  const isAccent = input.color === undefined || input.color === 'leaf'
  return input.variant === 'filled' && isAccent ? { ...colours, color: ON_ACCENT } : colours
}

export const theme = createTheme({
  primaryColor: 'leaf',
  primaryShade: { light: 7, dark: 4 },
  variantColorResolver: resolveVariant,
  colors: { leaf, gray: ash, dark: night },
  black: '#16201b',
  cursorType: 'pointer',
  defaultRadius: 'md',
  fontFamily: FONT,
  fontFamilyMonospace: "ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace",
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  headings: {
    fontFamily: FONT,
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.375rem', lineHeight: '1.3' },
      h2: { fontSize: '0.9375rem', lineHeight: '1.4' },
      h3: { fontSize: '0.875rem', lineHeight: '1.4' },
    },
  },
  components: {
    Button: { defaultProps: { size: 'sm' } },
    Checkbox: { defaultProps: { iconColor: ON_ACCENT } },
    Radio: { defaultProps: { iconColor: ON_ACCENT } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 'lg' } },
    Card: { defaultProps: { withBorder: true, padding: 'lg' } },
    Modal: {
      defaultProps: {
        centered: true,
        overlayProps: { backgroundOpacity: 0.4 },
        attributes: { header: { role: 'presentation' } }, // else the page would have two banners
      },
    },
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': 'Dismiss' } } },
    Menu: { defaultProps: { shadow: 'md', position: 'bottom-end', withInitialFocusPlaceholder: false } }, // a menu may hold nothing but its items
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
    '--mantine-color-dimmed': '#55605a',
    '--mantine-color-placeholder': '#68736d',
    '--mantine-color-anchor': leaf[7],
    '--mantine-color-error': '#ab2a20',
    '--mantine-color-default-border': '#c3ccc4',
    '--mantine-color-leaf-light': leaf[1],
    '--mantine-color-leaf-light-hover': leaf[2],
    '--mantine-color-leaf-light-color': leaf[8],
    '--mantine-color-red-light': '#fdebe8',
    '--mantine-color-red-light-hover': '#fbdcd7',
    '--mantine-color-red-light-color': '#96231a',
    '--mantine-color-yellow-light': '#fdf4de',
    '--mantine-color-yellow-light-color': '#6d4c00',
    '--mantine-color-gray-light': '#eaeee8',
    '--mantine-color-gray-light-color': ash[8],
    '--mantine-color-red-filled': '#ab2a20',
    '--mantine-color-red-filled-hover': '#8c2018',
  },
  dark: {
    '--mantine-color-dimmed': '#a3b0a8',
    '--mantine-color-placeholder': '#8b988f',
    '--mantine-color-anchor': leaf[4],
    '--mantine-color-error': '#ffa79d',
    '--mantine-color-default': '#1c2420',
    '--mantine-color-leaf-light': '#163429',
    '--mantine-color-leaf-light-hover': '#1c4135',
    '--mantine-color-leaf-light-color': leaf[3],
    '--mantine-color-red-light': '#3b1b18',
    '--mantine-color-red-light-hover': '#4a221e',
    '--mantine-color-red-light-color': '#ffb5ac',
    '--mantine-color-yellow-light': '#332a12',
    '--mantine-color-yellow-light-color': '#f3d180',
    '--mantine-color-gray-light': '#262f2a',
    '--mantine-color-gray-light-color': '#d5ddd7',
    '--mantine-color-red-filled': '#c23a2f',
    '--mantine-color-red-filled-hover': '#a83027',
  },
})

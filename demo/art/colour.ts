/**
 * Colours that are lightened, darkened and mixed in OKLab, so that a step looks like the same step in every hue.
 * Matrices: Björn Ottosson, "A perceptual color space for image processing" (2020).
 */
type Three = [number, number, number]

const toLinear = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
const toGamma = (value: number) => (value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055)
export const clamp = (value: number, low = 0, high = 1) => Math.min(high, Math.max(low, value))

const toLab = (hex: string): Three => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => toLinear(Number.parseInt(hex.slice(at, at + 2), 16) / 255))
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ]
}

const toHex = ([lightness, a, b]: Three): string => {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  const rgb = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ]
  const byte = (value: number) => Math.round(clamp(toGamma(clamp(value))) * 255)
  return `#${rgb.map((value) => byte(value).toString(16).padStart(2, '0')).join('')}`
}

/** `share` 0 is `from`, 1 is `to`. */
export const mix = (from: string, to: string, share: number): string => {
  const [l, a, b] = toLab(from)
  const [l2, a2, b2] = toLab(to)
  return toHex([l + (l2 - l) * share, a + (a2 - a) * share, b + (b2 - b) * share])
}

/** A lighter (above 0) or darker (below 0) tone. Shadows keep their colour and turn a little cooler, lights warmer, as by daylight from a window. */
export const tone = (hex: string, step: number): string => {
  const [lightness, a, b] = toLab(hex)
  const goal = step > 0 ? lightness + (0.985 - lightness) * step : lightness * (1 + step)
  const chroma = step > 0 ? 1 - step * 0.55 : 1 + step * 0.3
  return toHex([goal, a * chroma, b * chroma + step * 0.012])
}

/** The stops of a gradient in one colour, as one line of text: where, and which {@link tone}: `0 0.2, 0.5 0, 1 -0.2`. */
export const tones = (hex: string, steps: string): Array<[at: number, colour: string]> =>
  steps.split(', ').map((stop) => {
    const [at = 0, step = 0] = stop.split(' ').map(Number)
    return [at, step === 0 ? hex : tone(hex, step)]
  })

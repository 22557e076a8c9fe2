/** The scene at the top of the home page: things of the shop on an oak table, in the light of late afternoon. */

import { lantern } from './candles.ts'
import { tone, tones } from './colour.ts'
import { kettle } from './cookware.ts'
import { mug } from './cups.ts'
import { blanket } from './folded.ts'
import { tableLamp } from './lamps.ts'
import { colours } from './palette.ts'
import { grain, soft } from './soft.ts'
import { FLOOR, studio } from './studio.ts'
import { blurred, group, linear, path } from './svg.ts'
import { budVase, tallVase } from './vases.ts'

export const HERO = {
  width: 1600,
  height: 900,
  widths: [800, 1600],
  alt: {
    en: 'A kettle, a mug, a lit lamp, a blanket, vases and a lantern on an oak table',
    de: 'Ein Kessel, ein Becher, eine leuchtende Lampe, eine Decke, Vasen und eine Laterne auf einem Eichentisch',
  },
}

const TABLE = 640

const table = (): string => {
  const top = `M-240 ${TABLE}H1840V846H-240z`
  const front = 'M-240 846H1840V960H-240z'
  const oak = '#d9b384'
  return [
    blurred(path(`M-240 ${TABLE - 14}H1840v30H-240z`, { fill: '#5b4636', opacity: 0.3 }), 12),
    path(top, { fill: linear(tones(oak, '0 -0.1, 0.25 0.06, 1 0.22'), 90) }),
    grain(top, oak, { strength: 0.2, seed: 14 }),
    soft(front, tone(oak, -0.22), { edge: 12, contrast: 0.7, over: grain(front, oak, { strength: 0.26, seed: 6 }) }),
    path('M-240 846H1840v6H-240z', { fill: tone(oak, 0.5), opacity: 0.8 }),
  ].join('')
}

/** Puts a thing drawn for a picture of its own on the table: `x` is its middle, `y` its foot. */
const put = (drawing: string, [x, y]: [number, number], size: number): string =>
  group(`translate(${x} ${y}) scale(${size}) translate(-540 ${-FLOOR})`, drawing)

export const hero = (): string =>
  studio(
    'blush',
    [
      table(),
      put(tallVase(), [1424, 712], 0.62),
      put(tableLamp(colours.fjord), [1046, 722], 0.66),
      put(budVase(colours.ochre, ''), [1262, 744], 0.3),
      put(kettle(colours.sage), [742, 764], 0.54),
      put(blanket(colours.rust, { x: 540, y: FLOOR, w: 680, layers: 2 }), [1330, 808], 0.42),
      put(mug(colours.indigo), [520, 800], 0.32),
      put(lantern(), [300, 776], 0.4),
    ],
    { width: HERO.width, height: HERO.height, horizon: TABLE, zoom: 1 },
  )

import { tone, tones } from './colour.ts'
import { colours } from './palette.ts'
import { grain, nap, soft, specks, tube, weave, wood } from './soft.ts'
import { boxShadow, FLOOR, flatness, shadowOf } from './studio.ts'
import { blurred, clipped, ellipsePath, linear, n, type Point, pairs, path, polygon, roundRect } from './svg.ts'
import { silhouette, turned } from './turned.ts'

export const bottle = (colour: string): string => {
  const at: Point = [540, FLOOR]
  const [x, y] = at
  const beech = { colour: colours.beech, gloss: 0.3 }
  const cap = pairs('0 92, 0 92, 6 98, 96 98, 108 90, 112 80')
  const steel = { colour: colours.steel, gloss: 0.8, is_metal: true }
  const capAt: Point = [x, y - 672]
  return [
    shadowOf(at, 146, 600),
    turned({
      at,
      surface: steel,
      bands: [[18, { colour, gloss: 0.25 }]],
      profile: pairs('0 138, 0 138, 6 146, 18 148, 18 148, 24 152, 480 152, 560 138, 614 96, 640 88, 650 88'),
    }),
    turned({ at: [x, y - 646], surface: steel, profile: pairs('0 86, 0 86, 24 86, 28 84') }),
    turned({
      at: capAt,
      surface: beech,
      profile: cap,
      over: grain(silhouette({ at: capAt, profile: cap, surface: beech }), colours.beech, { is_upright: true, strength: 0.5 }),
    }),
    tube(`M${x - 60} ${y - 776}C${x - 60} ${y - 870} ${x + 60} ${y - 870} ${x + 60} ${y - 776}`, 22, {
      colour: colours.leather,
      gloss: 0.2,
    }),
  ].join('')
}

export const travelCup = (colour: string): string => {
  const at: Point = [540, FLOOR]
  const [x, y] = at
  const glaze = { colour, gloss: 0.5 }
  const cork = { colour: colours.cork, gloss: 0.02 }
  const profile = pairs('0 138, 0 138, 8 146, 150 164, 150 164, 152 174, 152 174, 340 199, 340 199, 342 189, 342 189, 480 206, 500 208')
  const outline = silhouette({ at, profile, surface: glaze })
  const sleeve = `M0 ${y - 400}H1080V${y - 100}H0z`
  const arc = (height: number) => (199 - (340 - height) * 0.133) * flatness(y - height)
  const sleeveBand = `M${x - 200} ${y - 340}A200 ${n(arc(340))} 0 0 0 ${x + 200} ${y - 340}V${y - 152}A200 ${n(arc(152))} 0 0 1 ${x - 200} ${y - 152}z`
  const lid = { colour: tone(colours.charcoal, 0.08), gloss: 0.2 }
  return [
    shadowOf(at, 150, 480),
    turned({
      at,
      profile,
      surface: glaze,
      bands: [
        [151, cork],
        [341, glaze],
      ],
      over: specks(outline, colour, 0.2) + clipped(sleeveBand, specks(sleeve, '#8a6236', 0.7) + nap(sleeve, colours.cork, 0.4)),
    }),
    turned({ at: [x, y - 492], surface: lid, profile: pairs('0 214, 0 214, 6 222, 36 222, 46 214, 60 196, 66 190') }),
    path(ellipsePath(x, y - 558, [176, 17]), { fill: linear(tones(lid.colour, '0 -0.3, 1 0.12')) }),
    path(ellipsePath(x - 96, y - 553, [34, 5]), { fill: '#161414' }),
    soft(roundRect(x + 10, y - 580, { w: 110, h: 26, r: 10 }), tone(lid.colour, 0.06), { edge: 8 }),
  ].join('')
}

export const lunchBox = (): string => {
  const y = FLOOR
  const box = `M190 ${y - 250}H890V${y - 60}Q890 ${y} 830 ${y}H250Q190 ${y} 190 ${y - 60}z`
  const lidFront = roundRect(172, y - 300, { w: 736, h: 58, r: 14 })
  const lidTop = polygon([
    [178, y - 296],
    [232, y - 378],
    [848, y - 378],
    [902, y - 296],
  ])
  const steel = linear([
    [0, '#8f9497'],
    [0.12, '#d4d8d9'],
    [0.3, '#b9bec0'],
    [0.55, '#a4a9ac'],
    [0.8, '#7f8588'],
    [0.95, '#a9aeb0'],
    [1, '#878c8f'],
  ])
  const band = (d: string) => soft(d, colours.forest, { edge: 8, over: weave(d, colours.forest, 0.7) })
  return [
    boxShadow({ x: 196, y, w: 690, h: 300 }),
    soft(box, colours.steel, { edge: 30, contrast: 1.1, over: path(box, { fill: steel, opacity: 0.85 }) + nap(box, colours.steel, 0.12) }),
    blurred(path(`M196 ${y - 236}H884`, { stroke: '#23282b', width: 16, opacity: 0.5 }), 8),
    wood(lidTop, tone(colours.beech, 0.16), { edge: 6, strength: 0.5 }),
    wood(lidFront, colours.beech, { edge: 9, strength: 0.5, seed: 6 }),
    blurred(
      path(`M690 ${y - 372}L712 ${y - 300}V${y}h64V${y - 300}L742 ${y - 372}z`, { fill: '#201a16', opacity: 0.35, turn: 'translate(9 3)' }),
      6,
    ),
    band(`M684 ${n(y - 380)}h54l30 ${84}h-62z`),
    band(`M706 ${y - 298}h62V${y + 2}h-62z`),
  ].join('')
}

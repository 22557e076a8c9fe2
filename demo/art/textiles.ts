import { tone } from './colour.ts'
import { rolled } from './folded.ts'
import { colours } from './palette.ts'
import { nap, soft, stitches, tube, weave, wood } from './soft.ts'
import { dropShadow, FLOOR } from './studio.ts'
import { blurred, clipped, ellipsePath, faded, group, n, type Point, pairs, path, roundRect, tiled } from './svg.ts'
import { turned } from './turned.ts'

const cushion = ([x, y]: Point, size: number, [colour, turn]: [string, number]): string => {
  const s = size / 2
  const d = `M${x - s} ${y - s}C${x - s * 0.4} ${y - s * 0.86} ${x + s * 0.4} ${y - s * 0.86} ${x + s} ${y - s}C${x + s * 0.88} ${y - s * 0.4} ${x + s * 0.88} ${y + s * 0.4} ${x + s} ${y + s}C${x + s * 0.4} ${y + s * 0.9} ${x - s * 0.4} ${y + s * 0.9} ${x - s} ${y + s}C${x - s * 0.88} ${y + s * 0.4} ${x - s * 0.88} ${y - s * 0.4} ${x - s} ${y - s}z`
  const crease = (from: Point, to: Point) =>
    blurred(
      path(
        `M${x + from[0] * s} ${y + from[1] * s}Q${x + (from[0] + to[0]) * s * 0.44} ${y + (from[1] + to[1]) * s * 0.56} ${x + to[0] * s} ${y + to[1] * s}`,
        { stroke: tone(colour, -0.45), width: size * 0.022, opacity: 0.4 },
      ),
      size * 0.014,
    )
  const light = (from: Point, to: Point) => {
    const d = `M${x + from[0] * s + 9} ${y + from[1] * s + 7}L${x + to[0] * s} ${y + to[1] * s}`
    return blurred(path(d, { stroke: tone(colour, 0.6), width: size * 0.016, opacity: 0.4 }), size * 0.012)
  }
  const folds = [
    '-0.94 -0.94, -0.46 -0.5',
    '0.94 -0.94, 0.52 -0.42',
    '-0.92 0.92, -0.5 0.4',
    '0.93 0.93, 0.42 0.52',
    '-0.9 -0.6, -0.58 -0.42',
    '0.88 0.6, 0.6 0.36',
  ].map((text) => {
    const [from = [0, 0], to = [0, 0]] = pairs(text)
    return crease(from, to) + light(from, to)
  })
  return group(
    `rotate(${turn} ${x} ${y})`,
    soft(d, colour, {
      edge: size * 0.11,
      contrast: 0.95,
      over: weave(d, colour, 0.32) + folds.join(''),
    }),
    path(d, { stroke: tone(colour, -0.22), width: 3, opacity: 0.5 }),
  )
}

export const cushions = (front: string, behind?: string): string =>
  [
    blurred(path(ellipsePath(640, FLOOR + 6, [370, 46]), { fill: 'currentColor', opacity: 0.34 }), 26),
    blurred(path(ellipsePath(550, FLOOR + 4, [300, 20]), { fill: 'currentColor', opacity: 0.5 }), 8),
    behind ? cushion([410, FLOOR - 318], 580, [behind, -9]) : '',
    cushion([behind ? 600 : 540, FLOOR - (behind ? 262 : 296)], behind ? 540 : 610, [front, behind ? 5 : -4]),
  ].join('')

const rail = (y: number): string => {
  const bar = roundRect(150, y - 40, { w: 780, h: 80, r: 18 })
  return dropShadow(bar, 18) + wood(bar, colours.oak, { edge: 10, strength: 0.5 })
}

const peg = (x: number, y: number): string =>
  blurred(path(ellipsePath(x + 26, y + 30, [30, 30]), { fill: 'currentColor', opacity: 0.45 }), 10) +
  soft(ellipsePath(x, y, [30, 30]), colours.oak, { edge: 13, contrast: 1.2 }) +
  path(ellipsePath(x - 8, y - 9, [9, 8]), { fill: tone(colours.oak, 0.6), opacity: 0.7 })

/** The soft lights and darks of hanging cloth: `weights` over the width of the hem, from left to right, dark below 0. */
const drapes = ([x, y]: Point, { drop, weights, colour }: { drop: number; weights: string; colour: string }): string =>
  pairs(weights)
    .map(([dx, weight]) => {
      const d = `M${x} ${y}C${n(x + dx * 0.2)} ${n(y + drop * 0.35)} ${x + dx} ${n(y + drop * 0.6)} ${x + dx} ${y + drop}`
      return blurred(path(d, { stroke: tone(colour, weight < 0 ? -0.5 : 0.7), width: 26, opacity: Math.abs(weight) }), 13)
    })
    .join('')

export const teaTowel = (): string => {
  const [x, y] = [540, 330]
  const linen = '#efe6d4'
  const d = `M${x - 16} ${y - 4}C${x - 60} ${y + 80} ${x - 196} ${y + 160} ${x - 206} ${y + 330}C${x - 212} ${y + 480} ${x - 206} ${y + 600} ${x - 214} ${y + 700}C${x - 160} ${y + 730} ${x - 130} ${y + 692} ${x - 84} ${y + 706}C${x - 40} ${y + 730} ${x - 10} ${y + 742} ${x + 34} ${y + 712}C${x + 80} ${y + 690} ${x + 116} ${y + 716} ${x + 150} ${y + 720}C${x + 180} ${y + 722} ${x + 196} ${y + 700} ${x + 208} ${y + 690}C${x + 200} ${y + 560} ${x + 210} ${y + 440} ${x + 198} ${y + 320}C${x + 186} ${y + 160} ${x + 60} ${y + 90} ${x + 16} ${y - 4}z`
  const stripe = (share: number, width: number) =>
    path(`M${x + share * 10} ${y}C${x + share * 60} ${y + 130} ${x + share * 206} ${y + 200} ${x + share * 202} ${y + 340}V${y + 760}`, {
      stroke: '#3f5d7d',
      width,
      opacity: 0.85,
    })
  return [
    rail(y - 20),
    peg(300, y - 26),
    peg(780, y - 26),
    dropShadow(d, 30),
    soft(d, linen, {
      edge: 26,
      contrast: 0.75,
      over:
        [-0.82, -0.72, 0.72, 0.82].map((share, index) => stripe(share, index % 3 ? 7 : 16)).join('') +
        path(`M${x - 260} ${y + 600}Q${x} ${y + 640} ${x + 260} ${y + 592}M${x - 260} ${y + 624}Q${x} ${y + 664} ${x + 260} ${y + 616}`, {
          stroke: '#3f5d7d',
          width: 9,
          opacity: 0.85,
        }) +
        weave(d, linen, 0.5) +
        drapes([x, y], { drop: 715, weights: '-150 -0.26, -110 0.5, -40 -0.3, 10 0.5, 90 -0.3, 140 0.4, 186 -0.25', colour: linen }),
    }),
    tube(`M${x - 12} ${y}Q${x} ${y - 50} ${x + 12} ${y}`, 10, { colour: '#3f5d7d', gloss: 0.1 }),
    peg(x, y - 26),
  ].join('')
}

const apronPocket = ([x, y]: Point, w: number, colour: string): string => {
  const box = roundRect(x, y, { w, h: 190, r: 16 })
  const seam = `M${x + 10} ${y + 14}H${x + w - 10}M${x + 10} ${y + 14}V${y + 170}Q${x + 10} ${y + 180} ${x + 22} ${y + 180}H${x + w - 22}Q${x + w - 10} ${y + 180} ${x + w - 10} ${y + 170}V${y + 14}`
  return (
    blurred(path(box, { fill: tone(colour, -0.6), opacity: 0.4, turn: 'translate(4 7)' }), 6) +
    soft(box, tone(colour, 0.05), { edge: 9, contrast: 0.7, over: weave(box, colour, 0.5) }) +
    stitches(seam, colour, 2.5)
  )
}

export const apron = (colour: string): string => {
  const [x, y] = [540, 250]
  const d = `M${x - 116} ${y + 120}Q${x} ${y + 146} ${x + 116} ${y + 120}C${x + 126} ${y + 240} ${x + 170} ${y + 300} ${x + 262} ${y + 330}C${x + 280} ${y + 520} ${x + 282} ${y + 640} ${x + 276} ${y + 800}C${x + 180} ${y + 826} ${x + 90} ${y + 806} ${x} ${y + 818}C${x - 100} ${y + 828} ${x - 190} ${y + 806} ${x - 278} ${y + 806}C${x - 284} ${y + 640} ${x - 280} ${y + 500} ${x - 262} ${y + 330}C${x - 170} ${y + 300} ${x - 126} ${y + 240} ${x - 116} ${y + 120}z`
  const strap = (side: number) =>
    tube(`M${x + side * 104} ${y + 128}C${x + side * 96} ${y + 40} ${x + side * 40} ${y - 30} ${x + side * 6} ${y - 36}`, 26, {
      colour: tone(colour, -0.08),
      gloss: 0.05,
    })
  const tie = (side: number) =>
    tube(`M${x + side * 258} ${y + 344}C${x + side * 320} ${y + 380} ${x + side * 300} ${y + 520} ${x + side * 330} ${y + 640}`, 20, {
      colour: tone(colour, -0.04),
      gloss: 0.05,
    })
  return [
    rail(y - 60),
    peg(300, y - 66),
    peg(780, y - 66),
    dropShadow(d, 28),
    strap(-1),
    strap(1),
    tie(-1),
    tie(1),
    soft(d, colour, {
      edge: 24,
      contrast: 0.8,
      over:
        weave(d, colour, 0.5) +
        drapes([x, y + 60], { drop: 760, weights: '-200 -0.24, -120 0.34, -10 -0.22, 60 0.3, 170 -0.28, 226 0.26', colour }),
    }),
    stitches(`M${x - 104} ${y + 138}Q${x} ${y + 162} ${x + 104} ${y + 138}`, colour, 2.5),
    apronPocket([x - 190, y + 470], 210, colour),
    apronPocket([x + 44, y + 470], 130, colour),
    peg(x, y - 66),
  ].join('')
}

export const rug = (): string =>
  rolled({
    stripes: ['#e9dcc3', '#b26038', '#e9dcc3', '#37506b', '#d39a38', '#e9dcc3', '#8a4a3a', '#e9dcc3'],
    back: '#e9dcc3',
    backStripes: [
      [0.16, 44, '#b26038'],
      [0.5, 60, '#37506b'],
      [0.8, 34, '#d39a38'],
    ],
    has_fringe: true,
  })

export const hotWaterBottle = (colour: string): string => {
  const [x, y] = [540, FLOOR + 6]
  const d = `M${x - 190} ${y}C${x - 240} ${y - 4} ${x - 252} ${y - 60} ${x - 250} ${y - 120}C${x - 246} ${y - 260} ${x - 254} ${y - 360} ${x - 240} ${y - 470}C${x - 226} ${y - 548} ${x - 130} ${y - 560} ${x - 84} ${y - 590}C${x - 66} ${y - 620} ${x - 84} ${y - 680} ${x - 92} ${y - 716}Q${x} ${y - 740} ${x + 92} ${y - 716}C${x + 84} ${y - 680} ${x + 66} ${y - 620} ${x + 84} ${y - 590}C${x + 130} ${y - 560} ${x + 226} ${y - 548} ${x + 240} ${y - 470}C${x + 254} ${y - 360} ${x + 246} ${y - 260} ${x + 250} ${y - 120}C${x + 252} ${y - 60} ${x + 240} ${y - 4} ${x + 190} ${y}z`
  const stitch = `<path d="M0 0h24v20h-24z" fill="${tone(colour, -0.2)}" opacity=".55"/><path d="M2 1q9 5 9 16q-9 -3 -9 -16z" fill="${tone(colour, 0.3)}"/><path d="M22 1q-9 5 -9 16q9 -3 9 -16z" fill="${tone(colour, 0.12)}"/>`
  const strand = (cx: number, phase: number) => {
    const points = Array.from({ length: 13 }, (_, index): string => {
      const from = y + 20 - index * 50
      return `${index === 0 ? `M${n(cx + Math.sin(phase) * 26)} ${n(from)}` : ''}q${n((Math.sin((index + 1) * 1.57 + phase) - Math.sin(index * 1.57 + phase)) * 13)} -25 ${n((Math.sin((index + 1) * 1.57 + phase) - Math.sin(index * 1.57 + phase)) * 26)} -50`
    })
    return tube(points.join(''), 26, { colour: tone(colour, 0.06), gloss: 0.05 })
  }
  const ribs = Array.from({ length: 9 }, (_, index) =>
    tube(`M${x - 76 + index * 19} ${y - 606}L${x - 84 + index * 21} ${y - 716}`, 15, { colour: tone(colour, 0.04), gloss: 0.05 }),
  )
  const rubber = { colour: '#8d3f36', gloss: 0.3 }
  return [
    blurred(path(ellipsePath(x + 130, y, [330, 42]), { fill: 'currentColor', opacity: 0.3 }), 24),
    blurred(path(ellipsePath(x + 6, y - 2, [235, 20]), { fill: 'currentColor', opacity: 0.55 }), 8),
    turned({ at: [x, y - 700], surface: rubber, profile: pairs('0 52, 40 44, 60 46, 66 60, 84 62, 96 56') }),
    turned({ at: [x, y - 798], surface: { colour: '#33302f', gloss: 0.4 }, profile: pairs('0 40, 0 40, 30 40, 44 34, 48 20') }),
    soft(d, colour, {
      edge: 46,
      contrast: 0.9,
      over:
        tiled(d, stitch, [24, 18]) +
        [x - 128, x, x + 128]
          .map(
            (cx) =>
              faded(0.55, blurred(path(`M${cx} ${y}V${y - 570}`, { stroke: tone(colour, -0.5), width: 80, cap: 'butt' }), 8)) +
              strand(cx, 0) +
              strand(cx, 3.14),
          )
          .join('') +
        clipped(roundRect(x - 120, y - 730, { w: 240, h: 140, r: 10 }), ribs.join('')) +
        nap(d, colour, 0.2),
    }),
  ].join('')
}

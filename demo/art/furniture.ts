import { tone, tones } from './colour.ts'
import { colours } from './palette.ts'
import { branch } from './plants.ts'
import { grain, inset, soft, tube, wood } from './soft.ts'
import { dropShadow, FLOOR, flatness, shadowOf } from './studio.ts'
import { blurred, clipped, ellipsePath, group, linear, n, type Point, pairs, path, radial } from './svg.ts'
import { silhouette, turned } from './turned.ts'

/** A straight leg, thicker above. */
const leg = ([x, y]: Point, [footX, footY]: Point, { colour, width }: { colour: string; width: number }): string => {
  const foot = width * 0.62
  const d = `M${n(x - width / 2)} ${n(y)}L${n(x + width / 2)} ${n(y)}L${n(footX + foot / 2)} ${n(footY)}Q${n(footX)} ${n(footY + foot * 0.32)} ${n(footX - foot / 2)} ${n(footY)}z`
  return soft(d, colour, { edge: width * 0.4, contrast: 1.15, over: grain(d, colour, { is_upright: true, strength: 0.35 }) })
}

const feet = (text: string, radius: number): string =>
  pairs(text)
    .map(([x, y]) => shadowOf([x, FLOOR + y], radius, radius * 2.4))
    .join('')

export const stool = (colour: string): string => {
  const y = FLOOR - 560
  const seat = pairs('0 222, 0 222, 10 240, 30 252, 50 250, 60 240')
  const top = { colour, gloss: 0.25 }
  const at: Point = [540, y + 36]
  const rim: Point = [540, y - 24]
  const disc = ellipsePath(rim[0], rim[1], [242, 242 * flatness(rim[1])])
  const wedge = (x: number, dy: number) => path(ellipsePath(x, rim[1] + dy, [26, 5.5]), { fill: tone(colour, -0.32) })
  return [
    feet('350 24, 548 -54, 744 30', 26),
    blurred(path(ellipsePath(640, FLOOR + 4, [300, 44]), { fill: 'currentColor', opacity: 0.26 }), 30),
    leg([542, y], [548, FLOOR - 54], { colour: tone(colour, -0.18), width: 46 }),
    tube(`M398 ${FLOOR - 210}L698 ${FLOOR - 206}`, 24, { colour: tone(colour, -0.06), gloss: 0.15 }),
    leg([416, y + 20], [350, FLOOR + 24], { colour, width: 52 }),
    leg([668, y + 20], [744, FLOOR + 30], { colour: tone(colour, -0.06), width: 52 }),
    blurred(path(ellipsePath(540, y + 46, [215, 34]), { fill: tone(colour, -0.7), opacity: 0.5 }), 14),
    turned({ at, profile: seat, surface: top, over: grain(silhouette({ at, profile: seat, surface: top }), colour, { strength: 0.4 }) }),
    clipped(
      disc,
      path(disc, {
        fill: radial(
          [
            [0, tone(colour, -0.04)],
            [0.6, tone(colour, 0.06)],
            [1, tone(colour, 0.2)],
          ],
          [0.55, 0.6],
          0.6,
        ),
      }) +
        grain(disc, colour, { strength: 0.5, seed: 7 }) +
        wedge(420, -4) +
        wedge(664, -4) +
        wedge(545, -22),
    ),
  ].join('')
}

export const chair = (colour: string): string => {
  const seatY = FLOOR - 420
  const seat = `M318 ${seatY + 6}C316 ${seatY - 40} 360 ${seatY - 70} 430 ${seatY - 72}H650C720 ${seatY - 70} 764 ${seatY - 40} 762 ${seatY + 6}C760 ${seatY + 34} 700 ${seatY + 48} 540 ${seatY + 48}C380 ${seatY + 48} 320 ${seatY + 34} 318 ${seatY + 6}z`
  const spindle = (index: number) => {
    const [from, to] = [392 + index * 59.2, 366 + index * 69.6]
    return tube(`M${n(from)} ${seatY - 48}L${n(to)} ${seatY - 440}`, index === 0 || index === 5 ? 24 : 17, {
      colour: tone(colour, -0.04),
      gloss: 0.35,
    })
  }
  const rail = `M314 ${seatY - 432}C400 ${seatY - 486} 680 ${seatY - 486} 766 ${seatY - 432}Q778 ${seatY - 420} 768 ${seatY - 392}C680 ${seatY - 424} 400 ${seatY - 424} 312 ${seatY - 392}Q302 ${seatY - 420} 314 ${seatY - 432}z`
  return [
    blurred(path(ellipsePath(640, FLOOR - 14, [340, 52]), { fill: 'currentColor', opacity: 0.26 }), 30),
    feet('306 34, 776 34, 392 -62, 690 -62', 20),
    leg([416, seatY - 10], [392, FLOOR - 62], { colour: tone(colour, -0.22), width: 36 }),
    leg([664, seatY - 10], [690, FLOOR - 62], { colour: tone(colour, -0.26), width: 36 }),
    ...[0, 1, 2, 3, 4, 5].map(spindle),
    soft(rail, colour, { edge: 18, over: grain(rail, colour, { strength: 0.25 }) }),
    tube(`M344 ${FLOOR - 190}L736 ${FLOOR - 190}`, 20, { colour: tone(colour, -0.1), gloss: 0.25 }),
    leg([366, seatY + 26], [306, FLOOR + 34], { colour, width: 44 }),
    leg([714, seatY + 26], [776, FLOOR + 34], { colour: tone(colour, -0.06), width: 44 }),
    soft(seat, colour, {
      edge: 20,
      contrast: 0.9,
      over:
        grain(seat, colour, { strength: 0.3 }) +
        blurred(path(ellipsePath(550, seatY - 18, [150, 24]), { fill: tone(colour, -0.4), opacity: 0.35 }), 16),
    }),
    clipped(
      seat,
      path(`M300 ${seatY + 14}C400 ${seatY + 34} 680 ${seatY + 34} 780 ${seatY + 14}V${seatY + 60}H300z`, {
        fill: tone(colour, -0.3),
        opacity: 0.55,
      }),
    ),
  ].join('')
}

/** A print of our own: a low sun over three hills. */
const print = ({ x, y, w, h }: { x: number; y: number; w: number; h: number }): string => {
  const paper = `M${x} ${y}h${w}v${h}h${-w}z`
  const hill = (top: number, colour: string, lift: number) =>
    path(
      `M${x} ${y + top}C${x + w * 0.3} ${y + top - lift} ${x + w * 0.55} ${y + top + lift * 0.7} ${x + w} ${y + top - lift * 0.4}V${y + h}H${x}z`,
      { fill: colour },
    )
  const sun = path(ellipsePath(x + w * 0.62, y + h * 0.34, [w * 0.2, w * 0.2]), { fill: '#d5714b' })
  const hills = [hill(h * 0.52, '#8ba093', 60), hill(h * 0.66, '#4f7076', 46), hill(h * 0.82, '#2f4858', 30)]
  return (
    path(paper, { fill: '#efd9bd' }) + clipped(paper, sun + hills.join('')) + path(paper, { stroke: '#b9ab94', width: 2, opacity: 0.6 })
  )
}

export const frame = ([x, y]: Point, { w, h }: { w: number; h: number }): string => {
  const [bar, mat] = [34, 92]
  const box = (inward: number) => ({ x: x + inward, y: y - h + inward, w: w - inward * 2, h: h - inward * 2 })
  const rect = (inward: number) => `M${box(inward).x} ${box(inward).y}h${box(inward).w}v${box(inward).h}h${-box(inward).w}z`
  const mitres = `M${x} ${y - h}l${bar} ${bar}M${x + w} ${y - h}l${-bar} ${bar}M${x} ${y}l${bar} ${-bar}M${x + w} ${y}l${-bar} ${-bar}`
  return [
    dropShadow(rect(0), 34),
    blurred(path(ellipsePath(x + w / 2 + 20, y + 4, [w * 0.53, 15]), { fill: 'currentColor', opacity: 0.5 }), 8),
    wood(rect(0), colours.ash, { edge: 9, is_upright: true, strength: 0.45 }),
    path(mitres, { stroke: colours.walnut, width: 4, opacity: 0.8, cap: 'butt' }),
    path(rect(bar), { fill: linear(tones('#fbf8f1', '0 0, 1 -0.06'), 60) }),
    inset(rect(bar), rect(bar + 12), { colour: '#4a3b30', opacity: 0.4, blur: 9 }),
    print(box(bar + mat)),
    path(`M${x + bar} ${y - h * 0.42}L${x + w * 0.62} ${y - h + bar}h110L${x + bar} ${y - h * 0.24}z`, { fill: '#ffffff', opacity: 0.14 }),
  ].join('')
}

export const mirror = (): string => {
  const [x, y, r] = [540, 500, 345]
  const ring = ellipsePath(x, y, [r, r])
  const pane = ellipsePath(x, y, [r - 17, r - 17])
  const streak = (shift: number, width: number) =>
    path(`M${x - 500 + shift} ${y + 400}L${x + 100 + shift} ${y - 400}h${width}L${x - 500 + shift + width} ${y + 400}z`, {
      fill: '#ffffff',
      opacity: 0.26,
    })
  const room = branch(pairs('790 900, 740 700, 690 560, 640 440'), { colour: '#9fb39a', stem: '#a8a898', count: 9, size: 130, shape: 0.4 })
  return [
    dropShadow(ring, 36),
    soft(ring, colours.brass, { edge: 10, contrast: 1.4 }),
    path(pane, {
      fill: linear(
        [
          [0, '#f1f4f2'],
          [0.4, '#cfdbdd'],
          [0.75, '#b3c5ca'],
          [1, '#d5dfdf'],
        ],
        52,
      ),
    }),
    clipped(
      pane,
      blurred(path(`M0 ${y + 150}H1080V1200H0z`, { fill: '#dcd8cd', opacity: 0.75 }), 8) +
        blurred(group('', room), 3.5) +
        streak(120, 110) +
        streak(270, 34),
    ),
    path(ellipsePath(x, y, [r - 17, r - 17]), { stroke: tone(colours.brass, -0.5), width: 3, opacity: 0.6 }),
  ].join('')
}

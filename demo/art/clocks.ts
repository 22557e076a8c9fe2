import { tone, tones } from './colour.ts'
import { colours } from './palette.ts'
import { grain, inset, soft, tube } from './soft.ts'
import { dropShadow, FLOOR, shadowOf } from './studio.ts'
import { blurred, clipped, ellipsePath, group, linear, type Point, pairs, path, roundRect } from './svg.ts'
import { turned } from './turned.ts'

const spokes = (count: number, draw: (index: number) => string, [x, y]: Point) =>
  Array.from({ length: count }, (_, index) => group(`rotate(${(index * 360) / count} ${x} ${y})`, draw(index))).join('')

export const wallClock = (face: string, mark: string): string => {
  const [x, y, r] = [540, 520, 330]
  const ring = ellipsePath(x, y, [r, r])
  const dial = ellipsePath(x, y, [r - 36, r - 36])
  const hand = (turn: number, d: string) =>
    group(
      `rotate(${turn} ${x} ${y})`,
      blurred(path(d, { fill: '#1f1a18', opacity: 0.35, turn: 'translate(7 9)' }), 5),
      soft(d, colours.brass, { edge: 5 }),
    )
  return [
    dropShadow(ring, 40),
    soft(ring, colours.ash, { edge: 18, over: grain(ring, colours.ash, { strength: 0.4 }) }),
    path(dial, { fill: linear(tones(face, '0 0.12, 0.5 0, 1 -0.12'), 50) }),
    inset(dial, ellipsePath(x + 14, y + 18, [r - 40, r - 40]), { colour: '#2a2320', opacity: 0.5, blur: 16 }),
    spokes(
      12,
      (index) =>
        path(roundRect(x - (index % 3 ? 3 : 5), y - r + 66, { w: index % 3 ? 6 : 10, h: index % 3 ? 34 : 50, r: 3 }), { fill: mark }),
      [x, y],
    ),
    hand(-56, `M${x - 9} ${y + 40}L${x - 7} ${y - 150}Q${x} ${y - 160} ${x + 7} ${y - 150}L${x + 9} ${y + 40}z`),
    hand(62, `M${x - 7} ${y + 52}L${x - 5} ${y - 222}Q${x} ${y - 232} ${x + 5} ${y - 222}L${x + 7} ${y + 52}z`),
    turned({
      at: [x, y + 12],
      surface: { colour: colours.brass, gloss: 0.7, is_metal: true },
      profile: pairs('0 18, 0 18, 6 17, 10 8'),
      flat: 0.95,
    }),
    clipped(
      dial,
      path(`M${x - 330} ${y - 60}L${x - 20} ${y - 340}L${x + 120} ${y - 340}L${x - 330} ${y + 130}z`, { fill: '#ffffff', opacity: 0.1 }),
    ),
  ].join('')
}

export const alarm = (colour: string): string => {
  const [x, y, r] = [540, FLOOR - 310, 270]
  const body = ellipsePath(x, y, [r, r])
  const dial = ellipsePath(x, y, [r - 40, r - 40])
  const hand = (turn: number, length: number, look: { width: number; colour: string }) =>
    group(
      `rotate(${turn} ${x} ${y})`,
      blurred(path(`M${x} ${y + 24}V${y - length}`, { stroke: '#1d1815', width: look.width, opacity: 0.3, turn: 'translate(6 8)' }), 4),
      path(`M${x} ${y + 24}V${y - length}`, { stroke: look.colour, width: look.width }),
    )
  const mark = (index: number) => roundRect(x - (index % 3 ? 4 : 6), y - r + 64, { w: index % 3 ? 8 : 12, h: index % 3 ? 22 : 38, r: 4 })
  const foot = (side: number) =>
    tube(`M${x + side * 150} ${y + 210}L${x + side * 206} ${FLOOR - 6}`, 40, { colour: colours.brass, is_metal: true })
  return [
    blurred(path(ellipsePath(x + 190, FLOOR + 4, [330, 36]), { fill: 'currentColor', opacity: 0.26 }), 24),
    shadowOf([x - 206, FLOOR], 26, 40),
    shadowOf([x + 206, FLOOR], 26, 40),
    foot(-1),
    foot(1),
    tube(`M${x - 54} ${y - 252}L${x - 60} ${y - 318}H${x + 60}L${x + 54} ${y - 252}`, 24, { colour: colours.brass, is_metal: true }),
    soft(ellipsePath(x + 24, y + 3, [r, r]), tone(colour, -0.28), { edge: 26 }),
    soft(body, colour, { edge: 36, contrast: 1.05 }),
    path(dial, { fill: linear(tones('#f4eee1', '0 0.4, 0.5 0, 1 -0.09'), 50) }),
    inset(dial, ellipsePath(x + 10, y + 14, [r - 42, r - 42]), { colour: '#2a2320', opacity: 0.55, blur: 13 }),
    spokes(12, (index) => path(mark(index), { fill: '#423d3a' }), [x, y]),
    hand(300, 112, { width: 15, colour: '#423d3a' }),
    hand(52, 168, { width: 11, colour: '#423d3a' }),
    hand(180, 96, { width: 6, colour: colours.ochre }),
    soft(ellipsePath(x, y, [16, 16]), colours.brass, { edge: 7, contrast: 1.3 }),
    clipped(dial, path(`M${x - 260} ${y - 20}L${x + 10} ${y - 260}h110L${x - 260} ${y + 110}z`, { fill: '#ffffff', opacity: 0.24 })),
  ].join('')
}

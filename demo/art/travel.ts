import { tone, tones } from './colour.ts'
import { colours } from './palette.ts'
import { branch } from './plants.ts'
import { grain, nap, soft, specks, stitches, tube, weave, wood } from './soft.ts'
import { boxShadow, FLOOR, flatness, shadowOf, studio } from './studio.ts'
import { blurred, clipped, ellipsePath, linear, n, type Point, pairs, path, polygon, roundRect, smooth } from './svg.ts'
import { silhouette, turned } from './turned.ts'

const leather = (d: string, colour: string = colours.leather): string =>
  soft(d, colour, { edge: 10, contrast: 0.9, over: nap(d, colour, 0.16) })

const bottle = (colour: string): string => {
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
    turned({
      at: [x, y - 646],
      surface: steel,
      profile: pairs('0 86, 0 86, 24 86, 28 84'),
    }),
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

const zip = (d: string): string =>
  path(d, { stroke: '#2b2724', width: 15, opacity: 0.8 }) +
  path(d, { stroke: tone(colours.brass, -0.1), width: 8, cap: 'butt' }).replace('<path', '<path stroke-dasharray="5 4"')

const puller = (x: number, y: number, turn: number): string =>
  `<g transform="translate(${x} ${y}) rotate(${turn})">${soft(roundRect(-9, -4, { w: 18, h: 26, r: 5 }), colours.brass, { edge: 6, contrast: 1.4 })}${leather(roundRect(-10, 20, { w: 20, h: 56, r: 8 }))}</g>`

const weekender = (colour: string): string => {
  const y = FLOOR + 4
  const body = `M176 ${y - 20}C150 ${y - 160} 170 ${y - 330} 232 ${y - 408}C300 ${y - 452} 780 ${y - 452} 848 ${y - 408}C910 ${y - 330} 930 ${y - 160} 904 ${y - 20}Q900 ${y} 876 ${y}H204Q180 ${y} 176 ${y - 20}z`
  const base = `M168 ${y - 96}C300 ${y - 80} 780 ${y - 80} 912 ${y - 96}C912 ${y - 60} 908 ${y - 40} 904 ${y - 20}Q900 ${y} 876 ${y}H204Q180 ${y} 176 ${y - 20}C172 ${y - 40} 168 ${y - 60} 168 ${y - 96}z`
  const strap = (x: number) =>
    leather(roundRect(x - 24, y - 366, { w: 48, h: 290, r: 6 })) +
    stitches(`M${x - 15} ${y - 356}V${y - 92}M${x + 15} ${y - 356}V${y - 92}`, colours.leather, 2.5) +
    soft(ellipsePath(x, y - 350, [8, 8]), colours.brass, { edge: 4, contrast: 1.4 })
  const grip = (lift: number, shade: number) =>
    tube(
      `M366 ${y - 360}C376 ${y - 560 - lift} 440 ${y - 640 - lift} 540 ${y - 640 - lift}C640 ${y - 640 - lift} 704 ${y - 560 - lift} 714 ${y - 360}`,
      30,
      { colour: tone(colours.leather, shade), gloss: 0.2 },
    )
  const creases = [
    `M250 ${y - 380}Q300 ${y - 260} 270 ${y - 130}`,
    `M820 ${y - 390}Q780 ${y - 250} 820 ${y - 120}`,
    `M460 ${y - 410}Q520 ${y - 380} 600 ${y - 414}`,
  ]
  return [
    boxShadow({ x: 180, y, w: 720, h: 430 }),
    grip(34, -0.3),
    soft(body, colour, {
      edge: 56,
      contrast: 0.95,
      over:
        weave(body, colour, 0.5) +
        creases.map((d) => blurred(path(d, { stroke: tone(colour, -0.5), width: 18, opacity: 0.42 }), 12)).join(''),
    }),
    zip(`M236 ${y - 402}C330 ${y - 440} 750 ${y - 440} 844 ${y - 402}`),
    leather(base, tone(colours.leather, -0.06)),
    stitches(`M178 ${y - 84}C310 ${y - 68} 770 ${y - 68} 902 ${y - 84}`, colours.leather, 2.5),
    soft(roundRect(414, y - 308, { w: 252, h: 180, r: 14 }), tone(colour, 0.05), {
      edge: 12,
      contrast: 0.8,
      over: weave(roundRect(414, y - 308, { w: 252, h: 180, r: 14 }), colour, 0.5),
    }),
    stitches(`M424 ${y - 292}H656`, colour, 2.5),
    strap(366),
    strap(714),
    grip(0, 0),
    leather(roundRect(464, y - 676, { w: 152, h: 50, r: 22 }), tone(colours.leather, -0.12)),
    puller(282, y - 414, 12),
  ].join('')
}

const tote = (colour: string): string => {
  const y = FLOOR + 4
  const body = `M262 ${y - 560}C360 ${y - 540} 720 ${y - 540} 818 ${y - 560}C826 ${y - 360} 838 ${y - 170} 846 ${y - 30}Q846 ${y} 816 ${y}H264Q234 ${y} 234 ${y - 30}C242 ${y - 170} 254 ${y - 360} 262 ${y - 560}z`
  const strap = (side: number) => {
    const x = 540 + side * 138
    return soft(`M${x - 25} ${y - 548}h50L${x + 25 + side * 6} ${y - 2}h-50z`, tone(colour, -0.04), {
      edge: 7,
      over: weave(`M${x - 40} ${y - 560}h100v570h-100z`, colour, 0.5),
    })
  }
  const grip = (lift: number, shade: number) =>
    tube(
      `M402 ${y - 540}C396 ${y - 700 - lift} 440 ${y - 830 - lift} 540 ${y - 830 - lift}C640 ${y - 830 - lift} 684 ${y - 700 - lift} 678 ${y - 540}`,
      42,
      { colour: tone(colour, shade), gloss: 0.02 },
    )
  const loaf = smooth(
    [
      [640, y - 500],
      [650, y - 700],
      [690, y - 840],
      [742, y - 850],
      [770, y - 800],
      [766, y - 640],
      [752, y - 500],
    ],
    { closed: true },
  )
  const cuts = [0, 1, 2]
    .map((index) => blurred(path(`M676 ${y - 800 + index * 92}q50 -8 76 -44`, { stroke: '#f3dcb2', width: 17 }), 2))
    .join('')
  const leek = (x: number, lean: number) =>
    tube(`M${x} ${y - 500}L${x + lean} ${y - 700}`, 44, { colour: '#dfe6c4', gloss: 0.2 }) +
    [-1, 0, 1]
      .map((side) =>
        soft(
          `M${x + lean - 20} ${y - 690}C${x + lean + side * 30} ${y - 780} ${x + lean * 1.6 + side * 90 - 20} ${y - 860} ${x + lean * 2 + side * 120} ${y - 900 + Math.abs(side) * 60}C${x + lean * 1.6 + side * 90 + 30} ${y - 800} ${x + lean + side * 40 + 30} ${y - 740} ${x + lean + 22} ${y - 690}z`,
          tone('#6f9458', side * 0.09),
          { edge: 10 },
        ),
      )
      .join('')
  const creases = pairs('300 330, 420 400, 640 700, 780 740').map(([from = 0, to = 0]) =>
    blurred(
      path(`M${from} ${y - 540}Q${(from + to) / 2 + 20} ${y - 300} ${to} ${y - 30}`, {
        stroke: tone(colour, -0.5),
        width: 16,
        opacity: 0.3,
      }),
      12,
    ),
  )
  return [
    boxShadow({ x: 240, y, w: 600, h: 560 }),
    grip(26, -0.26),
    soft(`M262 ${y - 560}C360 ${y - 600} 720 ${y - 600} 818 ${y - 560}C720 ${y - 530} 360 ${y - 530} 262 ${y - 560}z`, tone(colour, -0.4), {
      edge: 10,
    }),
    leek(372, -30),
    leek(450, 6),
    branch(
      [
        [540, y - 520],
        [560, y - 620],
        [590, y - 700],
        [600, y - 760],
      ],
      { colour: '#84a35c', count: 9, size: 80, shape: 0.55 },
    ),
    soft(loaf, '#c98a4b', { edge: 26, over: nap(loaf, '#c98a4b', 0.3) + cuts }),
    soft(body, colour, { edge: 40, contrast: 0.85, over: weave(body, colour, 0.55) + creases.join('') }),
    stitches(`M272 ${y - 530}C370 ${y - 512} 710 ${y - 512} 808 ${y - 530}`, colour, 2.5),
    strap(-1),
    strap(1),
    grip(0, -0.02),
  ].join('')
}

const washBag = (colour: string): string => {
  const y = FLOOR
  const body = `M190 ${y - 30}C168 ${y - 150} 200 ${y - 300} 290 ${y - 344}C400 ${y - 372} 680 ${y - 372} 790 ${y - 344}C880 ${y - 300} 912 ${y - 150} 890 ${y - 30}Q886 ${y} 856 ${y}H224Q194 ${y} 190 ${y - 30}z`
  const side = `M806 ${y - 338}C880 ${y - 296} 914 ${y - 150} 892 ${y - 30}Q888 ${y} 856 ${y}H840C856 ${y - 120} 850 ${y - 260} 806 ${y - 338}z`
  return [
    boxShadow({ x: 196, y, w: 690, h: 340 }),
    leather(roundRect(852, y - 300, { w: 92, h: 48, r: 22 })),
    soft(body, colour, {
      edge: 52,
      contrast: 0.95,
      over:
        weave(body, colour, 0.5) +
        [`M330 ${y - 330}Q360 ${y - 200} 320 ${y - 60}`, `M640 ${y - 350}Q600 ${y - 260} 660 ${y - 180}`]
          .map((d) => blurred(path(d, { stroke: tone(colour, -0.5), width: 18, opacity: 0.4 }), 13))
          .join(''),
    }),
    soft(side, tone(colour, -0.2), { edge: 20, over: weave(side, colour, 0.5) }),
    zip(`M236 ${y - 300}C280 ${y - 346} 400 ${y - 358} 540 ${y - 358}C690 ${y - 358} 800 ${y - 350} 850 ${y - 290}`),
    leather(roundRect(430, y - 214, { w: 220, h: 96, r: 10 })),
    stitches(`M442 ${y - 202}H638V${y - 130}H442z`, colours.leather, 2.5),
    puller(316, y - 342, 24),
  ].join('')
}

const backpack = (colour: string): string => {
  const y = FLOOR + 8
  const body = `M262 ${y - 40}C244 ${y - 240} 256 ${y - 460} 286 ${y - 620}C296 ${y - 720} 784 ${y - 720} 794 ${y - 620}C824 ${y - 460} 836 ${y - 240} 818 ${y - 40}Q812 ${y} 770 ${y}H310Q268 ${y} 262 ${y - 40}z`
  const roll = `M250 ${y - 720}C246 ${y - 780} 280 ${y - 796} 330 ${y - 800}C460 ${y - 812} 620 ${y - 812} 750 ${y - 800}C800 ${y - 796} 834 ${y - 780} 830 ${y - 720}C826 ${y - 676} 800 ${y - 660} 750 ${y - 656}C620 ${y - 644} 460 ${y - 644} 330 ${y - 656}C280 ${y - 660} 254 ${y - 676} 250 ${y - 720}z`
  const pocket = roundRect(330, y - 330, { w: 420, h: 250, r: 30 })
  const flap = `M322 ${y - 300}Q322 ${y - 346} 360 ${y - 346}H720Q758 ${y - 346} 758 ${y - 300}V${y - 256}Q540 ${y - 216} 322 ${y - 256}z`
  const strap = (x: number) =>
    leather(roundRect(x - 19, y - 790, { w: 38, h: 320, r: 8 })) +
    soft(roundRect(x - 28, y - 520, { w: 56, h: 46, r: 9 }), colours.brass, { edge: 9, contrast: 1.4 }) +
    leather(roundRect(x - 17, y - 512, { w: 34, h: 30, r: 4 }), tone(colours.leather, -0.1))
  return [
    boxShadow({ x: 266, y, w: 548, h: 700 }),
    tube(`M470 ${y - 780}C474 ${y - 880} 606 ${y - 880} 610 ${y - 780}`, 28, { colour: colours.leather, gloss: 0.2 }),
    tube(`M262 ${y - 560}C190 ${y - 440} 200 ${y - 180} 268 ${y - 70}`, 36, { colour: tone(colour, -0.24), gloss: 0.05 }),
    tube(`M818 ${y - 560}C890 ${y - 440} 880 ${y - 180} 812 ${y - 70}`, 36, { colour: tone(colour, -0.34), gloss: 0.05 }),
    soft(body, colour, { edge: 58, contrast: 0.95, over: weave(body, colour, 0.5) }),
    clipped(
      body,
      blurred(
        path(`M270 ${y - 640}C400 ${y - 618} 680 ${y - 618} 810 ${y - 640}`, { stroke: tone(colour, -0.65), width: 34, opacity: 0.5 }),
        14,
      ),
    ),
    soft(roll, tone(colour, 0.03), {
      edge: 44,
      over:
        weave(roll, colour, 0.5) +
        blurred(
          path(`M252 ${y - 716}C400 ${y - 700} 680 ${y - 700} 828 ${y - 716}`, { stroke: tone(colour, -0.5), width: 10, opacity: 0.5 }),
          5,
        ),
    }),
    blurred(path(pocket, { fill: tone(colour, -0.7), opacity: 0.4, turn: 'translate(5 10)' }), 9),
    soft(pocket, tone(colour, 0.02), { edge: 24, over: weave(pocket, colour, 0.5) }),
    blurred(path(flap, { fill: tone(colour, -0.7), opacity: 0.45, turn: 'translate(3 10)' }), 8),
    soft(flap, tone(colour, 0.06), { edge: 14, over: weave(flap, colour, 0.5) }),
    stitches(`M336 ${y - 268}Q540 ${y - 230} 744 ${y - 268}`, colour, 2.5),
    leather(roundRect(520, y - 290, { w: 40, h: 110, r: 8 })),
    soft(ellipsePath(540, y - 204, [12, 12]), colours.brass, { edge: 5, contrast: 1.4 }),
    strap(380),
    strap(700),
    leather(`M270 ${y - 66}Q540 ${y - 40} 812 ${y - 66}Q812 ${y} 770 ${y}H310Q270 ${y} 270 ${y - 66}z`),
  ].join('')
}

const travelCup = (colour: string): string => {
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
    turned({
      at: [x, y - 492],
      surface: lid,
      profile: pairs('0 214, 0 214, 6 222, 36 222, 46 214, 60 196, 66 190'),
    }),
    path(ellipsePath(x, y - 558, [176, 17]), {
      fill: linear(tones(lid.colour, '0 -0.3, 1 0.12')),
    }),
    path(ellipsePath(x - 96, y - 553, [34, 5]), { fill: '#161414' }),
    soft(roundRect(x + 10, y - 580, { w: 110, h: 26, r: 10 }), tone(lid.colour, 0.06), { edge: 8 }),
  ].join('')
}

const lunchBox = (): string => {
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

export const travel: Record<string, () => string> = {
  'insulated-bottle-1': () => studio('oat', [bottle(colours.sea)], { zoom: 1.08 }),
  'insulated-bottle-2': () => studio('sage', [bottle(colours.clay)], { zoom: 1.08 }),
  'insulated-bottle-3': () => studio('blush', [bottle(colours.charcoal)], { zoom: 1.08 }),
  'canvas-weekender-1': () => studio('clay', [weekender(colours.moss)], { zoom: 1.08 }),
  'canvas-weekender-2': () => studio('oat', [weekender(colours.navy)], { zoom: 1.08 }),
  'market-tote-1': () => studio('mist', [tote(colours.natural)], { zoom: 1.02 }),
  'market-tote-2': () => studio('butter', [tote(colours.rust)], { zoom: 1.02 }),
  'wash-bag-1': () => studio('lilac', [washBag(colours.navy)]),
  'wash-bag-2': () => studio('mist', [washBag(colours.ochre)]),
  'roll-top-backpack-1': () => studio('sage', [backpack(colours.sand)], { zoom: 1.04 }),
  'roll-top-backpack-2': () => studio('butter', [backpack(colours.charcoal)], { zoom: 1.04 }),
  'travel-cup-1': () => studio('blush', [travelCup(colours.chalk)]),
  'travel-cup-2': () => studio('mist', [travelCup(colours.sage)]),
  'steel-lunch-box-1': () => studio('sage', [lunchBox()]),
}

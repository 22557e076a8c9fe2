import { tone } from './colour.ts'
import { colours } from './palette.ts'
import { branch } from './plants.ts'
import { nap, soft, stitches, tube, weave } from './soft.ts'
import { boxShadow, FLOOR } from './studio.ts'
import { blurred, clipped, ellipsePath, group, pairs, path, roundRect, smooth } from './svg.ts'

const leather = (d: string, colour: string = colours.leather): string =>
  soft(d, colour, { edge: 10, contrast: 0.9, over: nap(d, colour, 0.16) })

const zip = (d: string): string =>
  path(d, { stroke: '#2b2724', width: 15, opacity: 0.8 }) +
  path(d, { stroke: tone(colours.brass, -0.1), width: 8, cap: 'butt' }).replace('<path', '<path stroke-dasharray="5 4"')

const puller = (x: number, y: number, turn: number): string =>
  `<g transform="translate(${x} ${y}) rotate(${turn})">${soft(roundRect(-9, -4, { w: 18, h: 26, r: 5 }), colours.brass, { edge: 6, contrast: 1.4 })}${leather(roundRect(-10, 20, { w: 20, h: 56, r: 8 }))}</g>`

const sewnStrap = (x: number, y: number): string =>
  leather(roundRect(x - 24, y - 366, { w: 48, h: 290, r: 6 })) +
  stitches(`M${x - 15} ${y - 356}V${y - 92}M${x + 15} ${y - 356}V${y - 92}`, colours.leather, 2.5) +
  soft(ellipsePath(x, y - 350, [8, 8]), colours.brass, { edge: 4, contrast: 1.4 })

export const weekender = (colour: string): string => {
  const y = FLOOR + 4
  const body = `M176 ${y - 20}C150 ${y - 160} 170 ${y - 330} 232 ${y - 408}C300 ${y - 452} 780 ${y - 452} 848 ${y - 408}C910 ${y - 330} 930 ${y - 160} 904 ${y - 20}Q900 ${y} 876 ${y}H204Q180 ${y} 176 ${y - 20}z`
  const base = `M168 ${y - 96}C300 ${y - 80} 780 ${y - 80} 912 ${y - 96}C912 ${y - 60} 908 ${y - 40} 904 ${y - 20}Q900 ${y} 876 ${y}H204Q180 ${y} 176 ${y - 20}C172 ${y - 40} 168 ${y - 60} 168 ${y - 96}z`
  const grip = (lift: number, shade: number) =>
    tube(
      `M366 ${y - 360}C376 ${y - 560 - lift} 440 ${y - 640 - lift} 540 ${y - 640 - lift}C640 ${y - 640 - lift} 704 ${y - 560 - lift} 714 ${y - 360}`,
      30,
      { colour: tone(colours.leather, shade), gloss: 0.2 },
    )
  const pocket = roundRect(414, y - 308, { w: 252, h: 180, r: 14 })
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
    soft(pocket, tone(colour, 0.05), { edge: 12, contrast: 0.8, over: weave(pocket, colour, 0.5) }),
    stitches(`M424 ${y - 292}H656`, colour, 2.5),
    sewnStrap(366, y),
    sewnStrap(714, y),
    grip(0, 0),
    leather(roundRect(464, y - 676, { w: 152, h: 50, r: 22 }), tone(colours.leather, -0.12)),
    puller(282, y - 414, 12),
  ].join('')
}

const leek = (x: number, lean: number): string => {
  const green = [-1, 0, 1].map((side) =>
    soft(
      `M${x + lean - 20} -690C${x + lean + side * 30} -780 ${x + lean * 1.6 + side * 90 - 20} -860 ${x + lean * 2 + side * 120} ${-900 + Math.abs(side) * 60}C${x + lean * 1.6 + side * 90 + 30} -800 ${x + lean + side * 40 + 30} -740 ${x + lean + 22} -690z`,
      tone('#6f9458', side * 0.09),
      { edge: 10 },
    ),
  )
  return tube(`M${x} -500L${x + lean} -700`, 44, { colour: '#dfe6c4', gloss: 0.2 }) + green.join('')
}

/** What sticks out of the bag, measured from its foot. */
const groceries = (): string => {
  const loaf = smooth(pairs('640 -500, 650 -700, 690 -840, 742 -850, 770 -800, 766 -640, 752 -500'), { closed: true })
  const cuts = [0, 1, 2].map((index) => blurred(path(`M676 ${-800 + index * 92}q50 -8 76 -44`, { stroke: '#f3dcb2', width: 17 }), 2))
  return [
    leek(372, -30),
    leek(450, 6),
    branch(pairs('540 -520, 560 -620, 590 -700, 600 -760'), { colour: '#84a35c', count: 9, size: 80, shape: 0.55 }),
    soft(loaf, '#c98a4b', { edge: 26, over: nap(loaf, '#c98a4b', 0.3) + cuts.join('') }),
  ].join('')
}

export const tote = (colour: string): string => {
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
    group(`translate(0 ${y})`, groceries()),
    soft(body, colour, { edge: 40, contrast: 0.85, over: weave(body, colour, 0.55) + creases.join('') }),
    stitches(`M272 ${y - 530}C370 ${y - 512} 710 ${y - 512} 808 ${y - 530}`, colour, 2.5),
    strap(-1),
    strap(1),
    grip(0, -0.02),
  ].join('')
}

export const washBag = (colour: string): string => {
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

const buckledStrap = (x: number, y: number): string =>
  leather(roundRect(x - 19, y - 790, { w: 38, h: 320, r: 8 })) +
  soft(roundRect(x - 28, y - 520, { w: 56, h: 46, r: 9 }), colours.brass, { edge: 9, contrast: 1.4 }) +
  leather(roundRect(x - 17, y - 512, { w: 34, h: 30, r: 4 }), tone(colours.leather, -0.1))

export const backpack = (colour: string): string => {
  const y = FLOOR + 8
  const body = `M262 ${y - 40}C244 ${y - 240} 256 ${y - 460} 286 ${y - 620}C296 ${y - 720} 784 ${y - 720} 794 ${y - 620}C824 ${y - 460} 836 ${y - 240} 818 ${y - 40}Q812 ${y} 770 ${y}H310Q268 ${y} 262 ${y - 40}z`
  const roll = `M250 ${y - 720}C246 ${y - 780} 280 ${y - 796} 330 ${y - 800}C460 ${y - 812} 620 ${y - 812} 750 ${y - 800}C800 ${y - 796} 834 ${y - 780} 830 ${y - 720}C826 ${y - 676} 800 ${y - 660} 750 ${y - 656}C620 ${y - 644} 460 ${y - 644} 330 ${y - 656}C280 ${y - 660} 254 ${y - 676} 250 ${y - 720}z`
  const pocket = roundRect(330, y - 330, { w: 420, h: 250, r: 30 })
  const flap = `M322 ${y - 300}Q322 ${y - 346} 360 ${y - 346}H720Q758 ${y - 346} 758 ${y - 300}V${y - 256}Q540 ${y - 216} 322 ${y - 256}z`
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
    buckledStrap(380, y),
    buckledStrap(700, y),
    leather(`M270 ${y - 66}Q540 ${y - 40} 812 ${y - 66}Q812 ${y} 770 ${y}H310Q270 ${y} 270 ${y - 66}z`),
  ].join('')
}

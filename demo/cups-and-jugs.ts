import { type DemoEntry, variant, words } from './product.ts'

export const cupsAndJugs: DemoEntry[] = [
  {
    slug: 'stoneware-mug',
    brand: 'Ostermoor',
    category_slugs: ['cups-and-jugs'],
    translations: {
      en: words`
        Stoneware mug

        A mug with thin walls, a thumb's width of raw clay at the foot and a handle that fits three fingers. It holds 0.3 litres with room
        for milk. The glaze is mixed in small batches from ash and felspar, so the same colour can be a shade lighter or darker next
        spring.

        9 cm high, 8.5 cm across, 310 grams. Dishwasher and microwave are no problem. The foot is ground and polished; it leaves no rings
        on wood.`,
      de: words`
        Becher aus Steinzeug

        Ein Becher mit dünner Wand, einem daumenbreiten Streifen rohem Ton am Fuß und einem Henkel für drei Finger. Er fasst 0,3 Liter,
        mit Platz für Milch. Die Glasur wird in kleinen Mengen aus Asche und Feldspat gemischt, darum kann dieselbe Farbe im nächsten
        Frühjahr etwas heller oder dunkler ausfallen.

        9 cm hoch, 8,5 cm Durchmesser, 310 Gramm. Für Spülmaschine und Mikrowelle geeignet. Der Fuß ist geschliffen und poliert und
        hinterlässt keine Ringe auf Holz.`,
    },
    options: [{ name: 'Colour', values: ['Indigo', 'Oat', 'Sage', 'Terracotta'] }],
    variants: [
      variant({ sku: 'LL-1201-01', options: { Colour: 'Indigo' }, usd: 2400, eur: 2190, on_hand: 64, weight_grams: 310 }),
      variant({ sku: 'LL-1201-02', options: { Colour: 'Oat' }, usd: 2400, eur: 2190, on_hand: 48, weight_grams: 310 }),
      variant({ sku: 'LL-1201-03', options: { Colour: 'Sage' }, usd: 2400, eur: 2190, on_hand: 2, weight_grams: 310 }),
      variant({ sku: 'LL-1201-04', options: { Colour: 'Terracotta' }, usd: 2400, eur: 2190, on_hand: 0, weight_grams: 310 }),
    ],
    pictures: [
      { of: { Colour: 'Indigo' }, en: 'Indigo glazed mug with a raw clay foot', de: 'Indigoblau glasierter Becher mit rohem Tonfuß' },
      { of: { Colour: 'Oat' }, en: 'The mug in oat', de: 'Der Becher in Hafer' },
      { of: { Colour: 'Sage' }, en: 'The mug in sage green', de: 'Der Becher in Salbeigrün' },
      { of: { Colour: 'Terracotta' }, en: 'The mug in terracotta', de: 'Der Becher in Terracotta' },
    ],
  },
  {
    slug: 'espresso-cups',
    brand: 'Ostermoor',
    category_slugs: ['cups-and-jugs'],
    translations: {
      en: words`
        Espresso cups with saucers, set of two

        Small cups with a thick wall that keeps 60 ml of coffee hot for as long as it takes to drink it. The inside is round at the
        bottom, so the crema closes over properly. The saucer has a shallow well that holds the cup and leaves space for a spoon.

        Cup 5.5 cm high, saucer 12 cm across. Satin glaze outside, gloss inside. Dishwasher safe. Sold as a pair, packed in a box made of
        recycled card that is good enough to give away.`,
      de: words`
        Espressotassen mit Untertassen, zwei Stück

        Kleine Tassen mit dicker Wand, die 60 ml Kaffee so lange heiß hält, wie man zum Trinken braucht. Innen ist der Boden rund, damit
        sich die Crema sauber schließt. Eine flache Mulde in der Untertasse hält die Tasse und lässt Platz für den Löffel.

        Tasse 5,5 cm hoch, Untertasse 12 cm Durchmesser. Außen seidenmatt, innen glänzend glasiert. Spülmaschinenfest. Als Paar verkauft,
        in einer Schachtel aus Altpapier, die man so verschenken kann.`,
    },
    options: [{ name: 'Colour', values: ['Clay', 'Ink'] }],
    variants: [
      variant({ sku: 'LL-1202-01', options: { Colour: 'Clay' }, usd: 3800, eur: 3490, on_hand: 31, weight_grams: 620 }),
      variant({ sku: 'LL-1202-02', options: { Colour: 'Ink' }, usd: 3800, eur: 3490, on_hand: 16, weight_grams: 620 }),
    ],
    pictures: [
      { of: { Colour: 'Clay' }, en: 'Two clay coloured espresso cups on saucers', de: 'Zwei tonfarbene Espressotassen auf Untertassen' },
      { of: { Colour: 'Ink' }, en: 'The espresso cups in ink blue', de: 'Die Espressotassen in Tintenblau' },
    ],
  },
  {
    slug: 'round-teapot',
    brand: 'Ostermoor',
    category_slugs: ['cups-and-jugs'],
    translations: {
      en: words`
        Round teapot, 1.1 l

        A teapot that pours without dripping: the spout is cut to a sharp lip and the lid has a hook that keeps it in place when you tilt.
        The strainer of fine steel mesh reaches almost to the bottom, so one cup brews as well as four.

        1.1 litres, 15 cm high, 23 cm from spout to handle. Rinse with water only if you like the patina of tea, or put it in the
        dishwasher if you do not. The strainer is included and can be bought again.`,
      de: words`
        Runde Teekanne, 1,1 l

        Eine Kanne, die nicht tropft: Der Ausguss endet in einer scharfen Kante, und eine Nase hält den Deckel fest, wenn man gießt. Das
        Sieb aus feinem Edelstahlgewebe reicht fast bis zum Boden, eine Tasse gelingt darum so gut wie vier.

        1,1 Liter, 15 cm hoch, vom Ausguss bis zum Henkel 23 cm. Wer die Patina mag, spült nur mit Wasser; wer nicht, stellt sie in die
        Spülmaschine. Das Sieb liegt bei und ist einzeln erhältlich.`,
    },
    options: [{ name: 'Colour', values: ['Celadon', 'Charcoal'] }],
    variants: [
      variant({ sku: 'LL-1203-01', options: { Colour: 'Celadon' }, usd: 6400, eur: 5790, on_hand: 13, weight_grams: 980 }),
      variant({ sku: 'LL-1203-02', options: { Colour: 'Charcoal' }, usd: 6400, eur: 5790, on_hand: 3, weight_grams: 980 }),
    ],
    pictures: [
      { of: { Colour: 'Celadon' }, en: 'Round teapot with a pale green glaze', de: 'Runde Teekanne mit blassgrüner Glasur' },
      { of: { Colour: 'Charcoal' }, en: 'The teapot in charcoal', de: 'Die Teekanne in Anthrazit' },
    ],
  },
  {
    slug: 'water-jug',
    brand: 'Ostermoor',
    category_slugs: ['cups-and-jugs'],
    translations: {
      en: words`
        Water jug

        A slender jug for water, milk or a handful of garden flowers. The lip is pulled while the clay is still wet, which is why it pours
        in one clean line. Glazed white inside; outside the glaze stops a third above the foot and shows the sand in the clay.

        The small jug holds 0.6 litres and is 16 cm high, the large one 1.4 litres and 23 cm. Fits most refrigerator doors in the small
        size only. May go into the dishwasher.`,
      de: words`
        Wasserkrug

        Ein schlanker Krug für Wasser, Milch oder eine Handvoll Gartenblumen. Die Schnaupe wird gezogen, solange der Ton noch nass ist;
        darum gießt er in einem sauberen Strahl. Innen weiß glasiert, außen endet die Glasur ein Drittel über dem Fuß und zeigt den Sand
        im Ton.

        Der kleine Krug fasst 0,6 Liter und ist 16 cm hoch, der große 1,4 Liter und 23 cm. In die Kühlschranktür passt meist nur der
        kleine. Spülmaschinenfest.`,
    },
    options: [{ name: 'Volume', values: ['0.6 l', '1.4 l'] }],
    variants: [
      variant({ sku: 'LL-1204-01', options: { Volume: '0.6 l' }, usd: 3600, eur: 3290, on_hand: 27, weight_grams: 540 }),
      variant({ sku: 'LL-1204-02', options: { Volume: '1.4 l' }, usd: 5200, eur: 4690, on_hand: 18, weight_grams: 1020 }),
    ],
    pictures: [
      { of: { Volume: '1.4 l' }, en: 'Tall stoneware jug with a white glaze', de: 'Hoher Steinzeugkrug mit weißer Glasur' },
      { of: { Volume: '0.6 l' }, en: 'The small jug beside the large one', de: 'Der kleine Krug neben dem großen' },
    ],
  },
  {
    slug: 'glass-carafe',
    brand: 'Glimmerhus',
    category_slugs: ['cups-and-jugs'],
    translations: {
      en: words`
        Carafe with tumbler

        A carafe for the bedside or the desk, with a tumbler that sits upside down on the neck as its lid. Mouth-blown from borosilicate
        glass, so hot tea is as welcome as iced water. Small bubbles in the wall are the mark of the blower and no fault.

        0.8 litres, 20 cm high with the tumbler on. Both parts go into the dishwasher, best on the upper rack. A bottle brush reaches
        every corner. A replacement tumbler costs less than a bunch of flowers.`,
      de: words`
        Karaffe mit Becher

        Eine Karaffe für den Nachttisch oder den Schreibtisch, auf deren Hals der Becher kopfüber als Deckel sitzt. Mundgeblasen aus
        Borosilikatglas, heißer Tee ist also so willkommen wie Eiswasser. Kleine Luftblasen in der Wand sind die Handschrift des Bläsers
        und kein Fehler.

        0,8 Liter, mit Becher 20 cm hoch. Beide Teile dürfen in die Spülmaschine, am besten in den oberen Korb. Eine Flaschenbürste kommt
        in jede Ecke. Ein Ersatzbecher kostet weniger als ein Blumenstrauß.`,
    },
    options: [],
    variants: [variant({ sku: 'LL-1205-01', usd: 4200, eur: 3850, on_hand: 20, weight_grams: 480 })],
    pictures: [{ en: 'Glass carafe with a tumbler as its lid', de: 'Glaskaraffe mit einem Becher als Deckel' }],
  },
  {
    slug: 'ribbed-tumblers',
    brand: 'Glimmerhus',
    category_slugs: ['cups-and-jugs'],
    translations: {
      en: words`
        Ribbed tumblers, set of four

        Pressed glass with twelve flutes that catch the light and give the fingers a hold. They are tempered, survive a fall on a wooden
        floor more often than not, and stack two high. Good for water, cold coffee or a tea light.

        0.25 litres each, 9 cm high. The amber is coloured through with iron and sulphur and will not wear off. Dishwasher safe to 70 °C.
        Not for boiling water: pour tea when it has stood for a minute.`,
      de: words`
        Gerippte Gläser, vier Stück

        Pressglas mit zwölf Rillen, die das Licht fangen und den Fingern Halt geben. Die Gläser sind gehärtet, überstehen einen Sturz auf
        Holzboden meistens und lassen sich zu zweit stapeln. Gut für Wasser, kalten Kaffee oder ein Teelicht.

        Je 0,25 Liter, 9 cm hoch. Das Bernsteingelb ist mit Eisen und Schwefel durchgefärbt und nutzt sich nicht ab. Spülmaschinenfest bis
        70 °C. Nicht für kochendes Wasser: Tee erst nach einer Minute eingießen.`,
    },
    options: [{ name: 'Colour', values: ['Amber', 'Smoke'] }],
    variants: [
      variant({ sku: 'LL-1206-01', options: { Colour: 'Amber' }, usd: 3200, eur: 2890, on_hand: 45, weight_grams: 880 }),
      variant({ sku: 'LL-1206-02', options: { Colour: 'Smoke' }, usd: 3200, eur: 2890, on_hand: 36, weight_grams: 880 }),
    ],
    pictures: [
      { of: { Colour: 'Amber' }, en: 'Amber tumblers with vertical ribs', de: 'Bernsteinfarbene Gläser mit senkrechten Rillen' },
      { of: { Colour: 'Smoke' }, en: 'The tumblers in smoky grey', de: 'Die Gläser in Rauchgrau' },
    ],
  },
  {
    slug: 'pour-over-set',
    brand: 'Glimmerhus',
    category_slugs: ['cups-and-jugs', 'kitchen'],
    translations: {
      en: words`
        Pour-over coffee set

        A stoneware dripper on a glass server, for filter coffee made by hand. Spiral ribs hold the paper off the wall and let the water
        run evenly; two cups take about three minutes. Takes common size 2 papers. The collar of oak keeps the heat from your fingers.

        Server 0.6 litres with marks for two and four cups, whole set 24 cm high. Dripper and server go into the dishwasher once the
        collar is off. The glass stands a low flame on gas, not an induction hob.`,
      de: words`
        Kaffeefilter mit Kanne

        Ein Filter aus Steinzeug auf einer Glaskanne, für von Hand aufgegossenen Kaffee. Spiralrippen halten das Papier von der Wand ab
        und lassen das Wasser gleichmäßig laufen; zwei Tassen brauchen rund drei Minuten. Für übliches Filterpapier der Größe 2. Der
        Kragen aus Eiche schützt die Finger.

        Kanne 0,6 Liter mit Marken für zwei und vier Tassen, alles zusammen 24 cm hoch. Ohne Kragen dürfen Filter und Kanne in die
        Spülmaschine. Das Glas verträgt kleine Gasflamme, aber keine Induktion.`,
    },
    options: [],
    variants: [variant({ sku: 'LL-1207-01', usd: 7200, eur: 6490, on_hand: 8, weight_grams: 860, was: [8400, 7590] })],
    pictures: [{ en: 'Stoneware coffee dripper on a glass server', de: 'Kaffeefilter aus Steinzeug auf einer Glaskanne' }],
  },
  {
    slug: 'enamel-mug',
    brand: 'Fjellby',
    category_slugs: ['cups-and-jugs', 'travel'],
    translations: {
      en: words`
        Enamel mug

        The mug that goes along: to the fire, to the allotment, to the bottom of a rucksack. Steel under two coats of enamel, with a
        rolled rim in contrasting colour. It weighs 130 grams and holds 0.35 litres.

        8 cm high and across. It can stand on embers or a gas ring; mind that the handle gets as hot as the tea. Dishwasher yes, microwave
        no. Chips come with use and do not matter: the steel below is coated in its own ground enamel.`,
      de: words`
        Emaillebecher

        Der Becher, der mitkommt: ans Feuer, in den Schrebergarten, nach unten in den Rucksack. Stahl unter zwei Schichten Emaille, mit
        gerolltem Rand in einer zweiten Farbe. Er wiegt 130 Gramm und fasst 0,35 Liter.

        8 cm hoch und ebenso breit. Er darf auf Glut oder Gasflamme stehen; dann wird der Henkel so heiß wie der Tee. Spülmaschine ja,
        Mikrowelle nein. Abgeplatzte Stellen kommen mit der Zeit und schaden nicht: Der Stahl darunter trägt eine eigene Grundemaille.`,
    },
    options: [{ name: 'Colour', values: ['Cream', 'Pine'] }],
    variants: [
      variant({ sku: 'LL-1208-01', options: { Colour: 'Cream' }, usd: 1600, eur: 1490, on_hand: 90, weight_grams: 130 }),
      variant({ sku: 'LL-1208-02', options: { Colour: 'Pine' }, usd: 1600, eur: 1490, on_hand: 57, weight_grams: 130 }),
    ],
    pictures: [
      { of: { Colour: 'Cream' }, en: 'Cream enamel mug with a dark blue rim', de: 'Cremefarbener Emaillebecher mit dunkelblauem Rand' },
      { of: { Colour: 'Pine' }, en: 'The enamel mug in pine green', de: 'Der Emaillebecher in Tannengrün' },
    ],
  },
]

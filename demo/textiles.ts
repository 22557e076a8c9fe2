import { type DemoEntry, variant, words } from './product.ts'

export const textiles: DemoEntry[] = [
  {
    slug: 'wool-blanket',
    brand: 'Tarnwell',
    category_slugs: ['textiles'],
    translations: {
      en: words`
        Wool blanket

        New wool from two farms, spun thick, woven in a plain twill and brushed once, so it is warm without being heavy. The fringe is
        knotted by hand. It scratches a little in the first week, as wool does, and then no more.

        130 × 180 cm, 1,150 grams. Air it often and wash it rarely: wool programme, cold, with wool detergent, then dry it flat.
        Moth-proofed with cedar only, so give it a bag in summer. Undyed wool makes up the cream; the other colours are dyed in the yarn.`,
      de: words`
        Wolldecke

        Schurwolle von zwei Höfen, dick gesponnen, in einfachem Köper gewebt und einmal aufgeraut: warm, ohne schwer zu sein. Die Fransen
        sind von Hand geknotet. In der ersten Woche kratzt sie ein wenig, wie Wolle das tut, danach nicht mehr.

        130 × 180 cm, 1.150 Gramm. Oft lüften, selten waschen: Wollprogramm, kalt, mit Wollwaschmittel, liegend trocknen. Nur mit Zeder
        gegen Motten geschützt, im Sommer also in einen Beutel. Das Creme ist ungefärbte Wolle, die anderen Farben sind im Garn gefärbt.`,
    },
    options: [{ name: 'Colour', values: ['Rust', 'Moss', 'Cream'] }],
    variants: [
      variant({ sku: 'LL-2301-01', options: { Colour: 'Rust' }, usd: 14900, eur: 13500, on_hand: 20, weight_grams: 1150 }),
      variant({ sku: 'LL-2301-02', options: { Colour: 'Moss' }, usd: 14900, eur: 13500, on_hand: 13, weight_grams: 1150 }),
      variant({ sku: 'LL-2301-03', options: { Colour: 'Cream' }, usd: 14900, eur: 13500, on_hand: 0, weight_grams: 1150 }),
    ],
    pictures: [
      { of: { Colour: 'Rust' }, en: 'Folded rust coloured wool blanket with fringe', de: 'Gefaltete rostfarbene Wolldecke mit Fransen' },
      { of: { Colour: 'Moss' }, en: 'The wool blanket in moss green', de: 'Die Wolldecke in Moosgrün' },
    ],
  },
  {
    slug: 'linen-cushion',
    brand: 'Tarnwell',
    category_slugs: ['textiles'],
    translations: {
      en: words`
        Linen cushion with filling

        Stone-washed linen, heavy enough not to look like a shirt, with a plain seam and a hidden zip. The filling is a separate pad of
        sheep's wool balls that can be shaken back into shape and topped up.

        Square: 45 × 45 cm, long: 50 × 30 cm. Wash the cover at 40 °C with like colours and iron it damp, or do not iron it at all. It
        gets softer with every wash and shrinks by two per cent in the first. Dyed with low-impact reactive dyes.`,
      de: words`
        Leinenkissen mit Füllung

        Gewaschenes Leinen, schwer genug, um nicht wie ein Hemd auszusehen, mit schlichter Naht und verdecktem Reißverschluss. Die Füllung
        ist ein eigenes Inlett mit Kugeln aus Schafwolle, das man aufschütteln und nachfüllen kann.

        Quadratisch (Square) 45 × 45 cm, länglich (Long) 50 × 30 cm. Den Bezug mit ähnlichen Farben bei 40 °C waschen und feucht bügeln
        oder gar nicht. Er wird mit jeder Wäsche weicher und läuft bei der ersten um zwei Prozent ein. Schonend mit Reaktivfarben gefärbt.`,
    },
    options: [
      { name: 'Colour', values: ['Ochre', 'Fog'] },
      { name: 'Size', values: ['Square', 'Long'] },
    ],
    variants: [
      variant({ sku: 'LL-2302-01', options: { Colour: 'Ochre', Size: 'Square' }, usd: 5800, eur: 5290, on_hand: 22, weight_grams: 780 }),
      variant({ sku: 'LL-2302-02', options: { Colour: 'Ochre', Size: 'Long' }, usd: 4900, eur: 4490, on_hand: 18, weight_grams: 610 }),
      variant({ sku: 'LL-2302-03', options: { Colour: 'Fog', Size: 'Square' }, usd: 5800, eur: 5290, on_hand: 4, weight_grams: 780 }),
      variant({ sku: 'LL-2302-04', options: { Colour: 'Fog', Size: 'Long' }, usd: 4900, eur: 4490, on_hand: 26, weight_grams: 610 }),
    ],
    pictures: [
      { of: { Colour: 'Ochre' }, en: 'Square ochre linen cushion', de: 'Quadratisches Leinenkissen in Ocker' },
      { of: { Colour: 'Fog' }, en: 'The cushion in fog grey with an ochre one', de: 'Das Kissen in Nebelgrau neben einem ockerfarbenen' },
    ],
  },
  {
    slug: 'waffle-towels',
    brand: 'Tarnwell',
    category_slugs: ['textiles'],
    translations: {
      en: words`
        Waffle towel

        A towel that dries you and then itself: the deep waffle weave of cotton and linen takes up water fast and is dry again by evening.
        It is thin, packs small, and feels brisk rather than fluffy.

        Hand towel 50 × 100 cm, bath towel 90 × 150 cm, both with a woven loop. Wash at up to 60 °C and skip the softener, which would
        seal the fibres. The waffle only draws together after the first wash; measured sizes are those after it.`,
      de: words`
        Waffeltuch

        Ein Handtuch, das erst Sie trocknet und dann sich selbst: Die tiefe Waffelbindung aus Baumwolle und Leinen nimmt Wasser rasch auf
        und ist bis zum Abend wieder trocken. Es ist dünn, packt sich klein und fühlt sich eher frisch als flauschig an.

        Handtuch (Hand) 50 × 100 cm, Badetuch (Bath) 90 × 150 cm, beide mit gewebter Schlaufe. Bis 60 °C waschen, ohne Weichspüler, denn
        er verschließt die Fasern. Die Waffel zieht sich erst beim ersten Waschen zusammen; die Maße gelten danach.`,
    },
    options: [
      { name: 'Colour', values: ['Clay', 'Sea'] },
      { name: 'Size', values: ['Hand', 'Bath'] },
    ],
    variants: [
      variant({ sku: 'LL-2303-01', options: { Colour: 'Clay', Size: 'Hand' }, usd: 2400, eur: 2190, on_hand: 46, weight_grams: 210 }),
      variant({ sku: 'LL-2303-02', options: { Colour: 'Clay', Size: 'Bath' }, usd: 4800, eur: 4390, on_hand: 30, weight_grams: 540 }),
      variant({ sku: 'LL-2303-03', options: { Colour: 'Sea', Size: 'Hand' }, usd: 2400, eur: 2190, on_hand: 39, weight_grams: 210 }),
      variant({ sku: 'LL-2303-04', options: { Colour: 'Sea', Size: 'Bath' }, usd: 4800, eur: 4390, on_hand: 2, weight_grams: 540 }),
    ],
    pictures: [
      { of: { Colour: 'Clay' }, en: 'A stack of folded towels, clay pink on top', de: 'Ein Stapel gefalteter Tücher, tonrosa obenauf' },
      { of: { Colour: 'Sea' }, en: 'The towels in sea blue', de: 'Die Tücher in Meerblau' },
    ],
  },
  {
    slug: 'linen-napkins',
    brand: 'Tarnwell',
    category_slugs: ['textiles', 'kitchen'],
    translations: {
      en: words`
        Linen napkins, set of four

        Napkins for every day, not for Sundays: heavy washed linen that needs no iron, with a narrow hem and mitred corners. They replace
        about three hundred paper ones a year in a house of four.

        45 × 45 cm, 185 g/m². Red wine comes out with salt and cold water if you are quick, tomato in the sun. Wash at 60 °C. The linen is
        grown and spun in Normandy and woven in Portugal. Delivered with a cotton ribbon and no plastic.`,
      de: words`
        Leinenservietten, vier Stück

        Servietten für jeden Tag, nicht für sonntags: schweres, gewaschenes Leinen, das kein Bügeleisen braucht, mit schmalem Saum und
        Briefecken. In einem Haushalt mit vier Personen ersetzen sie im Jahr rund dreihundert aus Papier.

        45 × 45 cm, 185 g/m². Rotwein geht mit Salz und kaltem Wasser heraus, wenn man schnell ist, Tomate in der Sonne. Bei 60 °C
        waschen. Das Leinen ist in der Normandie gewachsen und gesponnen, in Portugal gewebt. Mit Baumwollband geliefert, ohne Kunststoff.`,
    },
    options: [{ name: 'Colour', values: ['Flax', 'Indigo'] }],
    variants: [
      variant({ sku: 'LL-2304-01', options: { Colour: 'Flax' }, usd: 4400, eur: 3990, on_hand: 37, weight_grams: 190 }),
      variant({ sku: 'LL-2304-02', options: { Colour: 'Indigo' }, usd: 4400, eur: 3990, on_hand: 24, weight_grams: 190 }),
    ],
    pictures: [{ en: 'Folded flax and indigo napkins in a stack', de: 'Gestapelte Servietten in Flachs und Indigo' }],
  },
  {
    slug: 'striped-tea-towels',
    brand: 'Tarnwell',
    category_slugs: ['textiles', 'kitchen'],
    translations: {
      en: words`
        Striped tea towels, set of two

        Half linen, half cotton: the linen takes the water, the cotton the streaks. The stripes are woven, not printed, so both sides look
        the same and nothing washes out. A loop of tape sits in the middle of the long side, where a hook wants it.

        50 × 70 cm. Wash hot, up to 95 °C if you must, and wash once before use, because new linen repels water. They get thin after some
        years of work and then make excellent polishing cloths.`,
      de: words`
        Gestreifte Geschirrtücher, zwei Stück

        Halb Leinen, halb Baumwolle: Das Leinen nimmt das Wasser, die Baumwolle die Streifen vom Glas. Das Muster ist gewebt und nicht
        gedruckt, beide Seiten sehen also gleich aus, und nichts wäscht sich aus. Der Aufhänger sitzt in der Mitte der Längsseite, wo der
        Haken ihn braucht.

        50 × 70 cm. Heiß waschen, notfalls bis 95 °C, und einmal vor Gebrauch, denn neues Leinen stößt Wasser ab. Nach Jahren werden sie
        dünn und sind dann vorzügliche Poliertücher.`,
    },
    options: [],
    variants: [variant({ sku: 'LL-2305-01', usd: 2200, eur: 1990, on_hand: 61, weight_grams: 220 })],
    pictures: [{ en: 'A striped tea towel on an oak peg rail', de: 'Gestreiftes Geschirrtuch an einer Hakenleiste aus Eiche' }],
  },
  {
    slug: 'linen-apron',
    brand: 'Tarnwell',
    category_slugs: ['textiles', 'kitchen'],
    translations: {
      en: words`
        Linen apron

        A bib apron of washed linen with cross-back straps, so nothing pulls at the neck. Two pockets sit where the hands are, one of them
        wide enough for a notebook. The straps are long: tie them at the back or at the front.

        One size, 85 cm long, 75 cm wide. Weighs 320 grams and feels like less. Wash at 40 °C. It creases, and it should. Suits the
        kitchen, the potting shed and the printing press.`,
      de: words`
        Leinenschürze

        Eine Latzschürze aus gewaschenem Leinen mit gekreuzten Trägern, sodass nichts am Nacken zieht. Zwei Taschen sitzen dort, wo die
        Hände sind, eine davon breit genug für ein Notizbuch. Die Bänder sind lang: hinten binden oder vorn.

        Eine Größe, 85 cm lang, 75 cm breit. Sie wiegt 320 Gramm und fühlt sich leichter an. Bei 40 °C waschen. Sie knittert und soll es
        auch. Für die Küche, den Geräteschuppen und die Druckpresse.`,
    },
    options: [{ name: 'Colour', values: ['Slate', 'Rust'] }],
    variants: [
      variant({ sku: 'LL-2306-01', options: { Colour: 'Slate' }, usd: 6900, eur: 6290, on_hand: 15, weight_grams: 320 }),
      variant({ sku: 'LL-2306-02', options: { Colour: 'Rust' }, usd: 6900, eur: 6290, on_hand: 9, weight_grams: 320 }),
    ],
    pictures: [
      { of: { Colour: 'Slate' }, en: 'Slate grey apron hanging from a peg', de: 'Schiefergraue Schürze an einem Haken' },
      { of: { Colour: 'Rust' }, en: 'The apron in rust', de: 'Die Schürze in Rost' },
    ],
  },
  {
    slug: 'flat-woven-rug',
    brand: 'Tarnwell',
    category_slugs: ['textiles'],
    translations: {
      en: words`
        Flat-woven rug

        A kilim of New Zealand wool on a cotton warp, woven on hand looms. Both sides are finished, so it can be turned when one side has
        seen enough breakfasts. The broad stripes are slightly uneven, since a person beats the weft and not a machine.

        70 × 140 cm for beside the bed, 140 × 200 cm for under the table. About 5 mm thick; on smooth floors lay a felt pad below it.
        Vacuum without the brush; take spots out at once with cold water.`,
      de: words`
        Flach gewebter Teppich

        Ein Kelim aus neuseeländischer Wolle auf Baumwollkette, von Hand gewebt. Beide Seiten sind fertig, man dreht ihn um, wenn eine
        genug Frühstücke erlebt hat. Die breiten Streifen sind nicht ganz gleich, denn den Schuss schlägt ein Mensch an und keine
        Maschine.

        70 × 140 cm für neben das Bett, 140 × 200 cm für unter den Tisch. Etwa 5 mm dick; auf glattem Boden Filz unterlegen. Ohne Bürste
        saugen, Flecken sofort mit kaltem Wasser herausnehmen.`,
    },
    options: [{ name: 'Size', values: ['70 × 140 cm', '140 × 200 cm'] }],
    variants: [
      variant({ sku: 'LL-2307-01', options: { Size: '70 × 140 cm' }, usd: 11900, eur: 10900, on_hand: 14, weight_grams: 1500 }),
      variant({
        sku: 'LL-2307-02',
        options: { Size: '140 × 200 cm' },
        usd: 28900,
        eur: 26900,
        on_hand: 3,
        weight_grams: 4300,
        was: [33900, 30900],
      }),
    ],
    pictures: [{ en: 'Rolled striped rug standing beside a flat corner', de: 'Aufgerollter gestreifter Teppich' }],
  },
  {
    slug: 'hot-water-bottle',
    brand: 'Tarnwell',
    category_slugs: ['textiles'],
    translations: {
      en: words`
        Hot-water bottle with knitted cover

        A bottle of natural rubber in a cover knitted from lambswool. The cables are not only for looks: they hold air, so the heat comes
        slowly and stays until morning. The cover opens at the back with three wooden buttons.

        1.8 litres, 34 × 21 cm. Fill it two thirds with water at 60 °C at most, never boiling, and press out the air. Replace the bottle
        after two years; the date is stamped on its shoulder. Wash the cover cold by hand.`,
      de: words`
        Wärmflasche mit Strickbezug

        Eine Wärmflasche aus Naturkautschuk in einem Bezug aus gestrickter Lammwolle. Die Zöpfe sind nicht nur Zierde: Sie halten Luft,
        die Wärme kommt langsam und bleibt bis zum Morgen. Hinten schließt der Bezug mit drei Holzknöpfen.

        1,8 Liter, 34 × 21 cm. Zu zwei Dritteln mit höchstens 60 °C warmem Wasser füllen, nie kochend, und die Luft herausdrücken. Nach
        zwei Jahren erneuern; das Datum steht auf der Schulter. Den Bezug kalt von Hand waschen.`,
    },
    options: [{ name: 'Colour', values: ['Oat', 'Berry'] }],
    variants: [
      variant({ sku: 'LL-2308-01', options: { Colour: 'Oat' }, usd: 4600, eur: 4190, on_hand: 28, weight_grams: 560 }),
      variant({ sku: 'LL-2308-02', options: { Colour: 'Berry' }, usd: 4600, eur: 4190, on_hand: 17, weight_grams: 560 }),
    ],
    pictures: [
      { of: { Colour: 'Oat' }, en: 'Hot-water bottle in an oat cable knit', de: 'Wärmflasche im haferfarbenen Zopfstrick' },
      { of: { Colour: 'Berry' }, en: 'The knitted cover in berry red', de: 'Der Strickbezug in Beerenrot' },
    ],
  },
]

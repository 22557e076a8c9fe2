import { type DemoEntry, variant, words } from './product.ts'

export const lighting: DemoEntry[] = [
  {
    slug: 'ceramic-table-lamp',
    brand: 'Lumenholt',
    category_slugs: ['lighting'],
    translations: {
      en: words`
        Ceramic table lamp

        A round stoneware foot and a shade of undyed linen that turns the light soft and a little yellow. The flex is covered in woven
        cotton and leaves the foot at the back, with a switch where a hand finds it in the dark.

        47 cm high, shade 30 cm across, 1.9 m of flex. Takes an E27 bulb up to 40 W or the LED equivalent; none is included. Dust the
        shade with a brush and wipe the foot with a damp cloth. Plug type follows your delivery address.`,
      de: words`
        Tischlampe aus Keramik

        Ein runder Fuß aus Steinzeug und ein Schirm aus ungefärbtem Leinen, der das Licht weich und etwas gelber macht. Das Kabel ist mit
        Baumwolle umwebt und verlässt den Fuß auf der Rückseite, der Schalter sitzt dort, wo die Hand ihn im Dunkeln findet.

        47 cm hoch, Schirm 30 cm Durchmesser, 1,9 m Kabel. Für eine E27-Birne bis 40 W oder entsprechende LED; sie liegt nicht bei. Den
        Schirm abbürsten, den Fuß feucht abwischen. Der Stecker richtet sich nach der Lieferadresse.`,
    },
    options: [{ name: 'Colour', values: ['Fjord', 'Sand'] }],
    variants: [
      variant({ sku: 'LL-2201-01', options: { Colour: 'Fjord' }, usd: 12900, eur: 11900, on_hand: 16, weight_grams: 2300 }),
      variant({ sku: 'LL-2201-02', options: { Colour: 'Sand' }, usd: 12900, eur: 11900, on_hand: 12, weight_grams: 2300 }),
    ],
    pictures: [
      { of: { Colour: 'Fjord' }, en: 'Lit table lamp with a blue ceramic foot', de: 'Leuchtende Tischlampe mit blauem Keramikfuß' },
      { of: { Colour: 'Sand' }, en: 'The table lamp with a sand coloured foot', de: 'Die Tischlampe mit sandfarbenem Fuß' },
    ],
  },
  {
    slug: 'mushroom-lamp',
    brand: 'Lumenholt',
    category_slugs: ['lighting'],
    translations: {
      en: words`
        Mushroom lamp

        A small lamp of spun steel for shelves and bedsides. The dome sends all light downwards, so it glows on the table and dazzles
        nobody. Touch the top to switch between three levels; the lamp remembers the last one.

        26 cm high, dome 22 cm across. The LED (5 W, 2,700 K, 420 lumens, CRI 95) lasts about 25,000 hours and can be replaced with one
        screw. Powder-coated in a matt finish. Comes with a USB-C flex of 1.5 m and a plug.`,
      de: words`
        Pilzlampe

        Eine kleine Lampe aus gedrücktem Stahl für Regal und Nachttisch. Die Haube lenkt alles Licht nach unten, es liegt auf dem Tisch
        und blendet niemanden. Ein Tippen auf die Haube wechselt zwischen drei Stufen; die Lampe merkt sich die letzte.

        26 cm hoch, Haube 22 cm Durchmesser. Die LED (5 W, 2.700 K, 420 Lumen, CRI 95) hält rund 25.000 Stunden und ist mit einer Schraube
        zu tauschen. Matt pulverbeschichtet. Mit USB-C-Kabel, 1,5 m, und Stecker.`,
    },
    options: [{ name: 'Colour', values: ['Brick', 'Cream', 'Moss'] }],
    variants: [
      variant({ sku: 'LL-2202-01', options: { Colour: 'Brick' }, usd: 9800, eur: 8990, on_hand: 25, weight_grams: 1200 }),
      variant({ sku: 'LL-2202-02', options: { Colour: 'Cream' }, usd: 9800, eur: 8990, on_hand: 18, weight_grams: 1200 }),
      variant({ sku: 'LL-2202-03', options: { Colour: 'Moss' }, usd: 9800, eur: 8990, on_hand: 0, weight_grams: 1200 }),
    ],
    pictures: [
      { of: { Colour: 'Brick' }, en: 'Brick red lamp with a round dome', de: 'Ziegelrote Lampe mit runder Haube' },
      { of: { Colour: 'Cream' }, en: 'The mushroom lamp in cream', de: 'Die Pilzlampe in Creme' },
    ],
  },
  {
    slug: 'dome-pendant',
    brand: 'Lumenholt',
    category_slugs: ['lighting'],
    translations: {
      en: words`
        Dome pendant lamp

        A pendant for the dining table: enamelled steel outside, white inside, so nearly all of the light reaches the plates. Hang it 60
        cm above the table top and it lights a circle of about one metre forty.

        Small: 28 cm across. Large: 40 cm. Two metres of cotton flex and a matching ceiling cup; the length is set without tools. E27, up
        to 60 W. The enamel is wiped with soapy water. Connecting it is a job for an electrician.`,
      de: words`
        Pendelleuchte Kuppel

        Eine Leuchte für den Esstisch: außen emaillierter Stahl, innen weiß, sodass fast alles Licht auf den Tellern ankommt. 60 cm über
        der Tischplatte aufgehängt, beleuchtet sie einen Kreis von rund einem Meter vierzig.

        Klein: 28 cm Durchmesser. Groß: 40 cm. Zwei Meter Baumwollkabel und passender Baldachin; die Länge wird ohne Werkzeug eingestellt.
        E27, bis 60 W. Die Emaille wird mit Seifenwasser abgewischt. Der Anschluss ist Sache einer Fachkraft.`,
    },
    options: [
      { name: 'Colour', values: ['Pine', 'Ochre'] },
      { name: 'Size', values: ['28 cm', '40 cm'] },
    ],
    variants: [
      variant({ sku: 'LL-2203-01', options: { Colour: 'Pine', Size: '28 cm' }, usd: 11900, eur: 10900, on_hand: 13, weight_grams: 1400 }),
      variant({ sku: 'LL-2203-02', options: { Colour: 'Pine', Size: '40 cm' }, usd: 15900, eur: 14500, on_hand: 6, weight_grams: 2200 }),
      variant({ sku: 'LL-2203-03', options: { Colour: 'Ochre', Size: '28 cm' }, usd: 11900, eur: 10900, on_hand: 2, weight_grams: 1400 }),
      variant({ sku: 'LL-2203-04', options: { Colour: 'Ochre', Size: '40 cm' }, usd: 15900, eur: 14500, on_hand: 0, weight_grams: 2200 }),
    ],
    pictures: [
      { of: { Colour: 'Pine' }, en: 'Pine green pendant lamp', de: 'Tannengrüne Pendelleuchte' },
      { of: { Colour: 'Ochre' }, en: 'The pendant lamp in ochre', de: 'Die Pendelleuchte in Ocker' },
    ],
  },
  {
    slug: 'arm-desk-lamp',
    brand: 'Lumenholt',
    category_slugs: ['lighting', 'desk'],
    translations: {
      en: words`
        Desk lamp with arm

        Two steel arms, two joints and a head that stays where you leave it. No springs that sing and no plastic in the hinges: brass
        screws hold each joint and can be tightened with a coin. The round foot weighs 1.8 kg.

        Reaches 70 cm, 52 cm high as drawn. E14 socket, LED bulb of 4 W and 2,700 K included and easy to change. The shade turns through
        340 degrees and is cool enough to touch. Flex 1.8 m, switch in the head.`,
      de: words`
        Schreibtischlampe mit Gelenkarm

        Zwei Stahlarme, zwei Gelenke und ein Kopf, der bleibt, wo man ihn lässt. Keine singenden Federn und kein Kunststoff in den
        Gelenken: Sie werden von Messingschrauben gehalten, die man mit einer Münze nachzieht. Der runde Fuß wiegt 1,8 kg.

        Reicht 70 cm weit, 52 cm hoch wie abgebildet. Fassung E14, LED-Birne mit 4 W und 2.700 K liegt bei und ist leicht zu wechseln. Der
        Schirm dreht sich um 340 Grad und bleibt handwarm. Kabel 1,8 m, Schalter am Kopf.`,
    },
    options: [{ name: 'Colour', values: ['Ink', 'Cream'] }],
    variants: [
      variant({ sku: 'LL-2204-01', options: { Colour: 'Ink' }, usd: 13900, eur: 12500, on_hand: 10, weight_grams: 2900 }),
      variant({
        sku: 'LL-2204-02',
        options: { Colour: 'Cream' },
        usd: 13900,
        eur: 12500,
        on_hand: 5,
        weight_grams: 2900,
        was: [15900, 14500],
      }),
    ],
    pictures: [
      { of: { Colour: 'Ink' }, en: 'Ink blue desk lamp with a jointed arm', de: 'Tintenblaue Schreibtischlampe mit Gelenkarm' },
      { of: { Colour: 'Cream' }, en: 'The desk lamp in cream', de: 'Die Schreibtischlampe in Creme' },
    ],
  },
  {
    slug: 'carry-lantern',
    brand: 'Lumenholt',
    category_slugs: ['lighting', 'garden'],
    translations: {
      en: words`
        Carry lantern, rechargeable

        The lamp our shop is named after. A frosted glass cylinder between two rings of brass, with a leather loop to carry it to the
        balcony, the tent or the cellar. Turn the lower ring to dim it.

        24 cm high without the loop. Up to 300 lumens at 2,200 K; 9 hours on full, 60 on the lowest setting. Charges by USB-C in four
        hours. The battery is a standard 18650 cell that you can change yourself. Splash-proof to IP44, not for standing in the rain.`,
      de: words`
        Traglaterne mit Akku

        Die Leuchte, nach der unser Laden heißt. Ein Zylinder aus mattem Glas zwischen zwei Messingringen, mit einer Lederschlaufe, um sie
        auf den Balkon, ins Zelt oder in den Keller zu tragen. Der untere Ring dimmt sie.

        Ohne Schlaufe 24 cm hoch. Bis 300 Lumen bei 2.200 K; 9 Stunden auf höchster, 60 auf kleinster Stufe. Lädt über USB-C in vier
        Stunden. Der Akku ist eine handelsübliche 18650-Zelle, die man selbst wechseln kann. Spritzwassergeschützt nach IP44, aber nichts
        für Dauerregen.`,
    },
    options: [],
    variants: [variant({ sku: 'LL-2205-01', usd: 11800, eur: 10900, on_hand: 32, weight_grams: 890 })],
    pictures: [
      { en: 'Glowing glass lantern with brass rings', de: 'Leuchtende Glaslaterne mit Messingringen' },
      { en: 'The lantern beside a folded blanket', de: 'Die Laterne neben einer gefalteten Decke' },
    ],
  },
  {
    slug: 'beeswax-tapers',
    brand: 'Glimmerhus',
    category_slugs: ['lighting'],
    translations: {
      en: words`
        Beeswax tapers, set of four

        Dipped some thirty times from pure beeswax, with nothing added but a cotton wick. They burn for about nine hours each, calmly and
        almost without soot, and smell of honey when they go out.

        27 cm long, 22 mm at the foot, made for ordinary holders. Trim the wick to a centimetre and keep them out of draughts. In cool
        rooms a white bloom may form: that is the wax itself, and a soft cloth takes it away.`,
      de: words`
        Bienenwachskerzen, vier Stück

        Rund dreißigmal in reines Bienenwachs getaucht, ohne Zusatz außer einem Docht aus Baumwolle. Jede brennt etwa neun Stunden, ruhig
        und fast ohne Ruß, und duftet nach Honig, wenn sie erlischt.

        27 cm lang, am Fuß 22 mm, für gewöhnliche Halter. Den Docht auf einen Zentimeter kürzen und Zugluft meiden. In kühlen Räumen kann
        sich ein weißer Schleier bilden: Das ist das Wachs selbst, ein weiches Tuch nimmt ihn ab.`,
    },
    options: [],
    variants: [variant({ sku: 'LL-2206-01', usd: 2600, eur: 2390, on_hand: 52, weight_grams: 340 })],
    pictures: [{ en: 'Beeswax candles in brass holders', de: 'Bienenwachskerzen in Messinghaltern' }],
  },
  {
    slug: 'scented-candle',
    brand: 'Glimmerhus',
    category_slugs: ['lighting'],
    translations: {
      en: words`
        Scented candle in a stoneware cup

        Rapeseed wax with natural oils in a cup that goes on living as a cup: once it has burnt down, warm water takes out the rest and
        there is a beaker for tea or pens. Fig leaf smells green and a bit milky, cedar like a pencil sharpener, bergamot like the peel of
        an orange.

        180 grams of wax, about 40 hours. Let the whole surface melt the first time. 8 cm high. No phthalates, no paraffin. Keep away from
        children and curtains.`,
      de: words`
        Duftkerze im Steinzeugbecher

        Rapswachs mit natürlichen Ölen in einem Becher, der danach ein Becher bleibt: Ist die Kerze heruntergebrannt, löst warmes Wasser
        den Rest, und man hat ein Gefäß für Tee oder Stifte. Feigenblatt riecht grün und etwas milchig, Zeder wie Bleistiftspäne,
        Bergamotte wie Orangenschale.

        180 Gramm Wachs, etwa 40 Stunden. Beim ersten Mal die ganze Oberfläche schmelzen lassen. 8 cm hoch. Ohne Phthalate, ohne Paraffin.
        Von Kindern und Vorhängen fernhalten.`,
    },
    options: [{ name: 'Scent', values: ['Fig leaf', 'Cedar', 'Bergamot'] }],
    variants: [
      variant({ sku: 'LL-2207-01', options: { Scent: 'Fig leaf' }, usd: 3400, eur: 3090, on_hand: 40, weight_grams: 520 }),
      variant({ sku: 'LL-2207-02', options: { Scent: 'Cedar' }, usd: 3400, eur: 3090, on_hand: 35, weight_grams: 520 }),
      variant({ sku: 'LL-2207-03', options: { Scent: 'Bergamot' }, usd: 3400, eur: 3090, on_hand: 3, weight_grams: 520 }),
    ],
    pictures: [
      { of: { Scent: 'Fig leaf' }, en: 'Burning candle in a green stoneware cup', de: 'Brennende Kerze im grünen Steinzeugbecher' },
      { of: { Scent: 'Cedar' }, en: 'The cedar candle in a rust brown cup', de: 'Die Zedernkerze im rostbraunen Becher' },
      { of: { Scent: 'Bergamot' }, en: 'The bergamot candle in an ochre cup', de: 'Die Bergamottekerze im ockerfarbenen Becher' },
    ],
  },
  {
    slug: 'brass-candle-holder',
    brand: 'Brasslow',
    category_slugs: ['lighting'],
    translations: {
      en: words`
        Brass candle holder with ring

        A chamber candlestick as it was carried up the stairs a hundred years ago: a saucer that catches the wax and a ring for one
        finger. Cast in sand from recycled brass and turned on the lathe; the underside shows the rough cast skin.

        Saucer 13 cm across, 5 cm high, takes candles of 22 mm. It is not lacquered and darkens with time; any brass polish brings the
        shine back. Cold wax lifts off in one piece with a fingernail.`,
      de: words`
        Kerzenhalter aus Messing mit Ring

        Ein Handleuchter, wie man ihn vor hundert Jahren die Treppe hinauftrug: ein Teller, der das Wachs auffängt, und ein Ring für einen
        Finger. Aus altem Messing in Sand gegossen und abgedreht; die Unterseite zeigt die raue Gusshaut.

        Teller 13 cm Durchmesser, 5 cm hoch, für Kerzen mit 22 mm. Er ist nicht lackiert und dunkelt nach; jede Messingpolitur bringt den
        Glanz zurück. Kaltes Wachs hebt man mit dem Fingernagel in einem Stück ab.`,
    },
    options: [],
    variants: [variant({ sku: 'LL-2208-01', usd: 4800, eur: 4290, on_hand: 17, weight_grams: 510 })],
    pictures: [{ en: 'Brass chamber candlestick with a lit candle', de: 'Handleuchter aus Messing mit brennender Kerze' }],
  },
]

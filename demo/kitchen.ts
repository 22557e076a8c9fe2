import { type DemoEntry, variant, words } from './product.ts'

export const kitchen: DemoEntry[] = [
  {
    slug: 'enamel-kettle',
    brand: 'Fjellby',
    category_slugs: ['kitchen'],
    translations: {
      en: words`
        Enamel kettle, 1.8 l

        A stove-top kettle of 0.8 mm steel with two coats of enamel, inside and out. It holds 1.8 litres, enough for seven mugs, and suits
        gas, ceramic and induction hobs. The beech handle stays cool to the touch and folds down for the cupboard.

        22 cm wide, 24 cm high with the handle up. Rinse by hand and leave the lid off to dry. Limescale goes with a spoon of citric acid
        and ten minutes of patience. Enamel is glass: a hard knock can chip it, which is no danger but stays visible.`,
      de: words`
        Emaille-Wasserkessel, 1,8 l

        Ein Kessel für den Herd aus 0,8 mm starkem Stahl, innen und außen zweimal emailliert. Er fasst 1,8 Liter, genug für sieben Becher,
        und passt auf Gas, Ceran und Induktion. Der Griff aus Buche wird nicht heiß und lässt sich für den Schrank umlegen.

        22 cm breit, mit aufgestelltem Griff 24 cm hoch. Von Hand spülen und offen trocknen lassen. Kalk löst ein Löffel Zitronensäure in
        zehn Minuten. Emaille ist Glas: Ein harter Stoß kann eine Stelle abplatzen lassen, die ungefährlich ist, aber sichtbar bleibt.`,
    },
    options: [{ name: 'Colour', values: ['Sage', 'Brick', 'Cream'] }],
    variants: [
      variant({ sku: 'LL-1101-01', options: { Colour: 'Sage' }, usd: 6800, eur: 5990, on_hand: 24, weight_grams: 1150 }),
      variant({ sku: 'LL-1101-02', options: { Colour: 'Brick' }, usd: 6800, eur: 5990, on_hand: 11, weight_grams: 1150 }),
      variant({ sku: 'LL-1101-03', options: { Colour: 'Cream' }, usd: 6800, eur: 5990, on_hand: 0, weight_grams: 1150 }),
    ],
    pictures: [
      { of: { Colour: 'Sage' }, en: 'Sage green enamel kettle with a beech handle', de: 'Salbeigrüner Emaillekessel mit Griff aus Buche' },
      { of: { Colour: 'Brick' }, en: 'The enamel kettle in brick red', de: 'Der Emaillekessel in Ziegelrot' },
    ],
  },
  {
    slug: 'cast-iron-casserole',
    brand: 'Fjellby',
    category_slugs: ['kitchen'],
    translations: {
      en: words`
        Cast-iron casserole

        A round casserole poured in sand moulds and enamelled, for bread, stews and anything that wants slow, even heat. Small bumps
        inside the lid let the steam drip back evenly. The knob is solid brass and takes any oven heat.

        The 2.6 litre pot feeds two to three, the 4.5 litre pot four to six. It is heavy, so lift it with both hands. Works on every hob
        including induction. Let it cool before washing; use wooden spoons. The dishwasher does no harm but dulls the shine over the
        years.`,
      de: words`
        Bräter aus Gusseisen

        Ein runder Bräter, in Sandformen gegossen und emailliert, für Brot, Schmorgerichte und alles, was langsame, gleichmäßige Hitze
        braucht. Noppen im Deckel lassen den Dampf verteilt zurücktropfen. Der Knauf ist aus massivem Messing und verträgt jede Ofenhitze.

        Der Topf mit 2,6 Litern reicht für zwei bis drei Personen, der mit 4,5 Litern für vier bis sechs. Er ist schwer: bitte mit beiden
        Händen heben. Für alle Herde, auch Induktion. Vor dem Spülen abkühlen lassen. Die Spülmaschine schadet nicht, nimmt aber mit den
        Jahren den Glanz.`,
    },
    options: [
      { name: 'Colour', values: ['Midnight', 'Ochre'] },
      { name: 'Volume', values: ['2.6 l', '4.5 l'] },
    ],
    variants: [
      variant({
        sku: 'LL-1102-01',
        options: { Colour: 'Midnight', Volume: '2.6 l' },
        usd: 13900,
        eur: 12900,
        on_hand: 14,
        weight_grams: 3600,
      }),
      variant({
        sku: 'LL-1102-02',
        options: { Colour: 'Midnight', Volume: '4.5 l' },
        usd: 17900,
        eur: 16900,
        on_hand: 9,
        weight_grams: 5100,
      }),
      variant({ sku: 'LL-1102-03', options: { Colour: 'Ochre', Volume: '2.6 l' }, usd: 13900, eur: 12900, on_hand: 3, weight_grams: 3600 }),
      variant({ sku: 'LL-1102-04', options: { Colour: 'Ochre', Volume: '4.5 l' }, usd: 17900, eur: 16900, on_hand: 6, weight_grams: 5100 }),
    ],
    pictures: [
      { of: { Colour: 'Midnight' }, en: 'Midnight blue casserole with a brass knob', de: 'Nachtblauer Bräter mit Messingknauf' },
      { of: { Colour: 'Ochre' }, en: 'The casserole in ochre yellow', de: 'Der Bräter in Ockergelb' },
    ],
  },
  {
    slug: 'oak-chopping-board',
    brand: 'Hollingrove',
    category_slugs: ['kitchen'],
    translations: {
      en: words`
        Oak chopping board

        Cut from one plank of European oak, 24 mm thick, with a slot to hang it by. No glue lines, so nothing can come apart. The edges
        are rounded by hand and the surface is finished with linseed oil, which makes it safe for food from the first day.

        Small: 32 × 22 cm, for fruit and bread. Large: 45 × 30 cm, for everything else. Wipe with a damp cloth, dry upright, and oil it
        twice a year. Not for the dishwasher. Grain and colour differ from board to board.`,
      de: words`
        Schneidebrett aus Eiche

        Aus einer einzigen Bohle europäischer Eiche geschnitten, 24 mm stark, mit Schlitz zum Aufhängen. Keine Leimfuge, also geht auch
        keine auf. Die Kanten sind von Hand gerundet, die Fläche ist mit Leinöl behandelt und vom ersten Tag an lebensmittelecht.

        Klein: 32 × 22 cm, für Obst und Brot. Groß: 45 × 30 cm, für alles andere. Feucht abwischen, stehend trocknen lassen und zweimal im
        Jahr nachölen. Nicht für die Spülmaschine. Maserung und Farbe unterscheiden sich von Brett zu Brett.`,
    },
    options: [{ name: 'Size', values: ['32 × 22 cm', '45 × 30 cm'] }],
    variants: [
      variant({ sku: 'LL-1103-01', options: { Size: '32 × 22 cm' }, usd: 3900, eur: 3490, on_hand: 38, weight_grams: 1100 }),
      variant({ sku: 'LL-1103-02', options: { Size: '45 × 30 cm' }, usd: 6200, eur: 5490, on_hand: 17, weight_grams: 2150 }),
    ],
    pictures: [{ en: 'Oak chopping boards in two sizes', de: 'Schneidebretter aus Eiche in zwei Größen' }],
  },
  {
    slug: 'wooden-spoon-set',
    brand: 'Hollingrove',
    category_slugs: ['kitchen'],
    translations: {
      en: words`
        Four wooden spoons in a jar

        The four that get used every day: a round spoon, a spoon with one corner for the edge of the pan, a spatula and a slotted spoon.
        Turned and carved from cherry offcuts of a furniture workshop, 30 cm long. The stoneware jar, 15 cm high, keeps them at hand
        beside the hob.

        Wash by hand and let them dry standing. If the wood feels rough after the first weeks, sand it lightly and rub in a drop of any
        cooking oil. The jar may go into the dishwasher.`,
      de: words`
        Vier Kochlöffel im Topf

        Die vier, die man jeden Tag braucht: ein runder Löffel, einer mit Ecke für den Topfrand, ein Pfannenwender und ein Schaumlöffel.
        Gedrechselt und geschnitzt aus Kirschholzresten einer Möbelwerkstatt, 30 cm lang. Der 15 cm hohe Topf aus Steinzeug hält sie neben
        dem Herd bereit.

        Von Hand spülen und stehend trocknen lassen. Wird das Holz in den ersten Wochen rau, leicht schleifen und mit einem Tropfen
        Speiseöl einreiben. Der Topf darf in die Spülmaschine.`,
    },
    options: [],
    variants: [variant({ sku: 'LL-1104-01', usd: 4400, eur: 3990, on_hand: 29, weight_grams: 940 })],
    pictures: [{ en: 'Four cherry wood spoons in a stoneware jar', de: 'Vier Kochlöffel aus Kirschholz in einem Steinzeugtopf' }],
  },
  {
    slug: 'everyday-plates',
    brand: 'Ostermoor',
    category_slugs: ['kitchen'],
    translations: {
      en: words`
        Everyday plates, set of four

        Stoneware plates with a low rim, glazed on the upper side and matt beneath. They stack tightly: four of them are only 7 cm high.
        The glaze is fired at 1,240 °C and takes knives, microwave and dishwasher without complaint.

        Dinner plates measure 26 cm, breakfast plates 21 cm. Small dark specks come from iron in the clay and are different on every
        plate. The foot is ground smooth, so it will not scratch the table. Broken one? We sell single plates on request.`,
      de: words`
        Alltagsteller, vier Stück

        Teller aus Steinzeug mit niedrigem Rand, oben glasiert, unten matt. Sie lassen sich dicht stapeln: Vier Stück sind nur 7 cm hoch.
        Die Glasur wird bei 1.240 °C gebrannt und verträgt Messer, Mikrowelle und Spülmaschine.

        Speiseteller messen 26 cm, Frühstücksteller 21 cm. Die kleinen dunklen Sprenkel stammen vom Eisen im Ton und sehen auf jedem
        Teller anders aus. Der Fuß ist glatt geschliffen und zerkratzt den Tisch nicht. Einer zerbrochen? Einzelne Teller liefern wir auf
        Anfrage.`,
    },
    options: [
      { name: 'Colour', values: ['Oat', 'Slate'] },
      { name: 'Size', values: ['21 cm', '26 cm'] },
    ],
    variants: [
      variant({ sku: 'LL-1105-01', options: { Colour: 'Oat', Size: '21 cm' }, usd: 5200, eur: 4790, on_hand: 33, weight_grams: 2100 }),
      variant({ sku: 'LL-1105-02', options: { Colour: 'Oat', Size: '26 cm' }, usd: 6900, eur: 6290, on_hand: 41, weight_grams: 3300 }),
      variant({ sku: 'LL-1105-03', options: { Colour: 'Slate', Size: '21 cm' }, usd: 5200, eur: 4790, on_hand: 0, weight_grams: 2100 }),
      variant({ sku: 'LL-1105-04', options: { Colour: 'Slate', Size: '26 cm' }, usd: 6900, eur: 6290, on_hand: 12, weight_grams: 3300 }),
    ],
    pictures: [
      { of: { Colour: 'Oat' }, en: 'A stack of oat coloured stoneware plates', de: 'Ein Stapel haferfarbener Steinzeugteller' },
      { of: { Colour: 'Slate' }, en: 'The plates in slate grey', de: 'Die Teller in Schiefergrau' },
    ],
  },
  {
    slug: 'serving-bowl',
    brand: 'Ostermoor',
    category_slugs: ['kitchen'],
    translations: {
      en: words`
        Serving bowl

        A wide bowl for salad, pasta or a pile of clementines. Thrown on the wheel in one pull, so you can feel the rings inside with a
        fingertip. The outside stays raw and warm in the hand; the inside wears a glossy glaze that oil and beetroot cannot stain.

        28 cm across, 11 cm high, 2.9 litres to the brim. Dishwasher and microwave are fine, the open flame is not. The raw clay darkens a
        little where it is held, which we like.`,
      de: words`
        Servierschale

        Eine weite Schale für Salat, Nudeln oder einen Berg Clementinen. In einem Zug auf der Scheibe gedreht: Die Ringe im Inneren spürt
        man mit der Fingerspitze. Außen bleibt der Ton roh und liegt warm in der Hand, innen trägt er eine glänzende Glasur, der Öl und
        Rote Bete nichts anhaben.

        28 cm Durchmesser, 11 cm hoch, randvoll 2,9 Liter. Spülmaschine und Mikrowelle ja, offene Flamme nein. Der rohe Ton dunkelt dort
        etwas nach, wo man ihn anfasst; uns gefällt das.`,
    },
    options: [{ name: 'Colour', values: ['Terracotta', 'Fjord'] }],
    variants: [
      variant({ sku: 'LL-1106-01', options: { Colour: 'Terracotta' }, usd: 5400, eur: 4890, on_hand: 19, weight_grams: 1350 }),
      variant({ sku: 'LL-1106-02', options: { Colour: 'Fjord' }, usd: 5400, eur: 4890, on_hand: 7, weight_grams: 1350, was: [6400, 5790] }),
    ],
    pictures: [
      { of: { Colour: 'Terracotta' }, en: 'Terracotta serving bowl with lemons', de: 'Servierschale in Terracotta mit Zitronen' },
      { of: { Colour: 'Fjord' }, en: 'The bowl glazed in fjord blue', de: 'Die Schale mit fjordblauer Glasur' },
    ],
  },
  {
    slug: 'walnut-pepper-mill',
    brand: 'Hollingrove',
    category_slugs: ['kitchen'],
    translations: {
      en: words`
        Walnut pepper mill

        Turned from solid walnut around a ceramic grinder that neither rusts nor blunts. The brass nut on top sets the grind: tighter is
        finer. It also takes dry sea salt, mustard seed and coriander.

        The short mill is 15 cm high and fits a hand; the tall one, 24 cm, reaches over a full table. Wipe with a dry cloth and never wash
        it. We give 25 years on the grinder and replace it for the price of postage.`,
      de: words`
        Pfeffermühle aus Nussbaum

        Gedrechselt aus massivem Nussbaum, mit einem Mahlwerk aus Keramik, das weder rostet noch stumpf wird. Die Messingmutter bestimmt,
        wie fein sie mahlt: fester heißt feiner. Sie kommt auch mit trockenem Meersalz, Senfkörnern und Koriander zurecht.

        Die kurze Mühle ist 15 cm hoch und passt in eine Hand, die lange reicht mit 24 cm über einen vollen Tisch. Trocken abwischen, nie
        waschen. Auf das Mahlwerk geben wir 25 Jahre und tauschen es für das Porto.`,
    },
    options: [{ name: 'Height', values: ['15 cm', '24 cm'] }],
    variants: [
      variant({ sku: 'LL-1107-01', options: { Height: '15 cm' }, usd: 4200, eur: 3790, on_hand: 26, weight_grams: 290 }),
      variant({ sku: 'LL-1107-02', options: { Height: '24 cm' }, usd: 5600, eur: 4990, on_hand: 4, weight_grams: 460 }),
    ],
    pictures: [{ en: 'A tall and a short pepper mill of walnut', de: 'Eine lange und eine kurze Pfeffermühle aus Nussbaum' }],
  },
  {
    slug: 'matt-cutlery',
    brand: 'Brasslow',
    category_slugs: ['kitchen'],
    translations: {
      en: words`
        Matt cutlery, 16 pieces

        Knives, forks, spoons and teaspoons for four, forged from 18/10 steel and brushed by hand to a silk sheen that hides fingerprints.
        The knife has a fine saw edge and stands on its back beside the plate. Table fork 20.5 cm, 54 grams: enough weight to feel right.

        The gold tone is a thin layer of titanium nitride, not paint, and as hard as the steel below. Everything may go into the
        dishwasher; take it out soon, so that salt water does not dry on it.`,
      de: words`
        Mattes Besteck, 16-teilig

        Messer, Gabeln, Löffel und Teelöffel für vier, geschmiedet aus Edelstahl 18/10 und von Hand zu einem Seidenglanz gebürstet, auf
        dem man keine Fingerabdrücke sieht. Das Messer hat einen feinen Wellenschliff und steht neben dem Teller auf dem Rücken.
        Tafelgabel 20,5 cm und 54 Gramm: schwer genug, um gut zu liegen.

        Der Goldton ist eine dünne Schicht Titannitrid, keine Farbe, und so hart wie der Stahl darunter. Alles darf in die Spülmaschine;
        bald herausnehmen, damit kein Salzwasser antrocknet.`,
    },
    options: [{ name: 'Finish', values: ['Steel', 'Gold'] }],
    variants: [
      variant({ sku: 'LL-1108-01', options: { Finish: 'Steel' }, usd: 9800, eur: 8990, on_hand: 22, weight_grams: 780 }),
      variant({
        sku: 'LL-1108-02',
        options: { Finish: 'Gold' },
        usd: 12900,
        eur: 11900,
        on_hand: 5,
        weight_grams: 790,
        was: [14900, 13900],
      }),
    ],
    pictures: [
      { of: { Finish: 'Steel' }, en: 'Fork, knife and spoon of brushed steel', de: 'Gabel, Messer und Löffel aus gebürstetem Stahl' },
      { of: { Finish: 'Gold' }, en: 'The cutlery in a gold tone', de: 'Das Besteck im Goldton' },
    ],
  },
]

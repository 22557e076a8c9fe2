import assert from 'node:assert/strict'
import { test } from 'node:test'
import { htmlToText } from './html-to-text.ts'

const reads = (html: string, text: string) => assert.equal(htmlToText(html), text)

test('paragraphs and list items stay apart, other tags leave no trace', () => {
  reads('<p>One <b>bold</b> word.</p>\n<p>Two.</p>', 'One bold word.\n\nTwo.')
  reads('<p>Kit:</p><ul>\n<li>ball</li>\n<li>\n strap </li></ul><p>End</p>', 'Kit:\n\n- ball\n- strap\n\nEnd')
  reads('<ul><li> Ball\n<li> Strap\n</ul>', '- Ball\n- Strap')
  reads('<p>a<br />b<br>c</p>', 'a\nb\nc')
  reads('<div><div>a</div></div><div></div><div>b</div>', 'a\n\nb')
  reads('<ul><li></li><li>x</li></ul>', '- x')
  reads('<table><tr><td>Size</td><td>12 cm</td></tr><tr><td>Weight</td><td>3 g</td></tr></table>', 'Size 12 cm\nWeight 3 g')
})

test('entities become the characters they stand for', () => {
  reads('<p>5&nbsp;&euro; &amp; more&hellip; &bull; caf&eacute; &Auml;&szlig;&#8482;&#x1F600;</p>', '5 € & more… • café Äß™😀')
  reads('<p>&unknown; &amp;lt; &#0; &#xD800; &#99999999;</p>', '&unknown; &lt;')
})

test('text without tags keeps its lines and its less-than signs', () => {
  reads('For pots < 20 cm\nand > 5 cm', 'For pots < 20 cm\nand > 5 cm')
  reads('<p>1 < 2 and 3 <4</p>', '1 < 2 and 3 <4')
})

test('scripts, styles and comments are not text', () => {
  reads('a<script>alert("<p>x</p>")</script>b<style>p{}</style>c<!-- <p>d</p> -->e', 'abce')
  reads('<p>a</p><script>never closed', 'a')
  reads('<p>a</p><!-- never closed', 'a')
})

test('hostile markup takes no longer than it is long', () => {
  for (const piece of ['<a ', '<!--', '<script', '&', '&#', '<p><', ' \n', '<li>', '\n- ']) {
    const html = `<p>${piece.repeat(200_000)}`
    const begun = performance.now()
    htmlToText(html)
    assert.ok(performance.now() - begun < 1_500, `${JSON.stringify(piece)} took ${Math.round(performance.now() - begun)} ms`)
  }
})

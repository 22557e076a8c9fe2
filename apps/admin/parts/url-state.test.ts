import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { oneOf, pageOf, parseSearch, stringifySearch, textOf } from '#admin/parts/url-state.ts'

describe('what a list shows stands in its address', () => {
  it('an order number in the address stays a text', () => assert.deepEqual(parseSearch('?q=00123456&page=2'), { q: '00123456', page: '2' }))

  it('empty values are left out, so the plain list has the plain address', () => {
    assert.equal(stringifySearch({ q: '', view: undefined, page: undefined }), '')
    assert.equal(stringifySearch({ q: 'Änne & Co', page: 2 }), '?q=%C3%84nne+%26+Co&page=2')
  })

  it('what is written reads back', () => {
    const search = { q: 'a=b&c #1 100%', view: 'pending' }
    assert.deepEqual(parseSearch(stringifySearch(search)), search)
  })

  it('an unknown view, page or an empty text counts as none', () => {
    assert.equal(oneOf(['pending', 'confirmed'], 'hacked'), undefined)
    assert.equal(oneOf(['pending', 'confirmed'], 'pending'), 'pending')
    for (const page of ['0', '1', '-3', '1.5', 'two', '501', undefined]) assert.equal(pageOf(page), undefined, String(page))
    assert.equal(pageOf('500'), 500)
    assert.equal(textOf('   '), undefined)
    assert.equal(textOf('x'.repeat(300))?.length, 200)
  })
})

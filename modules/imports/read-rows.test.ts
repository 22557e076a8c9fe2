import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Row, readRows } from './read-rows.ts'

const rows = async (text: string, delimiter = ','): Promise<Row[]> => Array.fromAsync(readRows(Buffer.from(text), delimiter))
const brief = (all: Row[]) => all.map(({ line, cells, problem }) => [line, problem ? 'broken' : cells.join('|')])

test('a record knows the line it begins on, across quoted lines, empty lines and any line end', async () => {
  assert.deepEqual(brief(await rows('\ufeffa,b\r\n1,"x\r\ny"\r\n\r\n2,z\r\n')), [
    [1, 'a|b'],
    [2, '1|x\r\ny'],
    [5, '2|z'],
  ])
  assert.deepEqual(brief(await rows('a;b\n"1;2";3', ';')), [
    [1, 'a|b'],
    [2, '1;2|3'],
  ])
})

test('a broken record costs itself and no other', async () => {
  assert.deepEqual(brief(await rows('a,b\n1,x"y\n2,ok\n3,"z"w\n4,ok\n')), [
    [1, 'a|b'],
    [2, 'broken'],
    [3, '2|ok'],
    [4, 'broken'],
    [5, '4|ok'],
  ])
})

test('a quote that is never closed is told with the line it is opened on, and the lines after it are read', async () => {
  assert.deepEqual(brief(await rows('a,b\n1,x\n2,"z\n3,ok\n4,ok\n')), [
    [1, 'a|b'],
    [2, '1|x'],
    [3, 'broken'],
    [4, '3|ok'],
    [5, '4|ok'],
  ])
})

test('a file of nothing but broken lines is given up after a hundred', async () => {
  const all = await rows(`a,b\n${'1,"x"y\n'.repeat(100_000)}`)
  assert.ok(all.length <= 103, String(all.length))
  assert.match(all.at(-1)?.problem ?? '', /more than 100 lines are broken/)
})

test('records that cross slices and long values come whole', async () => {
  const long = 'ä'.repeat(100_000)
  const all = await rows(`a,b\n${Array.from({ length: 5_000 }, (_, i) => `${i},"v""${i}"`).join('\n')}\n5000,"${long}"\n5001,last`)
  assert.equal(all.length, 5_003)
  assert.deepEqual(all[4_001]?.cells, ['4000', 'v"4000'])
  assert.equal(all[5_001]?.cells[1], long)
  assert.deepEqual(all[5_002], { line: 5_003, cells: ['5001', 'last'] })
})

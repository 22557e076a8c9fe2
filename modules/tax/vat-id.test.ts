import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkDigits } from './vat-check-digits.ts'
import { normalVatId, vatIdProblem } from './vat-id.ts'

/** Numbers of public bodies and companies, and the examples that the states give for their rules. */
const GOOD = `ATU13585627 BE0428759497 BE0403019261 BG175074752 BG1001000000 CY10259033P CZ25123891 CZ640903926 DE136695976 DK13585628
  EE100931558 EL094259216 ESA13585625 ESB58378431 ES54362315K ESX2482300W FI20774740 FR40303265045 FR83404833048 FRK7399859412 HR33392005961
  HU12892312 IE6433435F IE6433435OA IE8D79739I IT00743110157 LT119511515 LT100001919017 LU15027442 LV40003521600 MT11679112 NL004495445B01
  PL8567346215 PT501964843 RO18547290 SE556188840401 SI50223054 SK2022749619 XI980780684`.split(/\s+/)

test('numbers that exist are well formed, in every state', () => {
  for (const vat_id of GOOD) assert.equal(vatIdProblem(vat_id), undefined, vat_id)
  const covered = new Set(GOOD.map((vat_id) => vat_id.slice(0, 2)))
  assert.deepEqual(
    Object.keys(checkDigits).filter((country) => !covered.has(country)),
    [],
  )
})

/** A digit that is counted must matter. Some numbers have a rule for a part of their digits only. */
test('a single mistyped digit is found in nearly every place', () => {
  let missed = 0
  let tried = 0
  for (const vat_id of GOOD.filter((one) => !/^(CZ6|FRK|LT10|BG10)/.test(one))) {
    for (let i = 2; i < vat_id.length; i++) {
      if (!/\d/.test(vat_id[i] ?? '')) continue
      const wrong = `${vat_id.slice(0, i)}${(Number(vat_id[i]) + 1) % 10}${vat_id.slice(i + 1)}`
      tried++
      if (!vatIdProblem(wrong)) missed++
    }
  }
  assert.ok(tried > 250 && missed / tried < 0.06, `${missed} of ${tried} were missed`)
})

test('the sentence says what is wrong', () => {
  assert.match(vatIdProblem('DE136695975') ?? '', /mistyped/)
  assert.match(vatIdProblem('DE12') ?? '', /not the shape/)
  assert.match(vatIdProblem('US123456789') ?? '', /no VAT-ID of an EU state/)
  assert.match(vatIdProblem('') ?? '', /no VAT-ID/)
  assert.match(vatIdProblem('__proto__') ?? '', /no VAT-ID/)
})

test('spaces, dots and small letters do not matter, and Greece writes EL', () => {
  assert.equal(normalVatId(' atu 1358.5627 '), 'ATU13585627')
  assert.equal(normalVatId('GR094259216'), 'EL094259216')
})

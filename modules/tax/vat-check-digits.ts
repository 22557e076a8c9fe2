/**
 * The check digits of VAT-IDs, one rule for each state; the number comes without its country and in the right shape. Pure.
 * Source: Federal Ministry of Finance of Austria, "UID-Nummern: Aufbau und Prüfziffern der EU-Mitgliedstaaten" (rules as the states publish them).
 * Where a state has numbers without a published rule (Czech persons, Latvian persons), those pass.
 */

const digitsOf = (text: string): number[] => [...text].map(Number)
const digit = (text: string, i: number): number => Number(text[i])

/** Sum of digits times weights, from the left. */
const weighed = (text: string, weights: number[]): number => weights.reduce((sum, weight, i) => sum + weight * digit(text, i), 0)
const last = (text: string): number => digit(text, text.length - 1)

/** 11 less the rest by 11, with what stands for 10 and 11; -1 means that no number has this rest. */
const elevenLess = (sum: number, ten: number, eleven: number): number => {
  const check = 11 - (sum % 11)
  return check === 10 ? ten : check === 11 ? eleven : check
}

/** Luhn, ISO/IEC 7812-1: the sum over the whole number, its check digit included, is a multiple of ten. */
const luhn = (text: string): boolean => {
  const sum = digitsOf(text)
    .reverse()
    .reduce((total, value, i) => total + (i % 2 === 0 ? value : value * 2 > 9 ? value * 2 - 9 : value * 2), 0)
  return sum % 10 === 0
}

/** ISO/IEC 7064, MOD 11,10. */
const mod11_10 = (text: string): boolean => {
  let product = 10
  for (const value of digitsOf(text.slice(0, -1))) {
    const sum = (value + product) % 10 || 10
    product = (sum * 2) % 11
  }
  return (11 - product) % 10 === last(text)
}

const bulgaria = (number: string): boolean => {
  if (number.length === 9) {
    const first = weighed(number, [1, 2, 3, 4, 5, 6, 7, 8]) % 11
    const check = first === 10 ? weighed(number, [3, 4, 5, 6, 7, 8, 9, 10]) % 11 : first
    return check % 10 === last(number)
  }
  const person = (weighed(number, [2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11) % 10
  const foreigner = weighed(number, [21, 19, 17, 13, 11, 9, 7, 3, 1]) % 10
  const other = elevenLess(weighed(number, [4, 3, 2, 7, 6, 5, 4, 3, 2]), -1, 0)
  return [person, foreigner, other].includes(last(number))
}

const cyprus = (number: string): boolean => {
  const odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21]
  const sum = digitsOf(number.slice(0, 8)).reduce((total, value, i) => total + (i % 2 === 0 ? (odd[value] ?? 0) : value), 0)
  return String.fromCharCode(65 + (sum % 26)) === number[8]
}

const SPANISH_PERSON = 'TRWAGMYFPDXBNJZSQVHLCKE'
const SPANISH_COMPANY = 'JABCDEFGHI'

const spain = (number: string): boolean => {
  const control = number[8]
  if (/^[\dKLMXYZ]/.test(number)) {
    const bare = number
      .slice(0, 8)
      .replace(/^[KLM]/, '')
      .replace('X', '0')
      .replace('Y', '1')
      .replace('Z', '2')
    return SPANISH_PERSON[Number(bare) % 23] === control
  }
  const body = digitsOf(number.slice(1, 8))
  const sum = body.reduce((total, value, i) => total + (i % 2 === 1 ? value : value * 2 > 9 ? value * 2 - 9 : value * 2), 0)
  const check = (10 - (sum % 10)) % 10
  return control === String(check) || control === SPANISH_COMPANY[check]
}

/** The key of the number of the company, the first nine digits of which are no part of it; keys with letters have no published rule. */
const france = (number: string): boolean => {
  if (!/^\d{2}/.test(number)) return true
  return Number(number.slice(0, 2)) === (12 + 3 * (Number(number.slice(2)) % 97)) % 97
}

const IRISH = 'WABCDEFGHIJKLMNOPQRSTUV'

const ireland = (number: string): boolean => {
  const isOld = /^\d[A-Z+*]/.test(number)
  const body = isOld ? `0${number.slice(2, 7)}${number[0]}` : number.slice(0, 7)
  const second = !isOld && number[8] ? IRISH.indexOf(number[8]) * 9 : 0
  return IRISH[(weighed(body, [8, 7, 6, 5, 4, 3, 2]) + second) % 23] === number[7]
}

const lithuania = (number: string): boolean => {
  const weights = (from: number) => Array.from({ length: number.length - 1 }, (_, i) => ((from - 1 + i) % 9) + 1)
  const first = weighed(number, weights(1)) % 11
  const check = first === 10 ? (weighed(number, weights(3)) % 11) % 10 : first
  return check === last(number)
}

/** Numbers from 2020 on follow ISO/IEC 7064 MOD 97-10 over the whole with its letters; older ones the rule of eleven. */
const netherlands = (number: string): boolean => {
  const bySum = weighed(number, [9, 8, 7, 6, 5, 4, 3, 2]) % 11 === digit(number, 8)
  const text = `NL${number}`.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55))
  return bySum || BigInt(text) % 97n === 1n
}

const britain = (number: string): boolean => {
  if (!/^\d{9}/.test(number)) return true // government and health authorities
  const sum = weighed(number, [8, 7, 6, 5, 4, 3, 2]) + Number(number.slice(7, 9))
  return sum % 97 === 0 || (sum + 55) % 97 === 0
}

const austria = (number: string): boolean => {
  const body = digitsOf(number.slice(1, 8)).map((value, i) => (i % 2 === 0 ? value : Math.floor(value / 5) + ((value * 2) % 10)))
  const sum = body.reduce((total, value) => total + value, 4)
  return (10 - (sum % 10)) % 10 === last(number)
}

const romania = (number: string): boolean => {
  const padded = number.padStart(10, '0')
  return ((weighed(padded, [7, 5, 3, 2, 1, 7, 5, 3, 2]) * 10) % 11) % 10 === last(padded)
}

export const checkDigits: Record<string, (number: string) => boolean> = {
  AT: austria,
  BE: (number) => 97 - (Number(number.slice(0, 8)) % 97) === Number(number.slice(8)),
  BG: bulgaria,
  CY: cyprus,
  CZ: (number) => number.length > 8 || elevenLess(weighed(number, [8, 7, 6, 5, 4, 3, 2]), 0, 1) === last(number),
  DE: mod11_10,
  DK: (number) => weighed(number, [2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0,
  EE: (number) => (10 - (weighed(number, [3, 7, 1, 3, 7, 1, 3, 7]) % 10)) % 10 === last(number),
  EL: (number) => (weighed(number, [256, 128, 64, 32, 16, 8, 4, 2]) % 11) % 10 === last(number),
  ES: spain,
  FI: (number) => elevenLess(weighed(number, [7, 9, 10, 5, 8, 4, 2]), -1, 0) === last(number),
  FR: france,
  HR: mod11_10,
  HU: (number) => (10 - (weighed(number, [9, 7, 3, 1, 9, 7, 3]) % 10)) % 10 === last(number),
  IE: ireland,
  IT: luhn,
  LT: lithuania,
  LU: (number) => Number(number.slice(0, 6)) % 89 === Number(number.slice(6)),
  LV: (number) => digit(number, 0) <= 3 || weighed(number, [9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1]) % 11 === 3,
  MT: (number) => 37 - (weighed(number, [3, 4, 6, 7, 8, 9]) % 37) === Number(number.slice(6)),
  NL: netherlands,
  PL: (number) => weighed(number, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 === last(number),
  PT: (number) => elevenLess(weighed(number, [9, 8, 7, 6, 5, 4, 3, 2]), 0, 0) === last(number),
  RO: romania,
  SE: (number) => luhn(number.slice(0, 10)) && number.slice(10) !== '00',
  SI: (number) => elevenLess(weighed(number, [8, 7, 6, 5, 4, 3, 2]), 0, -1) === last(number),
  SK: (number) => Number(number) % 11 === 0,
  XI: britain,
}

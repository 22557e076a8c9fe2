/** `npm run config`: every environment variable the shop reads, what it means, and what holds without it. Those that are set are marked. */
import { describeConfig, type Variable } from '#platform/config.ts'

const WIDTH = Math.min(process.stdout.columns || 120, 140)
const INDENT = 4

const wrap = (text: string): string[] => {
  const lines = ['']
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? ''
    if (line && line.length + word.length + 1 > WIDTH - INDENT) lines.push(word)
    else lines[lines.length - 1] = line ? `${line} ${word}` : word
  }
  return lines.map((line) => ' '.repeat(INDENT) + line)
}

const describe = ({ name, meaning, fallback, is_secret }: Variable): string => {
  const is_set = Boolean(process.env[name] || (is_secret && process.env[`${name}_FILE`]))
  const head = `${is_set ? '*' : ' '} ${name}${is_secret ? `  (secret; or ${name}_FILE)` : ''}`
  return [head, ...wrap(`${meaning}.`), ...wrap(`Without it: ${fallback}.`)].join('\n')
}

const variables = describeConfig()
console.log(variables.map(describe).join('\n'))
console.log(`\n${variables.length} variables; * is set here. Nothing has to be set: npm start`)

import { describeConfig } from '#platform/config.ts'
import { code, page, table } from './markdown.ts'

export const configPage = (): string =>
  page(
    'Configuration',
    '`platform/config.ts`',
    'Everything is an environment variable and nothing has to be set. The shop reads them once at its start and lists all that is wrong. Secrets may be given as a file instead: `DATABASE_URL_FILE=/run/secrets/database`.',
    table(
      ['variable', 'meaning', 'when it is not set'],
      describeConfig().map(({ name, meaning, fallback, is_secret }) => [code(name) + (is_secret ? ' (secret)' : ''), meaning, fallback]),
    ),
  )

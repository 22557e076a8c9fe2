/** The only reader of the environment. Every variable is declared here once, with its meaning; `npm run config` prints them. */
import { readFileSync } from 'node:fs'

export type Variable = {
  name: string
  meaning: string
  /** what holds when it is not set; a text for people where it depends on something */
  fallback: string
  /** may be given as NAME_FILE, a file that holds it */
  is_secret: boolean
}

/** All that is wrong with the environment, in one go. */
export class BadConfig extends Error {
  override name = 'BadConfig'
}

type Kind<T> = { read(text: string): T; what: string }

const text: Kind<string> = { read: (value) => value, what: 'a text' }
const yesNo: Kind<boolean> = {
  read: (value) => {
    if (/^(1|true|yes|on)$/i.test(value)) return true
    if (/^(0|false|no|off)$/i.test(value)) return false
    throw new Error()
  },
  what: 'yes or no',
}
const wholeNumber = (min: number, max: number): Kind<number> => ({
  read: (value) => {
    const number = Number(value)
    if (!/^\d+$/.test(value) || number < min || number > max) throw new Error()
    return number
  },
  what: `a whole number from ${min} to ${max}`,
})
const oneOf = <const W extends string>(...words: W[]): Kind<W> => ({
  read: (value) => {
    const word = words.find((candidate) => candidate === value)
    if (!word) throw new Error()
    return word
  },
  what: words.join(', '),
})
const url = (...schemes: string[]): Kind<string> => ({
  read: (value) => {
    if (!schemes.includes(new URL(value).protocol.slice(0, -1))) throw new Error()
    return value.replace(/\/$/, '')
  },
  what: `an address that begins with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`,
})

const variables: Variable[] = []
const readers: { name: string; read(env: NodeJS.ProcessEnv, faults: string[]): unknown }[] = []

const declare = <T>(
  name: string,
  kind: Kind<T>,
  meaning: string,
  fallback: string,
  is_secret = false,
): ((values: Map<string, unknown>) => T | undefined) => {
  variables.push({ name, meaning: `${meaning} (${kind.what})`, fallback, is_secret })
  readers.push({
    name,
    read: (env, faults) => {
      const given = is_secret && env[`${name}_FILE`] ? readSecret(name, env[`${name}_FILE`] ?? '', faults) : env[name]
      if (given === undefined || given === '') return undefined
      try {
        return kind.read(given)
      } catch {
        faults.push(`${name} must be ${kind.what}${is_secret ? '' : `, not "${given}"`}.`)
      }
    },
  })
  return (values) => values.get(name) as T | undefined // read by this very kind above
}

const readSecret = (name: string, file: string, faults: string[]): string | undefined => {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    faults.push(`${name}_FILE names ${file}, which cannot be read.`)
  }
}

/** What the shop can be split into. */
export const SERVICES = ['products', 'users', 'orders', 'payments', 'notifications', 'front'] as const
export type Service = (typeof SERVICES)[number]

/** Where each part answers when nothing else is said. */
export const PORTS = {
  shop: 3000,
  products: 5000,
  users: 5001,
  orders: 5002,
  payments: 5003,
  notifications: 5005,
  front: 8081,
} as const satisfies Record<'shop' | Service, number>

const nodeEnv = declare('NODE_ENV', oneOf('development', 'test', 'production'), 'How strict to be', 'development')
const port = declare(
  'PORT',
  wholeNumber(0, 65_535),
  'Where the shop answers',
  `${PORTS.shop}; of a service the port in the default of its address`,
)
const host = declare('HOST', text, 'Which network address it listens on', 'localhost; 0.0.0.0 in production')
const publicUrl = declare(
  'PUBLIC_URL',
  url('http', 'https'),
  'Where people reach the shop; https makes cookies Secure and sends HSTS',
  'http://localhost:PORT; of a service FRONT_URL',
)
const dataFolder = declare('DATA_DIR', text, 'Folder of the embedded database, pictures and the secret', './data')
const databaseUrl = declare(
  'DATABASE_URL',
  url('postgres', 'postgresql'),
  'A PostgreSQL server, 15 to 18, instead of the embedded one',
  'embedded',
  true,
)
const poolSize = declare(
  'DATABASE_POOL_SIZE',
  wholeNumber(2, 200),
  'Connections a process holds for requests; three more are for events and notices',
  '10',
)
const secretKey = declare(
  'SECRET_KEY',
  text,
  'At least 32 characters that sign sessions and links; the same for all processes of a shop',
  'made once and kept in DATA_DIR; required in production with DATABASE_URL',
  true,
)
const adminEmail = declare('ADMIN_EMAIL', text, 'Makes this administrator at the start, if there is none yet', 'a one-time link is printed')
const adminPassword = declare('ADMIN_PASSWORD', text, 'Password of that administrator', 'none', true)
const loadDemo = declare('LOAD_DEMO', yesNo, 'Fill an empty shop with the demo products', 'yes; no in production')
const logLevel = declare(
  'LOG_LEVEL',
  oneOf('trace', 'debug', 'info', 'warn', 'error', 'silent'),
  'How much to log',
  'warn; info in production',
)
const realEmail = declare('ENABLE_REAL_EMAIL_SENDING', yesNo, 'Send mails; otherwise they stay in /admin/mailbox', 'no')
const mailUrl = declare('MAIL_URL', url('smtp', 'smtps'), 'The mail server, with user and password', 'none', true)
const testPayments = declare('SIMULATED_PAYMENTS', yesNo, 'Offer payment methods that move no money', 'yes; no in production')
const stripeKey = declare('STRIPE_SECRET_KEY', text, 'Take payments through Stripe; sk_test_... moves no money', 'none', true)
const stripeWebhooks = declare(
  'STRIPE_WEBHOOK_SECRET',
  text,
  'What Stripe signs its webhooks to PUBLIC_URL/api/webhooks/stripe with',
  'none',
  true,
)
const stripeBase = declare('STRIPE_API_BASE', url('http', 'https'), 'Another address of the API, for tests with a double', 'Stripe')
const bankTransferTo = declare(
  'BANK_TRANSFER_TO',
  text,
  'Offer bank transfer, to this account: name, IBAN and bank as shoppers read them',
  'not offered',
)
const cashOnDelivery = declare('CASH_ON_DELIVERY', yesNo, 'Offer cash on delivery', 'no')
const vatIdCheck = declare(
  'VAT_ID_CHECK',
  yesNo,
  'Ask VIES of the European Commission whether VAT-IDs are valid',
  'yes in production; no otherwise',
)
const crashAt = declare('CRASH_AT', text, 'With NODE_ENV=test: the file that says where to die, see platform/crash-point.ts', 'nowhere')
const checkoutLimits = declare('CHECKOUT_LIMITS', yesNo, 'With NODE_ENV=test: count tries to buy, see modules/orders/limits.ts', 'yes')
const natsUrl = declare('NATS_URL', url('nats', 'tls'), 'Carry events between services by NATS JetStream', 'HTTP', true)
const metricsToken = declare(
  'METRICS_TOKEN',
  text,
  'Lets whoever presents it as a bearer token read /metrics from anywhere',
  'only this machine and its private network may',
  true,
)
const trustProxy = declare('TRUST_PROXY', text, 'Addresses of proxies whose X-Forwarded-For is believed, as CIDR parted by commas', 'none')
const service = declare('SERVICE', oneOf('shop', ...SERVICES), 'Which part of the shop this process is', 'shop, all of it')
const startedByServices = declare('SOUK_CHILD', yesNo, 'Set by `npm run services` for what it starts and speaks for', 'no')
const defaultUrl = (name: Service) => `http://localhost:${PORTS[name]}`
const urls = SERVICES.map((name) => ({
  name,
  read: declare(`${name.toUpperCase()}_URL`, url('http', 'https'), `Where the service ${name} answers`, defaultUrl(name)),
}))

export type Config = ReturnType<typeof readConfig>

/**
 * @throws BadConfig with every fault, one a line
 */
export const readConfig = (env: NodeJS.ProcessEnv) => {
  const faults: string[] = []
  const values = new Map(readers.map((reader) => [reader.name, reader.read(env, faults)]))
  const is_production = nodeEnv(values) === 'production'
  const is_test = nodeEnv(values) === 'test'
  const name = service(values) ?? 'shop'
  const listen = port(values) ?? PORTS[name]
  const mail = mailUrl(values)
  const sends = realEmail(values) ?? false
  if (sends && !mail) faults.push('ENABLE_REAL_EMAIL_SENDING is on, but MAIL_URL names no mail server.')
  const key = secretKey(values)
  if (key !== undefined && key.length < 32) faults.push('SECRET_KEY must have at least 32 characters.')
  if (is_production && databaseUrl(values) && !key)
    faults.push('SECRET_KEY is required in production with DATABASE_URL: at least 32 random characters, the same for all processes.')
  if (adminPassword(values) && !adminEmail(values)) faults.push('ADMIN_PASSWORD is set, but ADMIN_EMAIL is not.')
  const stripe = readStripe(values, is_production, faults)
  const addresses = Object.fromEntries(urls.map((one) => [one.name, one.read(values) ?? defaultUrl(one.name)])) as Record<Service, string> // one for each name
  if (faults.length > 0) throw new BadConfig(faults.join('\n'))
  return {
    service: name,
    is_production,
    is_test,
    port: listen,
    host: host(values) ?? (is_production ? '0.0.0.0' : 'localhost'),
    public_url: publicUrl(values) ?? (name === 'shop' ? `http://localhost:${listen}` : addresses.front),
    data_folder: dataFolder(values) ?? 'data',
    database_url: databaseUrl(values),
    pool_size: poolSize(values) ?? 10,
    secret_key: key,
    admin_email: adminEmail(values),
    admin_password: adminPassword(values),
    load_demo: loadDemo(values) ?? !is_production,
    log_level: logLevel(values) ?? (is_production ? 'info' : 'warn'),
    sends_real_email: sends,
    mail_url: mail,
    has_simulated_payments: testPayments(values) ?? !is_production,
    stripe,
    bank_transfer_to: bankTransferTo(values),
    has_cash_on_delivery: cashOnDelivery(values) ?? false,
    checks_vat_ids: vatIdCheck(values) ?? is_production,
    nats_url: natsUrl(values),
    has_checkout_limits: is_test ? (checkoutLimits(values) ?? true) : true,
    crash_at: is_test ? crashAt(values) : undefined,
    metrics_token: metricsToken(values),
    trust_proxy: trustProxy(values) ?? (false as const),
    urls: addresses,
    is_started_by_services: startedByServices(values) ?? false,
  }
}

/** Both secrets or none; and a key is only ever sent to Stripe, save for a test key outside production. */
const readStripe = (values: Map<string, unknown>, is_production: boolean, faults: string[]) => {
  const [secret_key, webhook_secret, api_base] = [stripeKey(values), stripeWebhooks(values), stripeBase(values)]
  if (!secret_key && !webhook_secret) return undefined
  if (!secret_key || !/^[sr]k_(test|live)_/.test(secret_key))
    faults.push('STRIPE_SECRET_KEY must be a secret or restricted key: sk_test_... or sk_live_...')
  if (!webhook_secret?.startsWith('whsec_'))
    faults.push('STRIPE_WEBHOOK_SECRET must be the signing secret of the webhook endpoint: whsec_...')
  if (api_base && (is_production || secret_key?.includes('_live_')))
    faults.push('STRIPE_API_BASE is for tests: not in production, and not with a live key.')
  return { secret_key: secret_key ?? '', webhook_secret: webhook_secret ?? '', api_base }
}

/** Every variable with its meaning, for documents and `npm run config`. */
export const describeConfig = (): readonly Variable[] => variables

/** Which part of the shop may know which. Every rule has a fixture that breaks it, and a test that sees it caught. */
import type { Import } from './import-graph.ts'

type Rule = {
  /** said when it is broken */
  name: string
  from: RegExp
  /** what the rule is about, among what is imported */
  to: RegExp
  /** of that, what is allowed all the same; `$1` is what `from` caught first */
  except?: string
}

/** What outside services plug into: the shape a module asks for. */
const PORTS =
  '^modules/(payments/provider(-conformance)?|notifications/mailer|media/store|shipping/carrier|tax/(provider|vat-id-check))\\.ts$'

export const RULES: Rule[] = [
  { name: 'modules meet at contracts', from: /^modules\/([^/]+)\//, to: /^modules\//, except: '^modules/($1/|[^/]+/contract\\.ts$)' },
  {
    name: 'contracts are portable',
    from: /^((modules|plugins)\/.*\/(contract|shapes|address-facts|[a-z]+-ops)|platform\/[a-z]+-contract)\.ts$/,
    to: /./,
    except: '(^|/)(contract|shapes|address-facts|[a-z]+-ops)\\.ts$',
  },
  { name: 'the platform knows no shop', from: /^platform\//, to: /^(modules|plugins|apps|demo|tools)\// },
  { name: 'modules know no plugins and no programs', from: /^modules\/(?!.*\.test\.ts$)/, to: /^(plugins|apps|tools|demo)\// },
  {
    name: 'plugins see contracts and ports only',
    from: /^plugins\/([^/]+)\//,
    to: /^(modules|plugins|apps)\//,
    except: `^plugins/$1/|/contract\\.ts$|${PORTS}`,
  },
  {
    name: 'pages see contracts and the HTTP edge only',
    from: /^apps\/storefront\//,
    to: /^(modules|platform|plugins)\//,
    except: '/contract\\.ts$|^platform/(cookies|countries|errors|http|ids|money|page-cache)\\.ts$',
  },
  {
    name: 'what runs in browsers carries no server',
    from: /^apps\/(admin|storefront\/islands)\/(?!plugin\.ts|build\/|.*\.test\.ts$)/,
    to: /^(modules|platform|plugins)\/|^node:/,
    except: '[/-]contract\\.ts$|^platform/(countries|money)\\.ts$',
  },
]

/** One line for each import that a rule forbids. */
export const breaches = (imports: Import[]): string[] =>
  imports.flatMap(({ from, line, name, to }) =>
    RULES.filter((rule) => isBroken(rule, from, to ?? name)).map((rule) => `${from}:${line} imports ${name}: ${rule.name}`),
  )

const isBroken = (rule: Rule, from: string, to: string): boolean => {
  const [whole, first = ''] = rule.from.exec(from) ?? []
  if (whole === undefined || !rule.to.test(to)) return false
  return !rule.except || !new RegExp(rule.except.replaceAll('$1', first)).test(to)
}

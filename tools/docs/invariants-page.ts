import type { Module } from '#platform/module.ts'
import { page, table } from './markdown.ts'

/** The rules of the books, as the modules declare them. */
export const invariantsPage = (modules: Module[]): string =>
  page(
    'Rules of the books',
    'the checks of the modules',
    'Each holds at any time. `npm run audit` asks them all, and so do the admin, an hourly timer (`/metrics`: `souk_invariant_violations`), and every race and crash test. A finding counts when it is still there two seconds later. `E1` (no event is left unheard), `E1 unsaid` (none is left unsaid) and `J1` (no event stays in the hands of a worker that is gone) hold for every module.',
    table(
      ['module', 'rule', 'what holds', 'repair'],
      modules.flatMap(({ contract, checks }) =>
        Object.entries(checks).map(([rule, { title, repair }]) => [contract.name, rule, title, repair?.title ?? '']),
      ),
    ),
  )

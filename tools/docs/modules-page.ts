import type { Service } from '#platform/config.ts'
import type { Module } from '#platform/module.ts'
import { page, table } from './markdown.ts'

type Placed = { module: Module; service: Service }

/** Solid: asks and waits for the answer. Dotted: hears of what happened. Both are all that modules know of each other. */
export const modulesPage = (modules: Placed[]): string =>
  page(
    'Modules',
    '`apps/shop.ts` and what each module needs and hears',
    'Solid arrows: calls the other and waits. Dotted arrows: tells what happened, to whoever listens. Boxes are the services the shop can be split into.',
    ['```mermaid', 'flowchart LR', ...boxes(modules), ...calls(modules), ...tellings(modules), '```'].join('\n'),
    table(
      ['module', 'service', 'operations', 'calls', 'hears', 'works on its own'],
      modules.map(({ module, service }) => [
        module.contract.name,
        service,
        String(Object.keys(module.contract.ops).length),
        Object.keys(module.needs).sort().join(', '),
        Object.keys(module.on).sort().join(', '),
        Object.entries(module.every)
          .map(([name, { seconds }]) => `${name} (every ${seconds} s)`)
          .join(', '),
      ]),
    ),
  )

const boxes = (modules: Placed[]): string[] =>
  [...Map.groupBy(modules, ({ service }) => service)].flatMap(([service, placed]) => [
    `  subgraph ${service}_service [${service}]`,
    ...placed.map(({ module }) => `    ${module.contract.name}`),
    '  end',
  ])

const calls = (modules: Placed[]): string[] =>
  modules.flatMap(({ module }) => Object.keys(module.needs).map((neighbour) => `  ${module.contract.name} --> ${neighbour}`))

const tellings = (modules: Placed[]): string[] => [
  ...new Set(
    modules.flatMap(({ module }) =>
      Object.keys(module.on)
        .map((event) => event.slice(0, event.indexOf('.')))
        .filter((source) => source !== module.contract.name)
        .map((source) => `  ${source} -.-> ${module.contract.name}`),
    ),
  ),
]

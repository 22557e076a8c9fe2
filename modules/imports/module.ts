import { catalog } from '#modules/catalog/contract.ts'
import { media } from '#modules/media/contract.ts'
import { settings } from '#modules/settings/contract.ts'
import { module } from '#platform/module.ts'
import { imports } from './contract.ts'
import { forgetFiles } from './forget-files.ts'
import { loadDemo } from './load-demo.ts'
import { namePictures } from './name-pictures.ts'
import type { ImportPorts } from './needs.ts'
import { listImports, readImport } from './read-imports.ts'
import { runImport } from './run-import.ts'
import { startImport } from './start-import.ts'

export const importsModule = (ports: ImportPorts) =>
  module(imports, {
    folder: import.meta.dirname,
    needs: { catalog, media, settings },
    ports,
    ops: { startImport, namePictures, readImport, listImports, loadDemo },
    on: { 'imports.import_requested': runImport },
    every: { forget_files: { seconds: 3_600, run: forgetFiles } },
  })

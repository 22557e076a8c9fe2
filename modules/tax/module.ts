import { settings } from '#modules/settings/contract.ts'
import { module } from '#platform/module.ts'
import { forget } from '#platform/remember.ts'
import { dropOldAnswers } from './ask-provider.ts'
import { calculateTax } from './calculate-tax.ts'
import { checkVatId } from './check-vat-id.ts'
import { tax } from './contract.ts'
import type { TaxPorts } from './needs.ts'
import { readTables } from './read-tables.ts'
import { saveChoices } from './save-choices.ts'
import { deleteZone, saveZone } from './save-zone.ts'

export const taxModule = (ports: TaxPorts) =>
  module(tax, {
    folder: import.meta.dirname,
    needs: { settings },
    ports,
    ops: { calculate: calculateTax, checkVatId, readSetup: readTables, saveChoices, saveZone, deleteZone },
    on: { 'settings.changed': forget('settings') },
    every: { drop_old_answers: { seconds: 3_600, run: dropOldAnswers } },
  })

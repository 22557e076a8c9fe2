import { module } from '#platform/module.ts'
import { changeSettings } from './change-settings.ts'
import { settings } from './contract.ts'
import type { SettingsNeeds, SettingsPorts } from './needs.ts'
import { readSettings, readShop } from './read-settings.ts'

export const settingsModule = (ports: SettingsPorts) =>
  module<typeof settings, SettingsNeeds>(settings, {
    folder: import.meta.dirname,
    ports,
    ops: { readShop, readSettings, readOwn: readSettings, changeSettings },
  })

import { media } from '#modules/media/contract.ts'
import { module } from '#platform/module.ts'
import { changeSettings } from './change-settings.ts'
import { settings } from './contract.ts'
import { followPicture } from './follow-picture.ts'
import type { SettingsNeeds, SettingsPorts } from './needs.ts'
import { readSettings, readShop } from './read-settings.ts'

export const settingsModule = (ports: SettingsPorts) =>
  module<typeof settings, SettingsNeeds>(settings, {
    folder: import.meta.dirname,
    needs: { media },
    ports,
    ops: { readShop, readSettings, readOwn: readSettings, changeSettings },
    on: { 'media.picture_ready': followPicture },
  })

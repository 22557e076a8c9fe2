import type { media } from '#modules/media/contract.ts'
import type { Needs } from '#platform/module.ts'

export type SettingsPorts = {
  /** scheme and host where people reach the shop, until an administrator sets another */
  public_url: string
}

export type SettingsNeeds = Needs<{ media: typeof media }, SettingsPorts>

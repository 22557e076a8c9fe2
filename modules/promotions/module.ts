import { module } from '#platform/module.ts'
import { addCodes } from './add-codes.ts'
import { audit } from './audit.ts'
import { checks } from './checks.ts'
import { promotions } from './contract.ts'
import { evaluate } from './evaluate.ts'
import { expireRedemptions } from './expire-redemptions.ts'
import { keepForOrders, recountForOrder, releaseForOrder } from './follow-orders.ts'
import type { Promotions } from './needs.ts'
import { exportCodes, listCodes } from './read-codes.ts'
import { listPromotions, readPromotion } from './read-promotions.ts'
import { readRedemptions } from './read-redemptions.ts'
import { redeem } from './redeem.ts'
import { rehearse } from './rehearse.ts'
import { release } from './release.ts'
import { createPromotion, duplicatePromotion, pausePromotion, updatePromotion } from './save-promotion.ts'

export const promotionsModule = module<typeof promotions, Promotions>(promotions, {
  folder: import.meta.dirname,
  ops: {
    evaluate,
    redeem,
    release,
    readRedemptions,
    listPromotions,
    readPromotion,
    createPromotion,
    updatePromotion,
    pausePromotion,
    duplicatePromotion,
    addCodes,
    listCodes,
    exportCodes,
    rehearse,
    audit,
  },
  on: {
    'orders.placed': keepForOrders,
    'orders.rejected': releaseForOrder,
    'orders.cancelled': releaseForOrder,
    'orders.reopened': recountForOrder,
  },
  checks,
  every: { expire_redemptions: { seconds: 30, run: expireRedemptions } },
})
